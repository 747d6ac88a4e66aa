#include "audit/formats/zstd_unpacker.h"

#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

namespace caveat::audit {
namespace {

constexpr std::string_view kFrame = "\x28\xb5\x2f\xfd";
constexpr std::string_view kDictionaryFrame = "\x5d\x2a\x4d\x18";
constexpr std::size_t kFrameHeader = 8;  ///< of a skippable frame: magic and length
constexpr std::size_t kLargestDictionary = 16 * 1024 * 1024;
constexpr std::size_t kZstdProbe = 1024;
/// What `zstd --long` writes; a larger window would be more memory than any reader may cost.
constexpr int kWindowLog = 27;

/// The dictionary itself may be compressed.
std::string dictionary_in(std::string frame) {
  if (!frame.starts_with(kFrame)) return frame;
  std::string dictionary(kLargestDictionary, '\0');
  const std::size_t size = ZSTD_decompress(dictionary.data(), dictionary.size(), frame.data(), frame.size());
  if (ZSTD_isError(size) != 0) return {};
  dictionary.resize(size);
  return dictionary;
}

}  // namespace

void ZstdUnpacker::Destroy::operator()(ZSTD_DCtx_s* context) const {
  ZSTD_freeDCtx(context);
}

bool ZstdUnpacker::begins_frame(std::string_view bytes) {
  const bool is_skippable =
      bytes.size() >= 4 && (bytes[0] & 0xf0) == 0x50 && bytes.substr(1, 3) == kDictionaryFrame.substr(1);
  return is_skippable || bytes.starts_with(kFrame);
}

ZstdUnpacker::ZstdUnpacker(std::unique_ptr<ArchiveFile> file)
    : file_(std::move(file)), context_(ZSTD_createDCtx()) {
  if (!context_) throw std::bad_alloc();
  ZSTD_DCtx_setParameter(context_.get(), ZSTD_d_windowLogMax, kWindowLog);
  if (file_->peek().starts_with(kDictionaryFrame)) load_dictionary();
}

ZstdUnpacker::~ZstdUnpacker() = default;

void ZstdUnpacker::load_dictionary() {
  const std::string header = file_->take(kFrameHeader);
  std::size_t length = 0;
  for (std::size_t i = header.size(); i-- > kDictionaryFrame.size();) {
    length = length << 8 | static_cast<unsigned char>(header[i]);
  }
  const std::string dictionary =
      length <= kLargestDictionary ? dictionary_in(file_->take(length)) : std::string();
  const bool is_loaded =
      !dictionary.empty() &&
      ZSTD_isError(ZSTD_DCtx_loadDictionary(context_.get(), dictionary.data(), dictionary.size())) == 0;
  if (!is_loaded) damage_ = "the dictionary of the archive cannot be read";
}

std::size_t ZstdUnpacker::unpack(std::span<char> space) {
  if (!probed_.empty()) {
    const std::size_t taken = std::min(space.size(), probed_.size());
    std::memcpy(space.data(), probed_.data(), taken);
    probed_.erase(0, taken);
    return taken;
  }
  while (damage_.empty()) {
    if (!in_frame_) {
      frame_ = file_->offset();
      const std::string_view next = file_->peek();
      damage_ = next.empty() ? file_->failure() : "";
      if (next.empty()) return 0;
    }
    const std::size_t unpacked = decode(space);
    if (unpacked != 0) return unpacked;
  }
  return 0;
}

/// May give nothing although more will come, at a frame's end.
std::size_t ZstdUnpacker::decode(std::span<char> space) {
  ZSTD_outBuffer out{space.data(), space.size(), 0};
  in_frame_ = true;
  while (in_frame_ && out.pos < out.size) {
    const std::string_view input = file_->peek();
    if (input.empty() && !std::exchange(is_full_, false)) {
      if (out.pos == 0) damage_ = "the archive ends within a zstd frame";
      break;
    }
    ZSTD_inBuffer in{input.data(), input.size(), 0};
    const std::size_t result = ZSTD_decompressStream(context_.get(), &out, &in);
    file_->skip(in.pos);
    if (ZSTD_isError(result) != 0) {
      if (ZSTD_getErrorCode(result) == ZSTD_error_memory_allocation) throw std::bad_alloc();
      damage_ = std::string("the zstd frame is damaged: ") + ZSTD_getErrorName(result);
      break;
    }
    in_frame_ = result != 0;
  }
  is_full_ = out.pos == out.size;
  return out.pos;
}

bool ZstdUnpacker::recover(Recognise recognise) {
  if (!file_->failure().empty()) return false;
  if (!file_->seek(frame_ + 1)) return false;
  while (file_->find(kFrame)) {
    frame_ = file_->offset();
    ZSTD_DCtx_reset(context_.get(), ZSTD_reset_session_only);
    damage_.clear();
    is_full_ = false;
    std::string beginning(kZstdProbe, '\0');
    beginning.resize(decode(beginning));
    if (damage_.empty() && recognise(beginning)) {
      probed_ = std::move(beginning);
      return true;
    }
    if (!file_->seek(frame_ + 1)) return false;
  }
  damage_.clear();
  in_frame_ = false;
  return false;
}

}  // namespace caveat::audit
