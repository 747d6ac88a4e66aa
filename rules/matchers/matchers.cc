#include "rules/matchers/matchers.h"

namespace caveat::rules {

namespace {

constexpr MatcherKind kKinds[] = {
    {"region", make_region_matcher},
    {"site", make_site_matcher},
    {"path", make_path_matcher},
    {"language", make_language_matcher},
    {"page_mentions", make_page_mentions_matcher},
};

constexpr std::string_view kNotBuiltYet[] = {
    "query",    "method",      "reader_language", "content_type",      "status",
    "page_has", "article_tag", "article_author",  "article_published", "between"};

}  // namespace

std::span<const MatcherKind> matcher_kinds() {
  return kKinds;
}

std::span<const std::string_view> matchers_not_built_yet() {
  return kNotBuiltYet;
}

}  // namespace caveat::rules
