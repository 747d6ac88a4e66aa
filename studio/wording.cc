#include "studio/wording.h"

#include <algorithm>
#include <map>

#include "embedded/studio_ru_codes.h"
#include "embedded/studio_ru_language.h"
#include "embedded/studio_ru_messages.h"
#include "embedded/studio_ru_regions.h"
#include "rules/codes.h"
#include "rules/text_lines.h"

namespace caveat::studio {

namespace {

namespace json = boost::json;

/// Of a line: its depth, and the sign of a difference.
constexpr std::string_view kBeforeWords = " +-~?";

/// A line is "UA-43", a tab, the name.
RegionNames read_regions(std::string_view text) {
  RegionNames names;
  while (!text.empty()) {
    const std::string_view line = rules::take_line(text);
    const std::size_t tab = line.find('\t');
    if (tab != std::string_view::npos) names.emplace(line.substr(0, tab), line.substr(tab + 1));
  }
  return names;
}

/// What is said of a code of diagnostics.
struct CodeWords {
  std::string title;
  std::string explanation;
  std::string no_example;
};

/// After "=== CV012 " the title; then paragraphs, one a line; behind "--- no example" why there is none.
std::map<std::string, CodeWords> read_codes(std::string_view text) {
  constexpr std::string_view kBegin = "=== ";
  constexpr std::string_view kNoExample = "--- no example";
  std::map<std::string, CodeWords> codes;
  CodeWords* words = nullptr;
  bool no_example = false;
  while (!text.empty()) {
    const std::string_view line = rules::take_line(text);
    if (line.starts_with(kBegin)) {
      const std::string_view rest = line.substr(kBegin.size());
      words = &codes[std::string(rest.substr(0, rest.find(' ')))];
      words->title = rest.substr(rest.find(' ') + 1);
      no_example = false;
    } else if (line == kNoExample) {
      no_example = true;
    } else if (!line.empty() && !line.starts_with('#') && words != nullptr) {
      std::string& into = no_example ? words->no_example : words->explanation;
      into.append(into.empty() ? "" : "\n").append(line);
    }
  }
  return codes;
}

void add_codes(const std::map<std::string, CodeWords>& codes, MessageCatalogue& catalogue) {
  for (const rules::CodeEntry& entry : rules::code_table()) {
    const auto found = codes.find(rules::code_name(entry.code));
    if (found == codes.end()) continue;
    catalogue.add(entry.title, found->second.title);
    catalogue.add(entry.explanation, found->second.explanation);
    catalogue.add(entry.no_example, found->second.no_example);
  }
}

bool is_among(std::string_view name, std::string_view names) {
  while (!names.empty()) {
    const std::string_view one = names.substr(0, names.find(' '));
    if (one == name) return true;
    names.remove_prefix(std::min(one.size() + 1, names.size()));
  }
  return false;
}

}  // namespace

Wording Wording::russian() {
  Wording russian;
  russian.catalogue_.emplace(
      std::string(embedded::studio_ru_messages()) + "\n" + std::string(embedded::studio_ru_language()),
      read_regions(embedded::studio_ru_regions()));
  add_codes(read_codes(embedded::studio_ru_codes()), *russian.catalogue_);
  return russian;
}

const Wording& Wording::in(std::string_view accepted) {
  static const Wording kEnglish;
  static const Wording kRussian = Wording::russian();
  return accepted.starts_with("ru") ? kRussian : kEnglish;
}

std::string Wording::say(std::string_view english) const {
  if (!catalogue_ || english.empty()) return std::string(english);
  if (auto said = catalogue_->find(english)) return *std::move(said);
  if (english.find('\n') == std::string_view::npos) return std::string(english);
  std::string out;
  while (!english.empty()) {
    const std::string_view line = rules::take_line(english);
    const std::size_t begin = std::min(line.find_first_not_of(kBeforeWords), line.size());
    const std::string_view words = line.substr(begin);
    out.append(line.substr(0, begin)).append(catalogue_->find(words).value_or(std::string(words)));
    if (!english.empty()) out += '\n';
  }
  return out;
}

void Wording::say_members(json::value& value, std::string_view names) const {
  if (!catalogue_ || names.empty()) return;
  const auto say_text = [this](json::value& text) {
    if (text.is_string()) text = say(std::string_view(text.get_string()));
  };
  if (value.is_array()) {
    for (json::value& item : value.get_array()) say_members(item, names);
  }
  if (!value.is_object()) return;
  for (json::key_value_pair& member : value.get_object()) {
    json::value& said = member.value();
    if (!is_among(std::string_view(member.key().data(), member.key().size()), names) || said.is_object()) {
      say_members(said, names);
    } else if (said.is_array()) {
      for (json::value& item : said.get_array()) say_text(item);
    } else {
      say_text(said);
    }
  }
}

bool Wording::knows(std::string_view english) const {
  return !catalogue_ || catalogue_->find(english).has_value();
}

std::string_view Wording::region_name(const rules::IsoRegion& region) const {
  const std::string* name = catalogue_ ? catalogue_->region_name(region.code) : nullptr;
  return name != nullptr ? std::string_view(*name) : rules::familiar_name(region);
}

}  // namespace caveat::studio
