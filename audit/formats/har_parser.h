// The JSON of a HAR, read as it comes.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <string_view>

#include "audit/formats/har_entry.h"

namespace caveat::audit {

/// Gives the entries of `log.entries` one by one; keeps no more of the text than one of them needs. Texts
/// over kMostTextBytes are cut.
class HarParser {
 public:
  static constexpr std::size_t kMostTextBytes = 64 * 1024 * 1024;
  static constexpr std::size_t kMostFieldBytes = 64 * 1024;

  HarParser();
  ~HarParser();
  HarParser(const HarParser&) = delete;
  HarParser& operator=(const HarParser&) = delete;

  /// False once the text is no JSON: then `problem` says what is wrong.
  bool write(std::string_view text);
  /// No more text comes. False if it is not whole.
  bool finish();
  const std::string& problem() const { return problem_; }
  /// Whether there was a `log` with `entries`.
  bool has_entries() const;
  std::deque<HarEntry>& entries();

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
  std::string problem_;
  bool has_begun_ = false;
};

}  // namespace caveat::audit
