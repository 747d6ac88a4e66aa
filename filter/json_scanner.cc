#include "filter/json_scanner.h"

#include "html/ascii.h"
#include "html/byte_order_mark.h"
#include "rules/hex_digit.h"

namespace caveat::filter {
namespace {

constexpr std::size_t kMaxJsonDepth = 512;

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20;
}

}  // namespace

boost::system::result<void, FailureReason> JsonScanner::write(std::string_view bytes) {
  bytes_ = bytes;
  given_ = 0;
  for (at_ = 0; at_ < bytes_.size(); ++at_) {
    if (state_ == State::string) at_ += string_run(bytes_.substr(at_));
    if (at_ == bytes_.size()) break;
    if (!take(bytes_[at_])) {
      return too_deep_ ? FailureReason::nesting_too_deep : FailureReason::json_malformed;
    }
  }
  give(bytes_.size());
  return {};
}

/// A number has no end of its own.
boost::system::result<void, FailureReason> JsonScanner::finish() {
  bytes_ = {};
  at_ = given_ = 0;
  if (state_ == State::number && !take_number(' ')) return FailureReason::json_malformed;
  if (state_ != State::after_value || !objects_.empty()) return FailureReason::json_malformed;
  return {};
}

/// What stands between the last event and `end`.
void JsonScanner::give(std::size_t end) {
  const std::string_view raw = bytes_.substr(given_, end - given_);
  given_ = end;
  if (raw.empty()) return;
  const bool inside = state_ == State::string || state_ == State::escape || state_ == State::hexadecimal;
  inside ? handler_.in_string(raw) : handler_.other(raw);
}

/// How many bytes of a string follow that mean nothing but themselves.
std::size_t JsonScanner::string_run(std::string_view bytes) const {
  std::size_t run = 0;
  while (run < bytes.size() && bytes[run] != '"' && bytes[run] != '\\' && !is_control(bytes[run])) ++run;
  return run;
}

bool JsonScanner::take(char c) {
  switch (state_) {
    case State::string:
      if (c == '\\') {
        state_ = State::escape;
        return true;
      }
      if (c != '"') return false;
      give(at_);
      state_ = is_name_ ? State::colon : State::after_value;
      handler_.end_string();
      return true;
    case State::escape:
    case State::hexadecimal:
      return take_escaped(c);
    case State::number:
      return take_number(c);
    case State::literal:
      return take_literal(c);
    default:
      return take_structure(c);
  }
}

bool JsonScanner::take_structure(char c) {
  if (!begun_ && mark_seen_ < html::kByteOrderMark.size() && c == html::kByteOrderMark[mark_seen_]) {
    ++mark_seen_;
    return true;
  }
  if (mark_seen_ % html::kByteOrderMark.size() != 0) return false;
  if (is_space(c)) return true;
  begun_ = true;
  switch (state_) {
    case State::first_element:
      return c == ']' ? end_container(false) : begin_value(c);
    case State::first_name:
      if (c == '}') return end_container(true);
      return c == '"' && begin_string(true);
    case State::name:
      return c == '"' && begin_string(true);
    case State::colon:
      state_ = State::value;
      return c == ':';
    case State::after_value:
      return take_after_value(c);
    default:
      return begin_value(c);
  }
}

bool JsonScanner::take_after_value(char c) {
  if (objects_.empty()) return false;
  if (c == ',') {
    state_ = objects_.back() ? State::name : State::value;
    return true;
  }
  return (c == '}' || c == ']') && end_container(c == '}');
}

bool JsonScanner::begin_value(char c) {
  switch (c) {
    case '{':
    case '[':
      return begin_container(c == '{');
    case '"':
      return begin_string(false);
    case 't':
      literal_ = "rue";
      break;
    case 'f':
      literal_ = "alse";
      break;
    case 'n':
      literal_ = "ull";
      break;
    default:
      if (c != '-' && !is_digit(c)) return false;
      begin_scalar(State::number);
      number_ = c == '-' ? Number::minus : c == '0' ? Number::zero : Number::integer;
      return true;
  }
  begin_scalar(State::literal);
  return true;
}

void JsonScanner::begin_scalar(State state) {
  give(at_);
  handler_.scalar();
  state_ = state;
}

bool JsonScanner::begin_container(bool object) {
  too_deep_ = objects_.size() == kMaxJsonDepth;
  if (too_deep_) return false;
  give(at_);
  object ? handler_.begin_object() : handler_.begin_array();
  objects_.push_back(object);
  state_ = object ? State::first_name : State::first_element;
  return true;
}

bool JsonScanner::end_container(bool object) {
  if (objects_.back() != object) return false;
  objects_.pop_back();
  state_ = State::after_value;
  give(at_ + 1);
  handler_.end_container();
  return true;
}

bool JsonScanner::begin_string(bool is_name) {
  give(at_ + 1);
  is_name_ = is_name;
  state_ = State::string;
  handler_.begin_string(is_name);
  return true;
}

bool JsonScanner::take_escaped(char c) {
  if (state_ == State::hexadecimal) {
    if (--hex_digits_ == 0) state_ = State::string;
    return rules::hex_value(c) >= 0;
  }
  state_ = c == 'u' ? State::hexadecimal : State::string;
  hex_digits_ = 4;
  return std::string_view("\"\\/bfnrtu").find(c) != std::string_view::npos;
}

bool JsonScanner::take_number(char c) {
  switch (number_) {
    case Number::minus:
      number_ = c == '0' ? Number::zero : Number::integer;
      return is_digit(c);
    case Number::point:
      number_ = Number::fraction;
      return is_digit(c);
    case Number::e:
      number_ = is_digit(c) ? Number::exponent : Number::sign;
      return is_digit(c) || c == '+' || c == '-';
    case Number::sign:
      number_ = Number::exponent;
      return is_digit(c);
    case Number::zero:
    case Number::integer:
    case Number::fraction:
    case Number::exponent:
      break;
  }
  if (is_digit(c) && number_ != Number::zero) return true;
  const bool whole = number_ == Number::zero || number_ == Number::integer;
  if (c == '.' && whole) {
    number_ = Number::point;
    return true;
  }
  if ((c == 'e' || c == 'E') && number_ != Number::exponent) {
    number_ = Number::e;
    return true;
  }
  state_ = State::after_value;
  return take_structure(c);
}

bool JsonScanner::take_literal(char c) {
  if (c != literal_.front()) return false;
  literal_.remove_prefix(1);
  if (literal_.empty()) state_ = State::after_value;
  return true;
}

}  // namespace caveat::filter
