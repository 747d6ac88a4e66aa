// A zip file: with zip_file.cc the sole user of libzip.
#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

struct zip;
struct zip_file;

namespace caveat::audit {

/// One thread. Memory: the directory of the file, and for each member that is open a window of deflate.
class ZipFile {
 public:
  /// More are no recording of a browser.
  static constexpr std::uint64_t kMostMembers = 200'000;
  /// Of unpacked to packed bytes, behind the first kFreeBytes; deflate can reach 1032.
  static constexpr std::uint64_t kMostRatio = 300;
  static constexpr std::uint64_t kFreeBytes = std::uint64_t{16} * 1024 * 1024;

  static bool begins_zip(std::string_view bytes);
  /// The error is in words, harmless on a terminal.
  static boost::system::result<std::unique_ptr<ZipFile>, std::string> open(const std::string& path);

  std::uint64_t members() const;
  /// In the order of the directory; any bytes.
  std::string name(std::uint64_t member) const;
  std::optional<std::uint64_t> find(const std::string& name) const;

  /// What is read of one member. Several may be read by turns; each must go before its ZipFile.
  class Member {
   public:
    /// At least a byte of it; 0 at its end, or where `damage` says why.
    std::size_t read(std::span<char> space);
    /// Why nothing comes, in words: encrypted, packed in an unknown way, cut off, a wrong checksum, or far
    /// larger than what it is packed in. Empty at the end.
    const std::string& damage() const { return damage_; }
    /// How many of its packed bytes were read, about.
    std::uint64_t packed_bytes() const;

   private:
    friend class ZipFile;
    struct Close {
      void operator()(zip_file* file) const;
    };

    std::unique_ptr<zip_file, Close> file_;
    std::uint64_t packed_size_ = 0;
    std::uint64_t size_ = 0;  ///< as the directory says
    std::uint64_t given_ = 0;
    std::string damage_;
  };
  Member open_member(std::uint64_t member) const;

 private:
  struct Discard {
    void operator()(zip* file) const;
  };

  std::unique_ptr<zip, Discard> zip_;
};

}  // namespace caveat::audit
