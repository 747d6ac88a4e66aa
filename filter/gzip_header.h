// The header of a gzip member (RFC 1952, 2.3).
#pragma once

#include <cstdint>
#include <string_view>

namespace caveat::filter {

/// Reads one header in any chunking and keeps nothing of it. Stricter than it has to be nowhere; refuses what
/// the RFC says must be refused: another method, a reserved flag, a wrong checksum of the header.
class GzipHeaderReader {
 public:
  enum class Progress { needs_more, whole, corrupt };

  /// Takes the header's bytes off the front of `bytes`. After `whole` or `corrupt` there is nothing to call.
  Progress read(std::string_view& bytes);

 private:
  enum class Part { fixed, extra_length, extra, name, comment, checksum, end };

  bool take(unsigned char byte);
  bool take_fixed(unsigned char byte);
  bool take_checksum(unsigned char byte);
  void enter(Part part);

  Part part_ = Part::fixed;
  std::uint32_t at_ = 0;  ///< bytes of the part so far
  unsigned char flags_ = 0;
  std::uint32_t extra_left_ = 0;
  std::uint32_t crc_ = 0;
  std::uint32_t stated_crc_ = 0;
};

}  // namespace caveat::filter
