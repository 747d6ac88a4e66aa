// Finds IP addresses in text, however they are spelt.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "filter/content_coding.h"
#include "geoip/address.h"

namespace caveat::audit {

/// Compares everything that can be read as an IPv6 address (RFC 4291, 2.2), an IPv4-mapped one among them,
/// with those that are looked for. A dotted IPv4 address has one spelling: that is for a WordSearch. One
/// text, in any chunking, in bounded memory.
class AddressSearch final : public html::ByteSink {
 public:
  /// `addresses` outlive it.
  explicit AddressSearch(std::span<const geoip::Address> addresses) : addresses_(addresses) {}
  void write(std::string_view bytes) override;
  /// The text is over.
  void finish() { end_run(); }
  bool found() const { return found_; }

 private:
  void end_run();
  void look_through_run();
  bool is_one(std::string_view text) const;

  std::span<const geoip::Address> addresses_;
  std::string run_;  ///< digits, colons and dots side by side
  bool found_ = false;
};

}  // namespace caveat::audit
