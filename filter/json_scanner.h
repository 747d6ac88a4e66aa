// A JSON document taken apart, byte by byte accounted for (RFC 8259).
#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <string_view>
#include <vector>

#include "filter/failure_reason.h"

namespace caveat::filter {

/// Every byte of the document comes by `other` or `in_string`, in order. What begins is told before its first
/// byte comes, and what ends after its last, but for strings, whose quotes are not theirs. Views live during
/// the call.
class JsonHandler {
 public:
  virtual ~JsonHandler() = default;
  virtual void begin_object() = 0;
  virtual void begin_array() = 0;
  virtual void end_container() = 0;
  virtual void begin_string(bool is_name) = 0;
  virtual void end_string() = 0;
  virtual void scalar() = 0;  ///< a number, true, false or null begins
  virtual void in_string(std::string_view raw) = 0;
  virtual void other(std::string_view raw) = 0;
};

/// Push scanner; strict but for a byte order mark, and for bytes in strings that are no UTF-8: what goes
/// through as it came need not be read. After an error there is nothing more to call.
class JsonScanner {
 public:
  explicit JsonScanner(JsonHandler& handler) : handler_(handler) {}

  boost::system::result<void, FailureReason> write(std::string_view bytes);
  boost::system::result<void, FailureReason> finish();

 private:
  enum class State : std::uint8_t {
    value,
    first_element,  ///< or the end of the array
    first_name,     ///< or the end of the object
    name,
    colon,
    after_value,
    string,
    escape,
    hexadecimal,
    number,
    literal
  };
  /// Of a number (RFC 8259, 6), what it has come to.
  enum class Number : std::uint8_t { minus, zero, integer, point, fraction, e, sign, exponent };

  bool take(char c);
  bool take_structure(char c);
  bool begin_value(char c);
  bool begin_container(bool object);
  bool end_container(bool object);
  bool begin_string(bool is_name);
  bool take_escaped(char c);
  bool take_number(char c);
  bool take_after_value(char c);
  void begin_scalar(State state);
  bool take_literal(char c);
  std::size_t string_run(std::string_view bytes) const;
  void give(std::size_t end);

  JsonHandler& handler_;
  State state_ = State::value;
  Number number_ = Number::minus;
  std::string_view literal_;   ///< what must follow
  int hex_digits_ = 0;         ///< that must follow
  bool is_name_ = false;       ///< the string at hand
  std::vector<bool> objects_;  ///< open containers: whether each is an object
  bool too_deep_ = false;
  std::size_t mark_seen_ = 0;  ///< bytes of a byte order mark before the document
  bool begun_ = false;

  // Of the call at hand.
  std::string_view bytes_;
  std::size_t given_ = 0;  ///< up to there the handler has it
  std::size_t at_ = 0;
};

}  // namespace caveat::filter
