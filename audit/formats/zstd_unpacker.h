// An archive of zstd frames (RFC 8878), as "Zstandard Compression for WARC files 1.0" has them.
#pragma once

#include "audit/formats/unpacker.h"

struct ZSTD_DCtx_s;

namespace caveat::audit {

/// The first frame may be a skippable one, 0x184D2A5D, that holds a dictionary for all others.
class ZstdUnpacker final : public Unpacker {
 public:
  explicit ZstdUnpacker(std::unique_ptr<ArchiveFile> file);
  ~ZstdUnpacker() override;
  static bool begins_frame(std::string_view bytes);
  /// Before anything was unpacked: the frame at `offset` comes first. False if it cannot be gone to.
  bool begin_at(std::uint64_t offset) { return damage_.empty() && file_->seek(offset); }

  std::size_t unpack(std::span<char> space) override;
  std::uint64_t place() const override { return frame_; }
  bool has_members() const override { return true; }
  const std::string& damage() const override { return damage_; }
  bool recover(Recognise recognise) override;
  std::uint64_t pass(std::uint64_t) override { return 0; }
  std::uint64_t position() const override { return file_->offset(); }

 private:
  struct Destroy {
    void operator()(ZSTD_DCtx_s* context) const;
  };
  void load_dictionary();
  std::size_t decode(std::span<char> space);

  std::unique_ptr<ArchiveFile> file_;
  std::unique_ptr<ZSTD_DCtx_s, Destroy> context_;
  bool in_frame_ = false;
  bool is_full_ = false;  ///< the last call filled its space: more may wait
  std::uint64_t frame_ = 0;
  std::string damage_;
  std::string probed_;
};

}  // namespace caveat::audit
