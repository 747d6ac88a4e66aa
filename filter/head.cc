#include "filter/head.h"

#include <algorithm>
#include <charconv>

#include "filter/field_list.h"
#include "html/ascii.h"

namespace caveat::filter {

using html::equal_ignoring_ascii_case;

std::optional<std::string_view> FieldLines::first(std::string_view name) const {
  for (const FieldLine& line : lines_) {
    if (equal_ignoring_ascii_case(line.name, name)) return line.value;
  }
  return std::nullopt;
}

std::vector<std::string_view> FieldLines::all(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const FieldLine& line : lines_) {
    if (equal_ignoring_ascii_case(line.name, name)) values.push_back(line.value);
  }
  return values;
}

std::string FieldLines::combined(std::string_view name) const {
  std::string joined;
  bool any = false;
  for (const FieldLine& line : lines_) {
    if (!equal_ignoring_ascii_case(line.name, name)) continue;
    if (any) joined += ", ";
    joined += line.value;
    any = true;
  }
  return joined;
}

bool FieldLines::has_token(std::string_view name, std::string_view token) const {
  return std::any_of(lines_.begin(), lines_.end(), [&](const FieldLine& line) {
    if (!equal_ignoring_ascii_case(line.name, name)) return false;
    const auto members = list_members(line.value);
    return std::any_of(members.begin(), members.end(),
                       [&](std::string_view member) { return equal_ignoring_ascii_case(member, token); });
  });
}

void FieldLines::append(std::string_view name, std::string_view value) {
  lines_.push_back({std::string(name), std::string(value)});
}

void FieldLines::set(std::string_view name, std::string_view value) {
  const auto same_name = [&](const FieldLine& line) { return equal_ignoring_ascii_case(line.name, name); };
  const auto found = std::find_if(lines_.begin(), lines_.end(), same_name);
  if (found == lines_.end()) {
    append(name, value);
    return;
  }
  found->value = value;
  lines_.erase(std::remove_if(found + 1, lines_.end(), same_name), lines_.end());
}

void FieldLines::remove(std::string_view name) {
  std::erase_if(lines_, [&](const FieldLine& line) { return equal_ignoring_ascii_case(line.name, name); });
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
