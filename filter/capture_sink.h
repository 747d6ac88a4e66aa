// Takes responses as readers got them, to be audited later.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "filter/head.h"
#include "filter/record.h"

namespace caveat::filter {

/// What is shorter stands on every other page anyway, and is nobody's secret.
inline constexpr std::size_t kShortestReaderWord = 6;

/// One response as it left. Nothing of the reader may reach a disk: `reader_words` are there to make sure.
struct CapturedResponse {
  std::string url;  ///< without its query
  Record record;
  ResponseHead head;          ///< without framing
  std::string body;           ///< without transfer coding; content codings are on
  bool is_truncated = false;  ///< `body` is the beginning of a longer one
  /// What the reader wrote or is, as it came: address, query, referrer. A response that says one of them, in
  /// whatever spelling, is not kept, and they themselves never are.
  std::vector<std::string> reader_words;
};

/// What a CaptureSink has done since it began, in responses.
struct CaptureFigures {
  std::uint64_t written = 0;
  std::uint64_t dropped = 0;   ///< the disk was slower than the site
  std::uint64_t withheld = 0;  ///< they said something of their readers
  std::uint64_t failed = 0;    ///< could not be written
  std::uint64_t bytes = 0;     ///< of the files
};

/// Safe to use from any thread; no call waits for a disk.
class CaptureSink {
 public:
  virtual ~CaptureSink() = default;
  /// Whether the next response is one of the sample.
  virtual bool wants_next() = 0;
  /// Whether responses to readers with cookies are captured, too.
  virtual bool wants_readers_with_cookies() const = 0;
  /// How much of a body is kept.
  virtual std::size_t most_body_bytes() const = 0;
  virtual void captured(CapturedResponse response) = 0;
  virtual CaptureFigures figures() const = 0;
};

}  // namespace caveat::filter
