// What Boost.JSON is told to call for each token of a HAR.
#pragma once

#include <boost/json/basic_parser.hpp>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "audit/formats/har_entry.h"

namespace caveat::audit {

/// A handler of boost::json::basic_parser (its documentation names each function). Keeps of the values only
/// those that a HarEntry holds, by where they stand: "/log/entries/*/request/url".
class HarHandler {
 public:
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);
  using Error = boost::json::error_code;
  using Text = boost::json::string_view;

  bool on_document_begin(Error&) { return true; }
  bool on_document_end(Error&) { return true; }
  bool on_object_begin(Error&);
  bool on_object_end(std::size_t, Error&);
  bool on_array_begin(Error&);
  bool on_array_end(std::size_t, Error&);
  bool on_key_part(Text part, std::size_t, Error&);
  bool on_key(Text part, std::size_t, Error&);
  bool on_string_part(Text part, std::size_t, Error&);
  bool on_string(Text part, std::size_t, Error&);
  bool on_number_part(Text, Error&) { return true; }
  bool on_int64(std::int64_t number, Text, Error&);
  bool on_uint64(std::uint64_t, Text, Error&) { return true; }
  bool on_double(double number, Text, Error&);
  bool on_bool(bool, Error&) { return true; }
  bool on_null(Error&) { return true; }
  bool on_comment_part(Text, Error&) { return true; }
  bool on_comment(Text, Error&) { return true; }

  /// Those that are whole. Taken out by whoever reads.
  std::deque<HarEntry> entries;
  bool has_entries() const { return has_entries_; }

 private:
  void enter(bool is_array);
  void leave();
  bool at(std::string_view wanted) const;
  bool at_field() const;
  void begin_string();
  std::string* target_here();
  void take_number(std::int64_t number);
  void add_field();

  bool has_entries_ = false;
  HarEntry entry_;
  filter::FieldLine field_;
  std::size_t field_bytes_ = 0;       ///< of the entry's fields so far
  std::string path_;                  ///< of what is open
  std::vector<std::size_t> lengths_;  ///< of the path before each that is open
  std::vector<bool> is_array_;
  std::string key_;
  std::string name_;  ///< of the member whose value comes
  bool in_string_ = false;
  std::string* target_ = nullptr;  ///< where the present string goes; null: nowhere
  std::size_t most_ = 0;           ///< how much of it
};

}  // namespace caveat::audit
