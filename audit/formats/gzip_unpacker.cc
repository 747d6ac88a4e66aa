#include "audit/formats/gzip_unpacker.h"

#include <isa-l/igzip_lib.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

namespace caveat::audit {
namespace {

constexpr std::string_view kGzipMagic = "\x1f\x8b\x08";
/// How much of a member is unpacked to see whether it is one.
constexpr std::size_t kProbedInput = 512;
constexpr std::size_t kGzipProbe = 1024;

}  // namespace

GzipUnpacker::GzipUnpacker(std::unique_ptr<ArchiveFile> file, Format format)
    : file_(std::move(file)), format_(format), state_(std::make_unique<inflate_state>()) {
  isal_inflate_init(state_.get());
}

GzipUnpacker::~GzipUnpacker() = default;

std::size_t GzipUnpacker::unpack(std::span<char> space) {
  if (!probed_.empty()) {
    const std::size_t taken = std::min(space.size(), probed_.size());
    std::memcpy(space.data(), probed_.data(), taken);
    probed_.erase(0, taken);
    return taken;
  }
  while (damage_.empty()) {
    if (!in_member_ && !enter_member()) return 0;
    const std::size_t unpacked = inflate(space, std::numeric_limits<std::uint32_t>::max());
    if (unpacked != 0) return unpacked;
  }
  return 0;
}

/// False at the end of the archive, or with `damage_`.
bool GzipUnpacker::enter_member() {
  // Padding, as tapes and block devices leave it.
  while (!is_first_ && file_->peek().starts_with('\0')) {
    const std::string_view piece = file_->peek();
    file_->skip(std::min(piece.find_first_not_of('\0'), piece.size()));
  }
  member_ = file_->offset();
  knows_next_ = false;
  if (file_->peek().empty()) {
    damage_ = file_->failure();
    return false;
  }
  if (!is_first_ && format_ == Format::zlib) {
    damage_ = "bytes follow the end of the zlib stream";
    return false;
  }
  if (!read_header()) return false;
  is_first_ = false;
  in_member_ = true;
  isal_inflate_reset(state_.get());
  state_->crc_flag = format_ == Format::gzip ? ISAL_GZIP_NO_HDR_VER : ISAL_ZLIB_NO_HDR_VER;
  return true;
}

bool GzipUnpacker::read_header() {
  if (format_ == Format::zlib) {
    file_->skip(2);
    return true;
  }
  filter::GzipHeaderReader header;
  auto progress = filter::GzipHeaderReader::Progress::needs_more;
  while (progress == filter::GzipHeaderReader::Progress::needs_more) {
    std::string_view piece = file_->peek();
    if (piece.empty()) {
      damage_ = "the archive ends within the header of a gzip member";
      return false;
    }
    const std::size_t before = piece.size();
    progress = header.read(piece);
    file_->skip(before - piece.size());
  }
  if (progress == filter::GzipHeaderReader::Progress::corrupt) damage_ = "no gzip member begins here";
  return damage_.empty();
}

/// May give nothing although more will come, at a member's end.
std::size_t GzipUnpacker::inflate(std::span<char> space, std::size_t most_input) {
  state_->next_out = reinterpret_cast<std::uint8_t*>(space.data());
  state_->avail_out = static_cast<std::uint32_t>(space.size());
  for (;;) {
    const std::string_view input = file_->peek().substr(0, most_input);
    state_->next_in = reinterpret_cast<std::uint8_t*>(const_cast<char*>(input.data()));
    state_->avail_in = static_cast<std::uint32_t>(input.size());
    const int result = isal_inflate(state_.get());
    file_->skip(input.size() - state_->avail_in);
    most_input -= input.size() - state_->avail_in;
    const std::size_t unpacked = space.size() - state_->avail_out;
    if (result != ISAL_DECOMP_OK) {
      damage_ = result == ISAL_INCORRECT_CHECKSUM ? "the checksum of the gzip member is wrong"
                                                  : "the gzip member is damaged";
      knows_next_ = result == ISAL_INCORRECT_CHECKSUM;
      in_member_ = false;
      return unpacked;
    }
    if (state_->block_state == ISAL_BLOCK_FINISH) {
      in_member_ = false;
      return unpacked;
    }
    if (state_->avail_out == 0 || most_input == 0) return unpacked;
    if (input.empty()) {
      if (unpacked == 0) {
        damage_ = file_->failure().empty() ? "the archive ends within a gzip member" : file_->failure();
        in_member_ = false;
      }
      return unpacked;
    }
  }
}

bool GzipUnpacker::recover(Recognise recognise) {
  if (format_ == Format::zlib || !file_->failure().empty()) return false;
  in_member_ = false;
  probed_.clear();
  if (!std::exchange(knows_next_, false) || !file_->peek().starts_with(kGzipMagic)) file_->seek(member_ + 1);
  while (file_->find(kGzipMagic)) {
    const std::uint64_t candidate = file_->offset();
    if (probe(recognise)) return true;
    if (!file_->seek(candidate + 1)) return false;
  }
  damage_.clear();
  return false;
}

bool GzipUnpacker::probe(Recognise recognise) {
  damage_.clear();
  if (!enter_member()) return false;
  std::string beginning(kGzipProbe, '\0');
  beginning.resize(inflate(beginning, kProbedInput));
  const bool is_sound = damage_.empty() || knows_next_;
  if (is_sound && recognise(beginning)) {
    probed_ = std::move(beginning);
    return true;
  }
  in_member_ = false;
  return false;
}

}  // namespace caveat::audit
