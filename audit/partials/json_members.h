// Members of JSON objects out of foreign files, read without exceptions.
#pragma once

#include <boost/json/object.hpp>
#include <concepts>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace caveat::audit {

/// Null if there is no such member, or it is no object.
inline const boost::json::object* member_object(const boost::json::object& json, std::string_view key) {
  const boost::json::value* value = json.if_contains(key);
  return value == nullptr ? nullptr : value->if_object();
}

/// Null if there is no such member, or it is no list.
inline const boost::json::array* member_list(const boost::json::object& json, std::string_view key) {
  const boost::json::value* value = json.if_contains(key);
  return value == nullptr ? nullptr : value->if_array();
}

/// Whether there is such a text.
inline bool read_text(const boost::json::object& json, std::string_view key, std::string& out) {
  const boost::json::value* value = json.if_contains(key);
  const boost::json::string* text = value == nullptr ? nullptr : value->if_string();
  if (text == nullptr) return false;
  out.assign(text->data(), text->size());
  return true;
}

/// Whether there is such a number without sign and fraction that `out` can hold.
template <std::unsigned_integral Number>
bool read_number(const boost::json::object& json, std::string_view key, Number& out) {
  const boost::json::value* value = json.if_contains(key);
  if (value == nullptr) return false;
  std::uint64_t number = 0;
  if (const std::uint64_t* large = value->if_uint64()) {
    number = *large;
  } else if (const std::int64_t* small = value->if_int64(); small != nullptr && *small >= 0) {
    number = static_cast<std::uint64_t>(*small);
  } else {
    return false;
  }
  if (number > std::numeric_limits<Number>::max()) return false;
  out = static_cast<Number>(number);
  return true;
}

inline bool read_truth(const boost::json::object& json, std::string_view key, bool& out) {
  const boost::json::value* value = json.if_contains(key);
  const bool* truth = value == nullptr ? nullptr : value->if_bool();
  if (truth == nullptr) return false;
  out = *truth;
  return true;
}

}  // namespace caveat::audit
