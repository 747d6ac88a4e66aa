#include "html/output_buffer.h"

namespace caveat::html {

void OutputBuffer::put(std::string_view bytes) {
  end_slices();
  offset_ += bytes.size();
  if (keeping_back_) {
    kept_ += bytes;
  } else if (!bytes.empty()) {
    sink_.write(bytes);
  }
}

void OutputBuffer::end_slices() {
  if (slice_.empty()) return;
  if (keeping_back_) {
    kept_ += slice_;
  } else {
    sink_.write(slice_);
  }
  slice_ = {};
}

void OutputBuffer::cut(std::uint64_t offset) {
  end_slices();
  kept_.resize(kept_.size() - static_cast<std::size_t>(offset_ - offset));
  offset_ = offset;
}

void OutputBuffer::release(std::span<const Insertion> insertions) {
  end_slices();
  keeping_back_ = false;
  const std::uint64_t first = offset_ - kept_.size();
  std::string_view rest = kept_;
  std::uint64_t at = first;
  for (const Insertion& insertion : insertions) {
    const auto before = static_cast<std::size_t>(insertion.offset - at);
    if (before > 0) sink_.write(rest.substr(0, before));
    rest.remove_prefix(before);
    at = insertion.offset;
    sink_.write(insertion.bytes);
  }
  if (!rest.empty()) sink_.write(rest);
  kept_.clear();
}

}  // namespace caveat::html
