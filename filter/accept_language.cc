#include "filter/accept_language.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "filter/field_list.h"

namespace caveat::filter {
namespace {

/// qvalue in thousandths (RFC 9110, 12.4.2); nullopt if it is none.
std::optional<int> parse_language_weight(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return std::nullopt;
  if (text.size() > 1 && text[1] != '.') return std::nullopt;
  int thousandths = (text[0] - '0') * 1000;
  int place = 100;
  for (const char c : text.substr(std::min<std::size_t>(text.size(), 2))) {
    if (c < '0' || c > '9') return std::nullopt;
    thousandths += (c - '0') * place;
    place /= 10;
  }
  return thousandths <= 1000 ? std::optional<int>(thousandths) : std::nullopt;
}

std::optional<std::string> parse_tag(std::string_view text) {
  std::string tag;
  for (const char c : text) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    const bool may_stand = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9') || lower == '-';
    if (!may_stand) return std::nullopt;
    tag += lower;
  }
  return tag.empty() || tag.size() > 100 ? std::nullopt : std::optional<std::string>(tag);
}

std::optional<std::pair<int, std::string>> parse_range(std::string_view element) {
  const std::size_t semicolon = element.find(';');
  auto tag = parse_tag(filter::trim_ows(element.substr(0, semicolon)));
  if (!tag) return std::nullopt;
  int weight = 1000;
  if (semicolon != std::string_view::npos) {
    const std::string_view parameter = filter::trim_ows(element.substr(semicolon + 1));
    if (!parameter.starts_with("q=") && !parameter.starts_with("Q=")) return std::nullopt;
    const auto parsed = parse_language_weight(parameter.substr(2));
    if (!parsed || *parsed == 0) return std::nullopt;
    weight = *parsed;
  }
  return std::pair(weight, *std::move(tag));
}

}  // namespace

std::vector<std::string> accepted_languages(std::string_view accept_language) {
  std::vector<std::pair<int, std::string>> ranges;
  while (!accept_language.empty()) {
    const std::size_t comma = std::min(accept_language.find(','), accept_language.size());
    if (auto range = parse_range(accept_language.substr(0, comma))) ranges.push_back(*std::move(range));
    accept_language.remove_prefix(std::min(comma + 1, accept_language.size()));
  }
  std::stable_sort(ranges.begin(), ranges.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string> tags;
  for (auto& [weight, tag] : ranges) tags.push_back(std::move(tag));
  return tags;
}

}  // namespace caveat::filter
