#include "rules/place_text.h"

namespace caveat::rules {

namespace {

constexpr PositionWords kPositions[] = {{"start of", html::Position::start_of},
                                        {"end of", html::Position::end_of},
                                        {"before", html::Position::before},
                                        {"after", html::Position::after}};

}  // namespace

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
