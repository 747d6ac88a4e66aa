#include "filter/held_response.h"

namespace caveat::filter {

void HeldResponse::write(std::string_view bytes) {
  if (bytes.empty()) return;
  if (open_) {
    sink_.body(bytes);
  } else {
    held_ += bytes;
  }
}

void HeldResponse::open() {
  if (open_) return;
  open_ = true;
  sink_.head(head_);
  if (!held_.empty()) sink_.body(held_);
  // An empty string that is assigned would keep the room for as long as the response takes.
  std::string().swap(held_);
}

void HeldResponse::finish() {
  if (!open_) head_.fields.set("Content-Length", std::to_string(held_.size()));
  open();
}

}  // namespace caveat::filter
