// An archive that is not compressed.
#pragma once

#include <limits>
#include <utility>

#include "audit/formats/unpacker.h"

namespace caveat::audit {

class PlainUnpacker final : public Unpacker {
 public:
  explicit PlainUnpacker(std::unique_ptr<ArchiveFile> file) : file_(std::move(file)) {}

  std::size_t unpack(std::span<char> space) override {
    place_ = file_->offset();
    return file_->read(space);
  }
  std::uint64_t place() const override { return place_; }
  bool has_members() const override { return false; }
  const std::string& damage() const override { return file_->failure(); }
  bool recover(Recognise) override { return false; }
  std::uint64_t pass(std::uint64_t bytes) override;
  std::uint64_t position() const override { return file_->offset(); }

 private:
  std::unique_ptr<ArchiveFile> file_;
  std::uint64_t place_ = 0;
};

}  // namespace caveat::audit
