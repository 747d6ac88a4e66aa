// Decodes gzip (RFC 1952).
#pragma once

#include <array>
#include <cstdint>
#include <memory>

#include "filter/content_coding.h"
#include "filter/expansion_guard.h"
#include "filter/gzip_header.h"

struct inflate_state;

namespace caveat::filter {

/// May have several members. By ISA-L, several times as fast as zlib; it forgets where it was in a member's
/// header that comes in pieces (2.30), so headers are read by a GzipHeaderReader.
class GzipDecoder final : public Decoder {
 public:
  explicit GzipDecoder(const DecodingLimits& limits);
  ~GzipDecoder() override;

  boost::system::result<void, DecodingError> write(std::string_view coded, html::ByteSink& decoded) override;
  boost::system::result<void, DecodingError> finish() override;

 private:
  enum class Place { between_members, in_header, in_member };

  boost::system::result<void, DecodingError> read_header(std::string_view& coded);
  boost::system::result<void, DecodingError> inflate(std::string_view& coded, html::ByteSink& decoded);
  boost::system::result<void, DecodingError> inflate_piece(html::ByteSink& decoded);

  ExpansionGuard guard_;
  Place place_ = Place::between_members;
  GzipHeaderReader header_;
  std::unique_ptr<inflate_state> state_;
  std::array<char, 32 * 1024> piece_;
};

}  // namespace caveat::filter
