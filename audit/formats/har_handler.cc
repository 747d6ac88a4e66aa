#include "audit/formats/har_handler.h"

#include <algorithm>
#include <utility>

#include "audit/formats/archived_head.h"
#include "audit/formats/har_parser.h"

namespace caveat::audit {
namespace {

/// What stands deeper is of nobody's concern.
constexpr std::size_t kDeepestValue = 8;
constexpr std::size_t kMostKey = 64;

}  // namespace

bool HarHandler::on_object_begin(Error&) {
  enter(false);
  if (at("/log/entries/*")) {
    entry_ = HarEntry();
    field_bytes_ = 0;
  }
  if (at("/log/entries/*/response")) entry_.has_response = true;
  if (at_field()) field_ = {};
  return true;
}

bool HarHandler::on_object_end(std::size_t, Error&) {
  if (at("/log/entries/*")) entries.push_back(std::exchange(entry_, {}));
  if (at_field()) add_field();
  leave();
  return true;
}

bool HarHandler::on_array_begin(Error&) {
  enter(true);
  if (at("/log/entries")) has_entries_ = true;
  return true;
}

bool HarHandler::on_array_end(std::size_t, Error&) {
  leave();
  return true;
}

bool HarHandler::on_key_part(Text part, std::size_t, Error&) {
  key_.append(part.data(), std::min(part.size(), kMostKey - key_.size()));
  return true;
}

bool HarHandler::on_key(Text part, std::size_t size, Error& error) {
  on_key_part(part, size, error);
  name_ = std::exchange(key_, {});
  return true;
}

bool HarHandler::on_string_part(Text part, std::size_t, Error&) {
  if (!in_string_) begin_string();
  if (target_ == nullptr) return true;
  const std::size_t room = most_ - target_->size();
  target_->append(part.data(), std::min(part.size(), room));
  if (part.size() > room && entry_.text && target_ == &*entry_.text) entry_.text_is_cut = true;
  return true;
}

bool HarHandler::on_string(Text part, std::size_t size, Error& error) {
  on_string_part(part, size, error);
  in_string_ = false;
  return true;
}

bool HarHandler::on_int64(std::int64_t number, Text, Error&) {
  take_number(number);
  return true;
}

bool HarHandler::on_double(double number, Text, Error&) {
  constexpr double kLargest = 1e15;
  if (number >= -1 && number < kLargest) take_number(static_cast<std::int64_t>(number));
  return true;
}

void HarHandler::enter(bool is_array) {
  lengths_.push_back(path_.size());
  if (lengths_.size() > 1 && lengths_.size() <= kDeepestValue) {
    path_ += '/';
    path_ += is_array_.back() ? std::string_view("*") : std::string_view(name_);
  }
  is_array_.push_back(is_array);
}

void HarHandler::leave() {
  path_.resize(lengths_.back());
  lengths_.pop_back();
  is_array_.pop_back();
}

bool HarHandler::at(std::string_view wanted) const {
  return lengths_.size() <= kDeepestValue && path_ == wanted;
}

bool HarHandler::at_field() const {
  return at("/log/entries/*/response/headers/*") || at("/log/entries/*/request/headers/*");
}

void HarHandler::begin_string() {
  in_string_ = true;
  most_ = HarParser::kMostFieldBytes;
  target_ = is_array_.empty() || is_array_.back() ? nullptr : target_here();
  if (target_ != nullptr) target_->clear();
}

std::string* HarHandler::target_here() {
  if (at_field()) return name_ == "name" ? &field_.name : name_ == "value" ? &field_.value : nullptr;
  if (at("/log/entries/*")) {
    if (name_ == "_resourceType") return &entry_.resource_type;
    return name_ == "startedDateTime" ? &entry_.started : nullptr;
  }
  if (at("/log/entries/*/request"))
    return name_ == "method" ? &entry_.method : name_ == "url" ? &entry_.url : nullptr;
  if (at("/log/entries/*/response")) return name_ == "statusText" ? &entry_.reason : nullptr;
  if (!at("/log/entries/*/response/content")) return nullptr;
  if (name_ == "mimeType") return &entry_.media_type;
  if (name_ == "encoding") return &entry_.encoding;
  if (name_ == "_file") return &entry_.file;
  if (name_ != "text") return nullptr;
  most_ = HarParser::kMostTextBytes;
  return &entry_.text.emplace();
}

void HarHandler::take_number(std::int64_t number) {
  if (is_array_.empty() || is_array_.back()) return;
  constexpr std::int64_t kHighestStatus = 999;
  if (at("/log/entries/*/response")) {
    if (name_ == "status" && number >= 0 && number <= kHighestStatus)
      entry_.status = static_cast<int>(number);
    if (name_ == "bodySize") entry_.body_size = number;
  } else if (at("/log/entries/*/response/content") && name_ == "size") {
    entry_.content_size = number;
  }
}

void HarHandler::add_field() {
  field_bytes_ += field_.name.size() + field_.value.size();
  // Names that begin with a colon are HTTP/2's own.
  const bool is_field = !field_.name.empty() && !field_.name.starts_with(':');
  if (!is_field || field_bytes_ > HarParser::kMostFieldBytes) return;
  const bool of_request = at("/log/entries/*/request/headers/*");
  if (of_request && is_secret_of_reader(field_.name)) return;
  (of_request ? entry_.request_fields : entry_.fields).append(field_.name, field_.value);
}

}  // namespace caveat::audit
