// An archive of gzip members (RFC 1952), or of one zlib stream (RFC 1950).
#pragma once

#include "audit/formats/unpacker.h"
#include "filter/gzip_header.h"

struct inflate_state;

namespace caveat::audit {

class GzipUnpacker final : public Unpacker {
 public:
  enum class Format { gzip, zlib };
  GzipUnpacker(std::unique_ptr<ArchiveFile> file, Format format);
  ~GzipUnpacker() override;

  std::size_t unpack(std::span<char> space) override;
  std::uint64_t place() const override { return member_; }
  bool has_members() const override { return true; }
  const std::string& damage() const override { return damage_; }
  bool recover(Recognise recognise) override;
  std::uint64_t pass(std::uint64_t) override { return 0; }
  std::uint64_t position() const override { return file_->offset(); }

 private:
  bool enter_member();
  bool read_header();
  std::size_t inflate(std::span<char> space, std::size_t most_input);
  bool probe(Recognise recognise);

  std::unique_ptr<ArchiveFile> file_;
  Format format_;
  std::unique_ptr<inflate_state> state_;
  bool in_member_ = false;
  bool is_first_ = true;
  std::uint64_t member_ = 0;  ///< where the present one begins
  std::string damage_;
  bool knows_next_ = false;  ///< damage is over where the file stands
  std::string probed_;       ///< what was unpacked to look at
};

}  // namespace caveat::audit
