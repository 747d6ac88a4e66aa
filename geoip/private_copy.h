// Bytes in memory that nobody else can reach: a file that is truncated or overwritten later does not touch
// them.
#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace caveat::geoip {

/// An anonymous, sealed memory file (memfd_create(2)) and a view of it. Move-only.
class PrivateCopy {
 public:
  /// Errors are sentences that do not repeat the path.
  static boost::system::result<PrivateCopy, std::string> of_file(const std::string& path);
  static boost::system::result<PrivateCopy, std::string> of_bytes(std::string_view bytes);

  PrivateCopy(PrivateCopy&& other) noexcept;
  PrivateCopy& operator=(PrivateCopy&& other) noexcept;
  PrivateCopy(const PrivateCopy&) = delete;
  PrivateCopy& operator=(const PrivateCopy&) = delete;
  ~PrivateCopy();

  /// Valid as long as this object.
  std::span<const std::uint8_t> bytes() const { return view_; }
  /// A path that opens the same bytes, as long as this object lives.
  std::string path() const;

 private:
  explicit PrivateCopy(int descriptor) : descriptor_(descriptor) {}
  static boost::system::result<PrivateCopy, std::string> create();
  bool append(std::string_view bytes);
  boost::system::result<void, std::string> seal();

  int descriptor_ = -1;
  std::span<const std::uint8_t> view_;
};

}  // namespace caveat::geoip
