// One of a pack's own [[tests]], read but not run.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace caveat::rules {

/// What the author expects of the served page; nothing is expected where a member is empty. An empty list of
/// `notices` or `removed` expects that there is none.
struct PackExpectation {
  std::optional<std::vector<std::string>> notices;  ///< names of notices shown, all of them
  std::string language;                             ///< of the notices
  std::optional<std::vector<std::string>> removed;  ///< kinds of widgets of which something was removed
  std::vector<std::string> absent;                  ///< selectors that must match nothing
  std::vector<std::string> present;                 ///< selectors that must match
  std::vector<std::string> text;                    ///< words that a reader must see
  std::vector<std::string> no_text;                 ///< words that a reader must not see
  std::vector<std::pair<std::string, std::string>>
      headers;  ///< fields of the response; empty value: not there
  std::optional<int> status;
};

struct PackTest {
  std::string name;
  int line = 0;
  std::string reader_region;  ///< as `Location::stated` takes it; empty if an address is given
  std::string reader_address;
  std::vector<std::string> reader_languages;  ///< BCP 47 tags, most preferred first
  bool reader_has_accepted = false;           ///< whatever rules ask to be acknowledged
  std::optional<std::chrono::sys_seconds> at;
  std::string method = "GET";
  std::string url;
  std::string page;  ///< a file beside the pack; empty if `html` is given
  std::string html;
  int response_status = 200;                ///< of the site's own response
  std::string response_type = "text/html";  ///< with a charset where `html` is given
  PackExpectation expect;
};

}  // namespace caveat::rules
