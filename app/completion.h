// Completion scripts for shells.
#pragma once

#include <string>

#include "app/command_tree.h"

namespace caveat::app {

/// To be sourced by bash, or put where bash-completion looks for it.
std::string bash_completion(const ProgramDescription& program);
/// To be put into a folder of zsh's $fpath, as _caveat.
std::string zsh_completion(const ProgramDescription& program);
/// To be put into fish's completions folder, as caveat.fish.
std::string fish_completion(const ProgramDescription& program);

}  // namespace caveat::app
