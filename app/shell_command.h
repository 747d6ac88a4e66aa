// The commands that describe the command line itself: `caveat completion` and `caveat man`.
#pragma once

#include <string>

#include "app/command_tree.h"

namespace caveat::app {

/// `caveat completion`: a script for "bash", "zsh" or "fish".
int print_completion(const ProgramDescription& program, const std::string& shell);

struct ManualArguments {
  std::string command;  ///< empty: the page of the program
  std::string folder;   ///< where all pages are written to; empty: one is printed
};
/// `caveat man`: a manual page, to be read with `man -l -`.
int print_manual(const ProgramDescription& program, const std::string& version,
                 const ManualArguments& arguments);

}  // namespace caveat::app
