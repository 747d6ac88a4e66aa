#include "filter/gzip_decoder.h"

#include <isa-l/igzip_lib.h>

#include <algorithm>

namespace caveat::filter {
namespace {

/// ISA-L counts in 32 bits, and up to 2.32 adds to that count.
constexpr std::size_t kMostDecodedAtOnce = std::size_t{1} << 30;

}  // namespace

GzipDecoder::GzipDecoder(const DecodingLimits& limits)
    : guard_(limits), state_(std::make_unique<inflate_state>()) {
  isal_inflate_init(state_.get());
  state_->crc_flag = ISAL_GZIP_NO_HDR_VER;
}

GzipDecoder::~GzipDecoder() = default;

boost::system::result<void, DecodingError> GzipDecoder::write(std::string_view coded,
                                                              html::ByteSink& decoded) {
  while (!coded.empty()) {
    const auto went_on = place_ == Place::in_member ? inflate(coded, decoded) : read_header(coded);
    if (!went_on) return went_on;
  }
  return {};
}

boost::system::result<void, DecodingError> GzipDecoder::read_header(std::string_view& coded) {
  if (place_ == Place::between_members) header_ = GzipHeaderReader();
  place_ = Place::in_header;
  const std::size_t before = coded.size();
  const auto progress = header_.read(coded);
  guard_.count_coded(before - coded.size());
  if (progress == GzipHeaderReader::Progress::corrupt) return DecodingError::corrupt;
  if (progress == GzipHeaderReader::Progress::whole) {
    isal_inflate_reset(state_.get());
    place_ = Place::in_member;
  }
  return {};
}

/// Runs until the input is used up or the member ends.
boost::system::result<void, DecodingError> GzipDecoder::inflate(std::string_view& coded,
                                                                html::ByteSink& decoded) {
  const std::size_t now = std::min(coded.size(), kMostDecodedAtOnce);
  state_->next_in = reinterpret_cast<std::uint8_t*>(const_cast<char*>(coded.data()));
  state_->avail_in = static_cast<std::uint32_t>(now);
  do {
    if (auto inflated = inflate_piece(decoded); !inflated) return inflated;
  } while (place_ == Place::in_member && (state_->avail_in != 0 || state_->avail_out == 0));
  coded.remove_prefix(now - state_->avail_in);
  return {};
}

boost::system::result<void, DecodingError> GzipDecoder::inflate_piece(html::ByteSink& decoded) {
  const std::size_t before = state_->avail_in;
  state_->next_out = reinterpret_cast<std::uint8_t*>(piece_.data());
  state_->avail_out = static_cast<std::uint32_t>(piece_.size());
  if (isal_inflate(state_.get()) != ISAL_DECOMP_OK) return DecodingError::corrupt;
  const std::size_t size = piece_.size() - state_->avail_out;
  guard_.count_coded(before - state_->avail_in);
  if (!guard_.allows_decoded(size)) return DecodingError::bomb;
  if (state_->block_state == ISAL_BLOCK_FINISH) place_ = Place::between_members;
  if (size != 0) decoded.write({piece_.data(), size});
  return {};
}

boost::system::result<void, DecodingError> GzipDecoder::finish() {
  if (place_ != Place::between_members) return DecodingError::truncated;
  return {};
}

}  // namespace caveat::filter
