// What JSON-LD in a page says of the page's article (schema.org). Sole include of Boost.JSON.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace caveat::filter {

/// In UTF-8, as written.
struct LinkedStatements {
  std::vector<std::string> tags;            ///< keywords, articleSection, about
  std::vector<std::string> authors;         ///< names
  std::vector<std::string> published;       ///< datePublished of articles
  std::vector<std::string> page_published;  ///< of pages, which some sites date otherwise than the article
  bool readable = true;                     ///< false: it was no JSON, or named too many by reference
};

/// Reads the scripts of one page in order: those that speak of an article or of the page itself, alone, in a
/// list, in `@graph` or as what a page is about. Articles that others only link to do not count. Tolerates
/// what sites get wrong: CDATA marks and comments around the JSON, line breaks in strings, commas at the end
/// of lists, character references.
class LinkedData {
 public:
  LinkedStatements read(std::string_view script);

 private:
  class Script;

  std::map<std::string, std::string> names_;  ///< by `@id`
  std::vector<std::string> unnamed_authors_;  ///< their `@id`: a later script may say who that is
};

}  // namespace caveat::filter
