#include "rules/pack_template.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "rules/ids.h"
#include "rules/site_pattern.h"
#include "rules/toml_format.h"

namespace caveat::rules {

namespace {

/// Templates write every address below this one, so that it can be put in the place of all of them.
constexpr std::string_view kTemplateDomain = "newsroom.example";
constexpr std::string_view kPlaceMark = "# <-";

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string_view key_of(std::string_view line) {
  return line.substr(0, line.find_first_of(" ="));
}

/// Where the value of "key = value" stands; templates have it on one line and without escapes.
struct ValueSpan {
  std::size_t begin;
  std::size_t end;  ///< behind it
};

ValueSpan value_span(std::string_view line) {
  const std::size_t begin = std::min(line.find_first_not_of(" =", line.find('=')), line.size());
  const bool quoted_text = begin < line.size() && line[begin] == '"';
  const std::size_t last = quoted_text ? line.find('"', begin + 1) : line.find(' ', begin);
  const std::size_t end = last == std::string_view::npos ? line.size() : last + (quoted_text ? 1 : 0);
  return {begin, end};
}

std::string_view value_of(std::string_view line) {
  const auto [begin, end] = value_span(line);
  const std::string_view value = line.substr(begin, end - begin);
  return value.starts_with('"') ? value.substr(1, value.size() - 2) : value;
}

std::string with_value(std::string_view line, std::string_view value) {
  const auto [begin, end] = value_span(line);
  return std::string(line.substr(0, begin)) + std::string(value) + std::string(line.substr(end));
}

/// Takes the mark away; what its comment says stays.
std::string without_mark(std::string line) {
  const std::size_t mark = line.find(kPlaceMark);
  if (mark == std::string::npos) return line;
  line.erase(mark + 2, std::min(line.size(), mark + kPlaceMark.size() + 1) - mark - 2);
  if (line.ends_with("# ")) line.erase(line.find_last_not_of("# ") + 1);
  return line;
}

std::string toml_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string toml_date(std::chrono::sys_days day) {
  const std::chrono::year_month_day date(day);
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text.data();
}

std::string filled_line(std::string_view line, bool in_head, const TemplateAnswers& answers) {
  const std::string_view key = key_of(line);
  const std::pair<std::string_view, const std::string&> texts[] = {{"owner", answers.owner},
                                                                   {"publisher", answers.publisher}};
  if (in_head && key == "id") return with_value(line, toml_text(answers.id));
  if (in_head && key == "review_by") {
    return with_value(line, toml_date(answers.made + std::chrono::days(365)));
  }
  for (const auto& [name, value] : texts) {
    if (in_head && key == name && !value.empty()) return without_mark(with_value(line, toml_text(value)));
  }
  if (key == "when.site" && !answers.site.empty() && line.ends_with(kPlaceMark)) {
    return without_mark(std::string(line));
  }
  return std::string(line);
}

std::string filled_pack(const PackTemplate& pack_template, const TemplateAnswers& answers) {
  std::string out = "# Made on " + toml_date(answers.made) + " by `caveat new` from the template " +
                    std::string(pack_template.name) + ".\n#\n";
  bool in_head = false;
  for (const std::string_view line : lines_of(pack_template.files.front().text)) {
    if (line.starts_with('[')) in_head = line == "[pack]";
    out += filled_line(line, in_head, answers) + '\n';
  }
  return out;
}

void put_site_in(std::string_view site, std::string& text) {
  if (site.starts_with("www.")) site.remove_prefix(4);
  if (site.empty()) return;
  for (std::size_t found = text.find(kTemplateDomain); found != std::string::npos;
       found = text.find(kTemplateDomain, found + site.size())) {
    text.replace(found, kTemplateDomain.size(), site);
  }
}

bool is_one_line(const std::string& text) {
  return std::none_of(text.begin(), text.end(),
                      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

}  // namespace

const PackTemplate* find_pack_template(std::string_view name) {
  const auto all = pack_templates();
  const auto found =
      std::find_if(all.begin(), all.end(), [name](const PackTemplate& one) { return one.name == name; });
  return found == all.end() ? nullptr : &*found;
}

std::string_view title_of(const PackTemplate& pack_template) {
  for (const std::string_view line : lines_of(pack_template.files.front().text)) {
    if (key_of(line) == "title") return value_of(line);
  }
  return {};
}

std::string purpose_of(const PackTemplate& pack_template) {
  constexpr std::string_view kBegin = "# What it does:";
  constexpr std::string_view kGoesOn = "#      ";
  std::string purpose;
  bool inside = false;
  for (const std::string_view line : lines_of(pack_template.files.front().text)) {
    inside = line.starts_with(kBegin) || (inside && line.starts_with(kGoesOn));
    if (!inside) continue;
    std::string_view words = line.substr(line.starts_with(kBegin) ? kBegin.size() : kGoesOn.size());
    words.remove_prefix(std::min(words.find_first_not_of(' '), words.size()));
    purpose += (purpose.empty() ? "" : " ") + std::string(words);
  }
  return purpose == "..." ? "" : purpose;
}

std::string fault_of(const TemplateAnswers& answers) {
  if (!is_id(answers.id)) {
    return "`" + answers.id + "` cannot name a pack: letters, digits and hyphens, at most 64";
  }
  if (!answers.site.empty()) {
    const auto site = SitePattern::parse(answers.site);
    const std::string meant = site ? "" : suggested_site(answers.site);
    if (!site || site->text().find('*') != std::string::npos) {
      return "the site has to be a host name, not `" + answers.site + "`" +
             (meant.empty() ? "" : "; " + meant);
    }
  }
  if (!is_one_line(answers.publisher + answers.owner)) {
    return "the publisher and the owner have to be one line of text each";
  }
  return {};
}

std::vector<SourceFile> pack_from_template(const PackTemplate& pack_template,
                                           const TemplateAnswers& answers) {
  std::vector<SourceFile> files = {{answers.id + ".toml", filled_pack(pack_template, answers)}};
  for (const TemplateFile& page : pack_template.files.subspan(1)) {
    files.push_back({std::string(page.path), std::string(page.text)});
  }
  for (SourceFile& file : files) put_site_in(answers.site, file.text);
  std::vector<Diagnostic> diagnostics;
  if (auto text = format_toml(files.front(), diagnostics)) files.front().text = std::move(*text);
  return files;
}

int lines_to_fill_in(std::string_view pack) {
  const auto lines = lines_of(pack);
  return static_cast<int>(std::count_if(lines.begin(), lines.end(), [](std::string_view line) {
    return line.find(kPlaceMark) != std::string_view::npos;
  }));
}

std::optional<PackTrial> trial_of(std::string_view pack) {
  constexpr std::string_view kRegion = "{ region = ";
  PackTrial trial;
  bool in_first_test = false;
  for (const std::string_view line : lines_of(pack)) {
    if (line.starts_with('[')) {
      if (in_first_test) break;
      in_first_test = line == "[[tests]]";
    }
    if (!in_first_test) continue;
    if (key_of(line) == "url") trial.url = value_of(line);
    if (key_of(line) == "at") trial.at = value_of(line);
    const std::size_t region = key_of(line) == "reader" ? line.find(kRegion) : std::string_view::npos;
    if (region != std::string_view::npos) trial.region = value_of(line.substr(region + 2));
  }
  if (trial.url.empty() || trial.region.empty()) return std::nullopt;
  return trial;
}

}  // namespace caveat::rules
