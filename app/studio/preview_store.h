// Pages that the studio's preview frames show, for a while.
#pragma once

#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace caveat::app {

struct PreviewPage {
  std::string content_type;
  std::string bytes;
};

/// Keeps the latest pages in memory, up to a number and a size; nothing goes to a disk. Pages lose their
/// hints to connect to other hosts. Whoever does not know an id cannot guess it. Safe to use from any thread.
class PreviewStore {
 public:
  /// The id under which it is kept from now on.
  std::string keep(PreviewPage page);
  std::optional<PreviewPage> find(std::string_view id) const;

 private:
  struct Entry {
    std::string id;
    PreviewPage page;
  };
  mutable std::mutex mutex_;
  std::deque<Entry> entries_;
  std::size_t bytes_ = 0;
};

/// 32 random bytes in hexadecimal.
std::string random_secret();

}  // namespace caveat::app
