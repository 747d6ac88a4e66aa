// Encodes ISO-2022-JP (Encoding standard, 12.2.2).
#pragma once

#include <string>

#include "filter/charset_codec.h"
#include "filter/iso2022jp.h"
#include "filter/opaque.h"

namespace caveat::filter {

/// Switches modes where a character needs it, and where the decoder says that the page did.
class Iso2022JpEncoder final : public CharsetEncoder {
 public:
  void write(std::string_view utf8, html::ByteSink& bytes) override;
  void finish(html::ByteSink&) override {}

 private:
  void give(const Item& item, std::string& bytes);
  void give_code_point(std::uint32_t code_point, std::string& bytes);
  void enter(iso2022jp::Mode mode, std::string& bytes);

  iso2022jp::Mode mode_ = iso2022jp::Mode::ascii;
  ItemReader items_;
};

}  // namespace caveat::filter
