#include "filter/head.h"

#include <charconv>

namespace caveat::filter {

std::optional<std::uint64_t> content_length(const FieldLines& fields) {
  const auto value = fields.first("Content-Length");
  if (!value) return std::nullopt;
  std::uint64_t length = 0;
  const auto [end, error] = std::from_chars(value->data(), value->data() + value->size(), length);
  if (error != std::errc() || end != value->data() + value->size()) return std::nullopt;
  return length;
}

}  // namespace caveat::filter
