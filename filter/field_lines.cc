#include "filter/field_lines.h"

#include <algorithm>
#include <functional>

#include "filter/field_list.h"
#include "html/ascii.h"

namespace caveat::filter {

using html::equal_ignoring_ascii_case;

namespace {

/// What a small head has: a slow reader's waits for long.
constexpr std::size_t kUsualLines = 12;
constexpr std::size_t kUsualBytes = 240;
/// What is added to a head on its way.
constexpr std::size_t kSpareBytes = 64;

/// Of names of one key, which most have not: so that this is called seldom.
[[gnu::noinline]] bool same_letters(std::string_view a, std::string_view b) {
  return a == b || equal_ignoring_ascii_case(a, b);
}

/// Whether `name` and `value` stand in `section` as we would write them.
bool is_line(std::string_view section, std::string_view name, std::string_view value) {
  const char* const colon = name.data() + name.size();
  const char* const end = section.data() + section.size();
  if (end - colon < 4 || colon[0] != ':' || colon[1] != ' ' || value.data() != colon + 2) return false;
  const char* const line_end = value.data() + value.size();
  return end - line_end >= 2 && line_end[0] == '\r' && line_end[1] == '\n';
}

}  // namespace

FieldLines::FieldLines(std::initializer_list<FieldLine> lines) {
  for (const FieldLine& line : lines) append(line.name, line.value);
}

void FieldLines::hold(std::string_view section) {
  places_.clear();
  names_ = 0;
  reserve(kUsualLines, section.size() + kSpareBytes);
  text_ = section;
}

void FieldLines::append_held(std::string_view section, FieldName name, std::string_view value) {
  if (!is_line(section, name.text(), value)) return places_.push_back(store(name, value));
  places_.push_back(place_at(static_cast<std::size_t>(name.text().data() - section.data()), name, value));
}

void FieldLines::reserve(std::size_t lines, std::size_t bytes) {
  places_.reserve(lines);
  text_.reserve(bytes);
}

bool FieldLines::is_named(const Place& place, FieldName name) const {
  return place.key == name.key() && same_letters(name_of(place), name.text());
}

std::optional<std::string_view> FieldLines::find(FieldName name) const {
  for (const Place& place : places_) {
    if (is_named(place, name)) return value_of(place);
  }
  return std::nullopt;
}

std::size_t FieldLines::count(FieldName name) const {
  if (!may_have(name)) return 0;
  return static_cast<std::size_t>(std::count_if(places_.begin(), places_.end(),
                                                [&](const Place& place) { return is_named(place, name); }));
}

std::vector<std::string_view> FieldLines::all(FieldName name) const {
  if (!may_have(name)) return {};
  std::vector<std::string_view> values;
  for (const Place& place : places_) {
    if (is_named(place, name)) values.push_back(value_of(place));
  }
  return values;
}

std::string FieldLines::combined(FieldName name) const {
  if (!may_have(name)) return {};
  std::string joined;
  bool any = false;
  for (const Place& place : places_) {
    if (!is_named(place, name)) continue;
    if (any) joined += ", ";
    joined += value_of(place);
    any = true;
  }
  return joined;
}

bool FieldLines::has_token(FieldName name, std::string_view token) const {
  if (!may_have(name)) return false;
  return std::any_of(places_.begin(), places_.end(), [&](const Place& place) {
    if (!is_named(place, name)) return false;
    const auto members = list_members(value_of(place));
    return std::any_of(members.begin(), members.end(),
                       [&](std::string_view member) { return equal_ignoring_ascii_case(member, token); });
  });
}

bool FieldLines::is_own(std::string_view text) const {
  const std::less<> before;
  return !before(text.data(), text_.data()) && before(text.data(), text_.data() + text_.size());
}

FieldLines::Place FieldLines::place_at(std::size_t at, FieldName name, std::string_view value) {
  names_ |= name.bit();
  return {.at = static_cast<std::uint32_t>(at),
          .name_size = static_cast<std::uint32_t>(name.text().size()),
          .value_size = static_cast<std::uint32_t>(value.size()),
          .key = name.key()};
}

FieldLines::Place FieldLines::store(FieldName name, std::string_view value) {
  const Place place = place_at(text_.size(), name, value);
  const std::size_t size = text_.size() + name.text().size() + value.size() + 4;
  if (size > text_.capacity()) text_.reserve(std::max(size, 2 * text_.capacity()));
  text_.resize(size);
  char* at = text_.data() + place.at;
  for (const std::string_view part : {name.text(), std::string_view(": "), value, std::string_view("\r\n")}) {
    at = std::copy(part.begin(), part.end(), at);
  }
  return place;
}

void FieldLines::append(FieldName name, std::string_view value) {
  // What is stored may move what was stored before.
  if (is_own(name.text()) || is_own(value)) return append(std::string(name.text()), std::string(value));
  if (places_.empty()) reserve(kUsualLines, kUsualBytes);
  places_.push_back(store(name, value));
}

void FieldLines::set(FieldName name, std::string_view value) {
  if (is_own(name.text()) || is_own(value)) return set(std::string(name.text()), std::string(value));
  const auto same_name = [&](const Place& place) { return is_named(place, name); };
  if (!may_have(name)) return append(name, value);
  const auto found = std::find_if(places_.begin(), places_.end(), same_name);
  if (found == places_.end()) return append(name, value);
  if (value_of(*found) != value) *found = store(std::string(name_of(*found)), value);
  places_.erase(std::remove_if(found + 1, places_.end(), same_name), places_.end());
}

void FieldLines::erase(FieldName name) {
  std::erase_if(places_, [&](const Place& place) { return is_named(place, name); });
}

void FieldLines::remove(std::span<const FieldName> names) {
  std::uint64_t bits = 0;
  for (const FieldName& name : names) bits |= name.bit();
  if ((bits & names_) == 0) return;
  for (const FieldName& name : names) remove(name);
}

void FieldLines::append_to(std::string& message) const {
  // Lines that came one behind the other leave together.
  for (auto place = places_.begin(); place != places_.end();) {
    const std::uint32_t begin = place->at;
    std::uint32_t end = begin;
    for (; place != places_.end() && place->at == end; ++place) end = place->end();
    message.append(text_, begin, end - begin);
  }
}

}  // namespace caveat::filter
