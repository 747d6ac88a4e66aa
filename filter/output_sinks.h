// What edited bytes go through on their way to a HeldResponse.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "filter/charset_codec.h"
#include "filter/content_coding.h"
#include "rules/sha256.h"

namespace caveat::filter {

/// Counts, digests if that is asked for, and encodes.
class EncodingSink final : public html::ByteSink {
 public:
  EncodingSink(Encoder& encoder, html::ByteSink& coded, bool digests)
      : encoder_(encoder),
        coded_(coded),
        digest_(digests ? std::make_unique<rules::RunningSha256>() : nullptr) {}
  void write(std::string_view edited) override {
    taken_ += edited.size();
    if (digest_) digest_->add(edited);
    encoder_.write(edited, coded_);
  }
  std::uint64_t taken() const { return taken_; }
  /// Of what it took; empty if that is not asked for.
  std::string digest() const { return digest_ ? digest_->hexadecimal() : ""; }

 private:
  Encoder& encoder_;
  html::ByteSink& coded_;
  std::unique_ptr<rules::RunningSha256> digest_;
  std::uint64_t taken_ = 0;
};

/// Puts what is edited back into the body's charset; `charset` is null where it never left that.
class CharsetSink final : public html::ByteSink {
 public:
  CharsetSink(CharsetEncoder* charset, html::ByteSink& bytes) : charset_(charset), bytes_(bytes) {}
  void write(std::string_view utf8) override {
    charset_ == nullptr ? bytes_.write(utf8) : charset_->write(utf8, bytes_);
  }

 private:
  CharsetEncoder* charset_;
  html::ByteSink& bytes_;
};

}  // namespace caveat::filter
