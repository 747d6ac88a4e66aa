// What a page states of the article that it shows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "html/text_folding.h"
#include "rules/toml.h"

namespace caveat::rules {

/// A tag, a section or an author.
struct StatedName {
  explicit StatedName(std::string_view utf8) : text(utf8), folded(html::fold_text(utf8)) {}

  std::string text;       ///< as the page writes it
  std::u32string folded;  ///< as a reader compares it
};

/// How much is known of a page.
enum class ArticleReading : std::uint8_t {
  no_page,   ///< the response is no page, and so no article
  going_on,  ///< the page is being read: more may be stated
  in_part,   ///< it was not read to its end, or not all of it can be read: more may be stated there
  whole      ///< that is all
};

/// A value. That a page states none of something does not say that the article has none: see the conditions.
struct ArticleFacts {
  ArticleReading reading = ArticleReading::going_on;
  std::vector<StatedName> tags;
  std::vector<StatedName> authors;
  /// Final as soon as it is set, whatever the page goes on to say.
  std::optional<TomlDateTime> published;
};

}  // namespace caveat::rules
