#include "html/output_buffer.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace caveat::html {

void OutputBuffer::keep_back() {
  if (!keeping_back_) before_kept_ = last_byte();
  keeping_back_ = true;
}

void OutputBuffer::put(std::string_view bytes) {
  end_slices();
  offset_ += bytes.size();
  if (!bytes.empty()) last_byte_ = bytes.back();
  if (keeping_back_) {
    kept_ += bytes;
  } else if (!bytes.empty()) {
    sink_.write(bytes);
  }
}

void OutputBuffer::end_slices() {
  if (slice_.empty()) return;
  last_byte_ = slice_.back();
  if (keeping_back_) {
    kept_ += slice_;
  } else {
    sink_.write(slice_);
  }
  slice_ = {};
}

void OutputBuffer::put_aside(std::string_view bytes) {
  end_slices();
  if (bytes.empty()) return;
  if (keeping_back_) {
    patches_.push_back({.offset = offset_, .replaces = 0, .bytes = std::string(bytes)});
  } else {
    sink_.write(bytes);
  }
}

void OutputBuffer::cut(std::uint64_t offset, std::size_t patches) {
  end_slices();
  if (patches_.size() > patches)
    patches_.erase(patches_.begin() + static_cast<std::ptrdiff_t>(patches), patches_.end());
  patch(offset, {});
  kept_.resize(kept_.size() - static_cast<std::size_t>(offset_ - offset));
  offset_ = offset;
  last_byte_ = kept_.empty() ? before_kept_ : kept_.back();
}

void OutputBuffer::patch(std::uint64_t offset, std::vector<Patch> patches) {
  std::erase_if(patches_, [offset](const Patch& patch) { return patch.is_behind(offset); });
  std::ranges::move(patches, std::back_inserter(patches_));
}

void OutputBuffer::release(std::span<const Insertion> insertions) {
  end_slices();
  keeping_back_ = false;
  std::string_view rest = kept_;
  std::uint64_t at = offset_ - kept_.size();
  const auto pass_up_to = [&](std::uint64_t offset) {
    const auto before = static_cast<std::size_t>(offset - at);
    if (before > 0) sink_.write(rest.substr(0, before));
    rest.remove_prefix(before);
    at = offset;
  };
  auto patch = patches_.begin();
  const auto patch_before = [&](std::uint64_t offset) {
    for (; patch != patches_.end() && patch->offset < offset; ++patch) {
      pass_up_to(patch->offset);
      if (!patch->bytes.empty()) sink_.write(patch->bytes);
      rest.remove_prefix(static_cast<std::size_t>(patch->replaces));
      at += patch->replaces;
    }
  };
  for (const Insertion& insertion : insertions) {
    patch_before(insertion.offset);
    pass_up_to(insertion.offset);
    sink_.write(insertion.bytes);
  }
  patch_before(offset_ + 1);
  pass_up_to(offset_);
  kept_.clear();
  patches_.clear();
}

}  // namespace caveat::html
