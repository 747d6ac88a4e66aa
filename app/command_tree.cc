#include "app/command_tree.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string_view>
#include <utility>

#include "rules/codes.h"

namespace caveat::app {
namespace {

/// Options and operands that name files and folders.
constexpr std::string_view kFiles[] = {
    "--rules",    "--database",       "--overrides", "--report", "--config", "--over", "--output",
    "--baseline", "--write-baseline", "--store",     "archives", "partials", "--key",  "--new-key",
    "--require",  "--folder",         "paths",       "pack",     "page",     "old",    "new",
    "--head",     "--audits"};

bool names_files(const std::string& name) {
  return std::find(std::begin(kFiles), std::end(kFiles), name) != std::end(kFiles);
}

/// Out of what CLI11 says of the values: "TEXT:{json,text}", "ENUM:value in {json->1,text->0} OR {1,0}".
std::vector<std::string> words_of(const std::string& type) {
  std::vector<std::string> words;
  const std::size_t begin = type.find('{');
  const std::size_t end = type.find('}');
  if (begin == std::string::npos || end == std::string::npos) return words;
  std::string_view rest = std::string_view(type).substr(begin + 1, end - begin - 1);
  while (!rest.empty()) {
    const std::string_view one = rest.substr(0, rest.find(','));
    words.emplace_back(one.substr(0, one.find("->")));
    rest.remove_prefix(std::min(one.size() + 1, rest.size()));
  }
  return words;
}

CommandOption description_of(const CLI::Option& option) {
  CommandOption out;
  for (const std::string& name : option.get_snames()) out.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) out.names.push_back("--" + name);
  out.about = option.get_description();
  out.required = option.get_required();
  out.repeated = option.get_items_expected_max() > 1;
  if (option.get_items_expected_max() == 0) return out;
  const std::string name = out.names.empty() ? option.get_name(true) : out.names.back();
  out.words = words_of(option.get_type_name());
  out.files = names_files(name);
  out.value = out.names.empty() ? name : out.files ? "FILE" : "VALUE";
  for (char& c : out.value) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return out;
}

std::vector<std::string> names_of_codes() {
  std::vector<std::string> names;
  for (const rules::CodeEntry& entry : rules::code_table()) names.push_back(rules::code_name(entry.code));
  return names;
}

/// What CLI11 does not know: operands that name a command or a code.
void name_words(ProgramDescription& program) {
  std::vector<std::string> commands;
  for (const CommandDescription& command : program.commands) commands.push_back(command.name);
  for (CommandDescription& command : program.commands) {
    for (CommandOption& operand : command.operands) {
      if (operand.value == "COMMAND") operand.words = commands;
      if (operand.value == "CODE") operand.words = names_of_codes();
    }
  }
}

std::vector<CommandDescription> commands_below(const CLI::App& parent) {
  std::vector<CommandDescription> commands;
  for (const CLI::App* app : parent.get_subcommands([](const CLI::App*) { return true; })) {
    CommandDescription command{app->get_name(), app->get_description(), {}, {}, commands_below(*app)};
    for (const CLI::Option* option : app->get_options()) {
      auto& list = option->get_positional() ? command.operands : command.options;
      list.push_back(description_of(*option));
    }
    commands.push_back(std::move(command));
  }
  return commands;
}

}  // namespace

ProgramDescription describe(const CLI::App& program) {
  ProgramDescription out;
  out.about = program.get_description();
  for (const CLI::Option* option : program.get_options()) out.options.push_back(description_of(*option));
  out.commands = commands_below(program);
  name_words(out);
  return out;
}

}  // namespace caveat::app
