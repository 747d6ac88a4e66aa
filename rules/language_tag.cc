#include "rules/language_tag.h"

#include <unicode/uloc.h>

#include <algorithm>

namespace caveat::rules {

namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

char as_compared(char c) {
  if (c == '_') return '-';
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

std::string_view primary(std::string_view tag) {
  return tag.substr(0, tag.find_first_of("-_"));
}

}  // namespace

bool is_language_tag(std::string_view text) {
  for (bool first = true; first || !text.empty(); first = false) {
    const std::size_t end = std::min(text.find('-'), text.size());
    const std::string_view subtag = text.substr(0, end);
    const bool letters = std::all_of(subtag.begin(), subtag.end(), is_letter);
    const bool letters_and_digits =
        std::all_of(subtag.begin(), subtag.end(), [](char c) { return is_letter(c) || is_digit(c); });
    if (subtag.size() < (first ? 2U : 1U) || subtag.size() > 8) return false;
    if (first ? !letters : !letters_and_digits) return false;
    if (end + 1 == text.size()) return false;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return true;
}

std::string lower_case_tag(std::string_view tag) {
  std::string out(tag);
  std::transform(out.begin(), out.end(), out.begin(), as_compared);
  return out;
}

bool names_a_language(std::string_view tag) {
  constexpr std::string_view kNoLanguage[] = {"und", "mul", "mis", "zxx"};
  const std::string lower = lower_case_tag(tag);
  return is_language_tag(lower) &&
         std::find(std::begin(kNoLanguage), std::end(kNoLanguage), primary(lower)) == std::end(kNoLanguage);
}

bool language_holds(std::string_view range, std::string_view tag) {
  const auto same = [](char a, char b) { return as_compared(a) == as_compared(b); };
  return tag.size() >= range.size() && std::equal(range.begin(), range.end(), tag.begin(), same) &&
         (tag.size() == range.size() || as_compared(tag[range.size()]) == '-');
}

std::size_t best_language(std::string_view wanted, std::span<const std::string_view> tags) {
  std::size_t best = tags.size();
  for (std::size_t i = 0; i < tags.size(); ++i) {
    const bool better = best == tags.size() || tags[i].size() > tags[best].size();
    if (better && language_holds(tags[i], wanted)) best = i;
  }
  if (best != tags.size()) return best;
  const auto same_language = [&](std::string_view tag) { return language_holds(primary(wanted), tag); };
  return static_cast<std::size_t>(std::find_if(tags.begin(), tags.end(), same_language) - tags.begin());
}

bool is_right_to_left(std::string_view tag) {
  return uloc_isRightToLeft(std::string(tag).c_str()) != 0;
}

}  // namespace caveat::rules
