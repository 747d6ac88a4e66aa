#include "app/misspelling.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string_view>
#include <vector>

#include "rules/nearest_name.h"

namespace caveat::app {
namespace {

std::vector<std::string> names_of_commands(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(command->get_name());
  return names;
}

std::vector<std::string> names_of_options(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

/// "there is no X `name`", and what may be meant; empty if `known` holds it.
std::string unknown(std::string_view what, std::string_view name, const std::vector<std::string>& known) {
  if (std::find(known.begin(), known.end(), name) != known.end()) return {};
  const std::vector<std::string_view> names(known.begin(), known.end());
  const std::string question = rules::did_you_mean(name, names);
  return "there is no " + std::string(what) + " `" + std::string(name) + "`" +
         (question.empty() ? "" : "; " + question);
}

/// `command`, or the one below it that `arguments` begin with.
const CLI::App& command_given(const CLI::App& command, std::span<const char* const> arguments) {
  for (const CLI::App* below : command.get_subcommands([](const CLI::App*) { return true; })) {
    if (!arguments.empty() && below->get_name() == arguments.front()) return *below;
  }
  return command;
}

}  // namespace

std::string misspelling(const CLI::App& app, std::span<const char* const> arguments) {
  if (arguments.empty() || std::string_view(arguments.front()).starts_with('-')) return {};
  const std::string command = arguments.front();
  if (std::string wrong = unknown("command", command, names_of_commands(app)); !wrong.empty()) return wrong;
  const auto options = names_of_options(command_given(*app.get_subcommand(command), arguments.subspan(1)));
  for (const std::string_view argument : arguments.subspan(1)) {
    if (argument == "--") break;
    if (!argument.starts_with("--")) continue;
    const std::string_view name = argument.substr(0, argument.find('='));
    if (std::string wrong = unknown("option", name, options); !wrong.empty()) return wrong;
  }
  return {};
}

}  // namespace caveat::app
