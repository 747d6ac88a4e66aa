#include "audit/formats/unpacker.h"

#include <algorithm>
#include <utility>

#include "audit/formats/gzip_unpacker.h"
#include "audit/formats/plain_unpacker.h"
#include "audit/formats/zstd_unpacker.h"

namespace caveat::audit {
namespace {

unsigned byte_at(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

/// RFC 1950, 2.2: deflate, a window of at most 32 KiB, a multiple of 31, no preset dictionary.
bool is_zlib(std::string_view bytes) {
  return bytes.size() >= 2 && byte_at(bytes, 0) == 0x78 &&
         (byte_at(bytes, 0) * 256 + byte_at(bytes, 1)) % 31 == 0 && (byte_at(bytes, 1) & 0x20) == 0;
}

}  // namespace

std::unique_ptr<Unpacker> make_unpacker(std::unique_ptr<ArchiveFile> file) {
  const std::string_view beginning = file->peek();
  if (beginning.starts_with("\x1f\x8b\x08")) {
    return std::make_unique<GzipUnpacker>(std::move(file), GzipUnpacker::Format::gzip);
  }
  if (is_zlib(beginning)) return std::make_unique<GzipUnpacker>(std::move(file), GzipUnpacker::Format::zlib);
  if (ZstdUnpacker::begins_frame(beginning)) return std::make_unique<ZstdUnpacker>(std::move(file));
  return std::make_unique<PlainUnpacker>(std::move(file));
}

std::unique_ptr<Unpacker> make_unpacker_at(std::unique_ptr<ArchiveFile> file, std::uint64_t offset) {
  // Its dictionary stands at the beginning.
  if (ZstdUnpacker::begins_frame(file->peek())) {
    auto frames = std::make_unique<ZstdUnpacker>(std::move(file));
    return frames->begin_at(offset) ? std::move(frames) : nullptr;
  }
  return file->seek(offset) ? make_unpacker(std::move(file)) : nullptr;
}

}  // namespace caveat::audit
