// Writes WARC 1.1 (ISO 28500:2017), a gzip member a record.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "audit/archived_exchange.h"
#include "filter/content_coding.h"

namespace caveat::audit {

/// What one response record says; views live during the call.
struct WarcResponse {
  std::string_view url;
  std::chrono::sys_seconds time;
  const filter::ResponseHead& head;  ///< as it stands, without framing of its own
  std::string_view body;
  bool is_truncated = false;  ///< `body` is a beginning: it was longer than is kept
};

/// Records go to a sink, each whole in one call. One thread.
class WarcWriter {
 public:
  /// `out` outlives it.
  explicit WarcWriter(html::ByteSink& out) : out_(out) {}

  /// The first record of a file. `software`: name and version.
  void warcinfo(std::string_view file_name, std::chrono::sys_seconds time, std::string_view software);
  /// A response, and before it `note`, if there is one, as a metadata record: who reads from the beginning
  /// knows it when the response comes.
  void response(const WarcResponse& response, const CaptureNote* note);

 private:
  struct Fields;
  void record(const Fields& fields, std::string_view block);

  html::ByteSink& out_;
};

}  // namespace caveat::audit
