// What can be typed after `caveat`, as plain values: completion scripts and manual pages are made of it.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace caveat::app {

/// An option, or an operand, which has no names.
struct CommandOption {
  std::vector<std::string> names;  ///< "--format"
  std::string about;
  std::string value;               ///< what stands for its value in a synopsis: "FILE"; empty for a flag
  std::vector<std::string> words;  ///< all values there are; empty: any
  bool files = false;              ///< the value is a file or a folder
  bool required = false;
  bool repeated = false;
};

struct CommandDescription {
  std::string name;  ///< "check"
  std::string about;
  std::vector<CommandOption> options;
  std::vector<CommandOption> operands;
  std::vector<CommandDescription> commands;  ///< below it: `map` of `audit`
};

struct ProgramDescription {
  std::string about;
  std::vector<CommandOption> options;  ///< before any command
  std::vector<CommandDescription> commands;
};

ProgramDescription describe(const CLI::App& program);

}  // namespace caveat::app
