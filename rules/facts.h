// What rules may know of one request and its response.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "geoip/location.h"
#include "rules/article_facts.h"
#include "rules/calendar.h"

namespace caveat::html {
class MentionSet;
class SelectorList;
}  // namespace caveat::html

namespace caveat::rules {

/// What the page itself says, read from its beginning.
struct PageFacts {
  /// BCP 47 tag as the page states it, lower case ("ru-ru"). Empty if it states none, or if it could not be
  /// read: then conditions on it hold, and exceptions do not.
  std::string language;
  /// XML whose root element is that of RSS or Atom. Only asked of types that do not say so (carrier.h).
  bool is_feed = false;
};

/// Which of RuleSet::page_mentions and RuleSet::page_elements the page has.
struct PageMentions {
  std::vector<const html::MentionSet*> found;
  /// False: more of the page follows that nobody waited for, or it could not be read.
  bool read_whole = true;
  std::vector<const html::SelectorList*> elements = {};
};

/// A value. What is not known yet is `nullopt`, and a condition on it is undecided until it is.
struct Facts {
  std::string site;   ///< host name, lower case, without port
  std::string path;   ///< canonical (canonical_url.h), without the query
  std::string query;  ///< after '?', as received
  std::string method = "GET";
  geoip::Location location;
  std::vector<std::string> accepted;          ///< Terms::id of what the reader has accepted
  std::vector<std::string> reader_languages;  ///< BCP 47 tags, most preferred first, lower case
  std::chrono::sys_seconds time{};
  /// Set while the clock is in doubt: the moments that it may be. A pack in force at any of them applies.
  std::optional<TimeSpan> time_in_doubt;
  std::optional<std::string>
      content_type;           ///< essence ("text/html"), lower case; empty if the response has none
  std::optional<int> status;  ///< of the response
  std::optional<PageFacts> page;
  std::optional<ArticleFacts> article;
  std::optional<PageMentions> page_mentions;

  /// The moments that it may be: one, unless the clock is in doubt.
  TimeSpan now() const { return time_in_doubt.value_or(TimeSpan{time, time}); }
};

}  // namespace caveat::rules
