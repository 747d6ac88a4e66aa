// Which content codings a reader takes (RFC 9110, 12.5.3).
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "filter/content_coding.h"

namespace caveat::filter {

/// What edited pages are coded in, best first. Measured (bench/bench_codings.cc): zstd makes pages as small
/// as brotli does within 3 %, at twice the speed; gzip is faster still, but 15 % larger.
inline constexpr std::array<ContentCoding, 3> kOutputCodings = {ContentCoding::zstd, ContentCoding::brotli,
                                                                ContentCoding::gzip};

/// What one Accept-Encoding says. A value.
class AcceptedCodings {
 public:
  /// A reader who sent no such field could be given any coding; but none is what such readers, mostly simple
  /// tools, can read.
  AcceptedCodings() = default;
  explicit AcceptedCodings(std::string_view accept_encoding);

  /// In thousandths; 0 is "not acceptable". A coding that is not named weighs what `*` does, if that is
  /// there; what is no weight (12.4.2) weighs nothing, since identity is always readable.
  int weight(ContentCoding coding) const;
  /// The best of kOutputCodings to this reader, between equals to us; identity if it takes none, or likes
  /// identity better.
  ContentCoding best() const;

 private:
  std::array<std::optional<int>, kContentCodings> weights_;
  std::optional<int> any_;
};

/// The coding of an edited page for such a reader: identity if the upstream did not take the trouble of
/// coding, unless it is to be taken `always`.
ContentCoding output_coding(ContentCoding upstream, const AcceptedCodings& accepted, bool always = false);

/// Accept-Encoding for the upstream: of what can be decoded and coded here, what the reader takes, as it
/// weighs it. So a page that needs no edit can leave as it came.
std::string accept_encoding_for_upstream(const AcceptedCodings& accepted);

}  // namespace caveat::filter
