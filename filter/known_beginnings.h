// What the beginnings of pages have told, kept in memory: an equal beginning tells the same, unread.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "html/charset.h"

namespace caveat::filter {

/// `bytes` say by themselves that the page is in `charset`, whatever follows.
struct KnownBeginning {
  std::string bytes;
  html::Charset charset;
};

/// The last page of each place, and a page has one by its URL. One that took another's place only costs a
/// comparison. One thread.
class KnownBeginnings {
 public:
  explicit KnownBeginnings(std::size_t most_bytes);

  /// Null if none is known.
  std::shared_ptr<const KnownBeginning> find(std::string_view url) const;
  /// Kept from the second time on that a page has told.
  void told(std::string_view url, std::string_view bytes, const html::Charset& charset);

 private:
  struct Place {
    std::size_t hash = 0;  ///< of the URL that told last
    std::shared_ptr<const KnownBeginning> known;
  };

  std::size_t most_places_;
  std::vector<Place> places_;  ///< made when the first page has told
};

}  // namespace caveat::filter
