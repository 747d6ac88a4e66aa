#include "rules/place_text.h"

namespace caveat::rules {

namespace {

constexpr PositionWords kPositions[] = {{"start of", html::Position::start_of},
                                        {"end of", html::Position::end_of},
                                        {"before", html::Position::before},
                                        {"after", html::Position::after}};

struct OtherWords {
  std::string_view other;  ///< lower case
  std::string_view words;
};

/// Longer ones first where one begins with another.
constexpr OtherWords kOtherWords[] = {
    {"start of", "start of"},     {"start-of", "start of"},  {"start_of", "start of"},
    {"beginning of", "start of"}, {"beginning", "start of"}, {"begin of", "start of"},
    {"begin", "start of"},        {"top of", "start of"},    {"top", "start of"},
    {"inside", "start of"},       {"in", "start of"},        {"start", "start of"},
    {"ending of", "end of"},      {"end of", "end of"},      {"end-of", "end of"},
    {"end_of", "end of"},         {"end", "end of"},         {"bottom of", "end of"},
    {"bottom", "end of"},         {"before", "before"},      {"above", "before"},
    {"after", "after"},           {"below", "after"},        {"behind", "after"}};

}  // namespace

std::string likely_place(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  for (const OtherWords& one : kOtherWords) {
    if (!lower.starts_with(one.other) || lower.substr(one.other.size(), 1) != " ") continue;
    std::string_view selector = text.substr(one.other.size() + 1);
    if (selector.starts_with("the ")) selector.remove_prefix(4);
    return std::string(one.words) + " " + std::string(selector);
  }
  return "start of " + std::string(text);
}

std::span<const PositionWords> position_words() {
  return kPositions;
}

std::string place_text(const html::Place& place) {
  for (const PositionWords& position : kPositions) {
    if (position.position == place.position) return std::string(position.words) + " " + place.selector.text();
  }
  return place.selector.text();
}

}  // namespace caveat::rules
