#include "proxy/gathered_body.h"

#include <functional>

namespace caveat::proxy {

bool GatheredBody::lies_in_lent(std::string_view bytes) const {
  const std::less_equal<> not_after;
  return not_after(lent_.data(), bytes.data()) &&
         not_after(bytes.data() + bytes.size(), lent_.data() + lent_.size());
}

void GatheredBody::add(std::string_view bytes) {
  if (bytes.size() >= kWorthLending && lies_in_lent(bytes)) return add_lent(bytes);
  if (bytes.empty()) return;
  copied_ += bytes;
  if (!parts_.empty() && parts_.back().lent == nullptr) {
    parts_.back().size += bytes.size();
  } else {
    parts_.push_back({.lent = nullptr, .size = bytes.size()});
  }
}

void GatheredBody::add_lent(std::string_view bytes) {
  if (bytes.empty()) return;
  lent_bytes_ += bytes.size();
  Part* const last = parts_.empty() ? nullptr : &parts_.back();
  if (last != nullptr && last->lent != nullptr && last->lent + last->size == bytes.data()) {
    last->size += bytes.size();
  } else {
    parts_.push_back({.lent = bytes.data(), .size = bytes.size()});
  }
}

void GatheredBody::clear() {
  copied_.clear();
  parts_.clear();
  lent_bytes_ = 0;
}

}  // namespace caveat::proxy
