#include "rules/json_text.h"

#include <utility>

#include "rules/json_string.h"

namespace caveat::rules {

JsonText& JsonText::text(std::string_view key, std::string_view value) {
  begin_member(key);
  append_json_string(out_, value);
  return *this;
}

JsonText& JsonText::number(std::string_view key, std::int64_t value) {
  begin_member(key);
  out_ += std::to_string(value);
  return *this;
}

JsonText& JsonText::truth(std::string_view key, bool value) {
  begin_member(key);
  out_ += value ? "true" : "false";
  return *this;
}

std::string JsonText::take() && {
  out_ += '\n';
  return std::move(out_);
}

JsonText& JsonText::open(std::string_view key, char bracket) {
  if (depth_ > 0) begin_member(key);
  out_ += bracket;
  ++depth_;
  first_ = true;
  return *this;
}

JsonText& JsonText::close(char bracket) {
  --depth_;
  if (!first_) {
    out_ += '\n';
    out_.append(static_cast<std::size_t>(depth_) * 2, ' ');
  }
  out_ += bracket;
  first_ = false;
  return *this;
}

void JsonText::begin_member(std::string_view key) {
  out_ += first_ ? "\n" : ",\n";
  first_ = false;
  out_.append(static_cast<std::size_t>(depth_) * 2, ' ');
  if (key.empty()) return;
  append_json_string(out_, key);
  out_ += ": ";
}

}  // namespace caveat::rules
