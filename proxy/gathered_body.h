// What of a body waits to be sent: some of it copied, some where it was read.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace caveat::proxy {

/// One response, one thread.
class GatheredBody {
 public:
  /// Less than this is copied faster than handed over.
  static constexpr std::size_t kWorthLending = 512;

  /// Until it is called again, what `add` is given out of `input` stays where it is as long as it waits, also
  /// after that.
  void lend(std::string_view input) { lent_ = input; }

  /// Copies `bytes`, unless they are lent and worth it.
  void add(std::string_view bytes);
  /// `bytes` stay where they are as long as they wait.
  void add_lent(std::string_view bytes);

  /// Bytes that wait.
  std::size_t size() const { return copied_.size() + lent_bytes_; }
  bool empty() const { return parts_.empty(); }
  /// How often `each` calls.
  std::size_t parts() const { return parts_.size(); }
  /// Calls `visit(bytes, is_lent)` for what waits, in order; no two calls in a row are of bytes that were
  /// copied. What was copied stays where it is until the next `add` or `clear`.
  template <typename Visit>
  void each(Visit visit) const {
    std::size_t copied = 0;
    for (const Part& part : parts_) {
      const bool is_lent = part.lent != nullptr;
      visit(std::string_view(is_lent ? part.lent : copied_.data() + copied, part.size), is_lent);
      if (!is_lent) copied += part.size;
    }
  }
  /// Nothing waits any longer; what is lent stays so.
  void clear();

 private:
  /// Lent, or the next `size` bytes of `copied_`.
  struct Part {
    const char* lent = nullptr;
    std::size_t size = 0;
  };

  bool lies_in_lent(std::string_view bytes) const;

  std::string copied_;
  std::vector<Part> parts_;
  std::size_t lent_bytes_ = 0;  ///< of `parts_`
  std::string_view lent_;
};

}  // namespace caveat::proxy
