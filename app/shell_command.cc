#include "app/shell_command.h"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <string_view>
#include <vector>

#include "app/completion.h"
#include "app/exit_codes.h"
#include "app/manual_page.h"
#include "rules/nearest_name.h"

namespace caveat::app {
namespace {

bool write_page(const std::string& folder, const std::string& name, const std::string& page) {
  const std::string path = folder + "/" + name + ".1";
  std::ofstream file(path);
  file << page << std::flush;
  if (!file) std::cerr << "caveat: " << path << " cannot be written\n";
  return static_cast<bool>(file);
}

bool write_pages(const ProgramDescription& program, const std::string& version, const std::string& folder) {
  if (!write_page(folder, "caveat", manual_page(program, version))) return false;
  return std::all_of(program.commands.begin(), program.commands.end(),
                     [&](const CommandDescription& command) {
                       return write_page(folder, "caveat-" + command.name, manual_page(command, version));
                     });
}

int no_such_command(const ProgramDescription& program, const std::string& name) {
  std::vector<std::string_view> names;
  for (const CommandDescription& command : program.commands) names.push_back(command.name);
  const std::string near = rules::did_you_mean(name, names);
  std::cerr << "caveat: there is no command `" << name << "`" << (near.empty() ? "" : "; " + near) << "\n";
  return kCouldNot;
}

}  // namespace

int print_completion(const ProgramDescription& program, const std::string& shell) {
  std::cout << (shell == "zsh"    ? zsh_completion(program)
                : shell == "fish" ? fish_completion(program)
                                  : bash_completion(program));
  return kClean;
}

int print_manual(const ProgramDescription& program, const std::string& version,
                 const ManualArguments& arguments) {
  if (!arguments.folder.empty()) return write_pages(program, version, arguments.folder) ? kClean : kCouldNot;
  if (arguments.command.empty()) {
    std::cout << manual_page(program, version);
    return kClean;
  }
  const auto command =
      std::find_if(program.commands.begin(), program.commands.end(),
                   [&](const CommandDescription& one) { return one.name == arguments.command; });
  if (command == program.commands.end()) return no_such_command(program, arguments.command);
  std::cout << manual_page(*command, version);
  return kClean;
}

}  // namespace caveat::app
