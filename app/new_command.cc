#include <algorithm>
#include <cctype>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "app/commands.h"
#include "app/exit_codes.h"
#include "app/pack_folder.h"
#include "app/wall_clock.h"
#include "rules/json_text.h"
#include "rules/nearest_name.h"
#include "rules/pack_template.h"

namespace caveat::app {
namespace {

namespace fs = std::filesystem;

int list_templates(bool json) {
  rules::JsonText document;
  document.begin_list();
  std::size_t longest = 0;
  for (const rules::PackTemplate& one : rules::pack_templates()) longest = std::max(longest, one.name.size());
  for (const rules::PackTemplate& one : rules::pack_templates()) {
    if (one.name == rules::kBlankTemplate) continue;
    if (json) {
      document.begin_object().text("name", one.name).text("title", title_of(one)).end_object();
    } else {
      std::cout << one.name << std::string(longest + 2 - one.name.size(), ' ') << title_of(one) << "\n";
    }
  }
  document.end_list();
  if (json) std::cout << std::move(document).take();
  return kClean;
}

std::string unknown_template(const std::string& name) {
  std::vector<std::string_view> names;
  for (const rules::PackTemplate& one : rules::pack_templates()) names.push_back(one.name);
  const std::string question = rules::did_you_mean(name, names);
  return "there is no template `" + name + "`" + (question.empty() ? "" : "; " + question) +
         "\n`caveat new --list` shows what there is";
}

/// As a shell takes it for one word.
std::string shell_word(const std::string& text) {
  const auto is_plain = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || std::strchr("-_./:@%+,=", c) != nullptr;
  };
  if (!text.empty() && std::all_of(text.begin(), text.end(), is_plain)) return text;
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

void tell_what_is_next(const std::string& folder, const std::string& pack) {
  const int marked = rules::lines_to_fill_in(pack);
  std::cout << "\n"
            << marked << (marked == 1 ? " line is" : " lines are") << " marked <- for you to fill in. Then:\n"
            << "  caveat check " << shell_word(folder) << "\n"
            << "  caveat test " << shell_word(folder) << "\n";
  const auto trial = rules::trial_of(pack);
  if (!trial) return;
  std::cout << "  caveat decide --rules " << shell_word(folder) << " --url " << shell_word(trial->url)
            << " --region " << trial->region << (trial->at.empty() ? "" : " --at " + trial->at) << "\n";
}

}  // namespace

int make_new(const NewArguments& arguments) {
  if (arguments.list) return list_templates(arguments.json);
  if (arguments.pack.empty()) {
    return could_not("`caveat new` wants the folder to make, such as rules/harbour-order");
  }
  fs::path folder = fs::path(arguments.pack).lexically_normal();
  if (!folder.has_filename()) folder = folder.parent_path();
  const std::string id = folder.filename().string();
  const rules::TemplateAnswers answers{.id = id,
                                       .publisher = arguments.publisher,
                                       .owner = arguments.owner,
                                       .site = arguments.site,
                                       .made = std::chrono::floor<std::chrono::days>(now())};
  if (const std::string wrong = rules::fault_of(answers); !wrong.empty()) return could_not(wrong);
  const std::string name = arguments.from.empty() ? std::string(rules::kBlankTemplate) : arguments.from;
  const rules::PackTemplate* found = rules::find_pack_template(name);
  if (found == nullptr) return could_not(unknown_template(name));
  const auto files = pack_from_template(*found, answers);
  if (const std::string why = write_pack_folder(folder, files); !why.empty()) return could_not(why);
  std::cout << "made " << folder.string() << " from the template " << name << ":\n";
  for (const auto& file : files) std::cout << "  " << (folder / file.path).string() << "\n";
  tell_what_is_next(folder.string(), files.front().text);
  return kClean;
}

}  // namespace caveat::app
