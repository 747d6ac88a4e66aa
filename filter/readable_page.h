// A whole page in a charset whose markup is ASCII, for those who look at it rather than serve it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace caveat::filter {

struct ReadablePage {
  std::string bytes;
  std::string charset;  ///< of `bytes`, as the Encoding standard calls it
};

/// `header_charset`: the charset parameter of Content-Type; empty if there is none. nullopt if no browser can
/// read the page.
std::optional<ReadablePage> readable_page(std::string bytes, std::string_view header_charset);

/// All of it as UTF-8, though it may still say that it is in another charset.
std::string in_utf8(const ReadablePage& page);

}  // namespace caveat::filter
