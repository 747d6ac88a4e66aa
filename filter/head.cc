#include "filter/head.h"

#include <algorithm>
#include <charconv>
#include <functional>

#include "filter/field_list.h"
#include "html/ascii.h"

namespace caveat::filter {

using html::equal_ignoring_ascii_case;

namespace {

/// What a small head has: a slow reader's waits for long.
constexpr std::size_t kUsualLines = 8;
constexpr std::size_t kUsualBytes = 240;

/// Of names of one size, which most are not: so that this is called seldom.
[[gnu::noinline]] bool same_letters(std::string_view a, std::string_view b) {
  return equal_ignoring_ascii_case(a, b);
}

}  // namespace

FieldLines::FieldLines(std::initializer_list<FieldLine> lines) {
  for (const FieldLine& line : lines) append(line.name, line.value);
}

bool FieldLines::is_named(const Place& place, std::string_view name) const {
  return place.name.size == name.size() && same_letters(view(place.name), name);
}

std::optional<std::string_view> FieldLines::first(std::string_view name) const {
  for (const Place& place : places_) {
    if (is_named(place, name)) return view(place.value);
  }
  return std::nullopt;
}

std::vector<std::string_view> FieldLines::all(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const Place& place : places_) {
    if (is_named(place, name)) values.push_back(view(place.value));
  }
  return values;
}

std::string FieldLines::combined(std::string_view name) const {
  std::string joined;
  bool any = false;
  for (const Place& place : places_) {
    if (!is_named(place, name)) continue;
    if (any) joined += ", ";
    joined += view(place.value);
    any = true;
  }
  return joined;
}

bool FieldLines::has_token(std::string_view name, std::string_view token) const {
  return std::any_of(places_.begin(), places_.end(), [&](const Place& place) {
    if (!is_named(place, name)) return false;
    const auto members = list_members(view(place.value));
    return std::any_of(members.begin(), members.end(),
                       [&](std::string_view member) { return equal_ignoring_ascii_case(member, token); });
  });
}

bool FieldLines::is_own(std::string_view text) const {
  const std::less<> before;
  return !before(text.data(), text_.data()) && before(text.data(), text_.data() + text_.size());
}

FieldLines::Piece FieldLines::store(std::string_view text) {
  const Piece piece{static_cast<std::uint32_t>(text_.size()), static_cast<std::uint32_t>(text.size())};
  text_ += text;
  return piece;
}

void FieldLines::append(std::string_view name, std::string_view value) {
  // What is stored may move what was stored before.
  if (is_own(name) || is_own(value)) return append(std::string(name), std::string(value));
  if (places_.empty()) {
    places_.reserve(kUsualLines);
    text_.reserve(kUsualBytes);
  }
  const Piece stored_name = store(name);
  places_.push_back({stored_name, store(value)});
}

void FieldLines::set(std::string_view name, std::string_view value) {
  if (is_own(name) || is_own(value)) return set(std::string(name), std::string(value));
  const auto same_name = [&](const Place& place) { return is_named(place, name); };
  const auto found = std::find_if(places_.begin(), places_.end(), same_name);
  if (found == places_.end()) return append(name, value);
  found->value = store(value);
  places_.erase(std::remove_if(found + 1, places_.end(), same_name), places_.end());
}

void FieldLines::remove(std::string_view name) {
  std::erase_if(places_, [&](const Place& place) { return is_named(place, name); });
}

void FieldLines::remove(std::span<const std::string_view> names) {
  std::uint64_t sizes = 0;
  for (const std::string_view name : names) sizes |= std::uint64_t{1} << (name.size() % 64);
  std::erase_if(places_, [&](const Place& place) {
    if (((sizes >> (place.name.size % 64)) & 1U) == 0) return false;
    return std::any_of(names.begin(), names.end(),
                       [&](std::string_view name) { return is_named(place, name); });
  });
}

std::optional<std::uint64_t> content_length(const FieldLines& fields) {
  const auto value = fields.first("Content-Length");
  if (!value) return std::nullopt;
  std::uint64_t length = 0;
  const auto [end, error] = std::from_chars(value->data(), value->data() + value->size(), length);
  if (error != std::errc() || end != value->data() + value->size()) return std::nullopt;
  return length;
}

}  // namespace caveat::filter
