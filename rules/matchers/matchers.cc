#include "rules/matchers/matchers.h"

namespace caveat::rules {

namespace {

constexpr MatcherKind kMatcherKinds[] = {
    {"region", make_region_matcher},
    {"site", make_site_matcher},
    {"path", make_path_matcher},
    {"language", make_language_matcher},
    {"page_has", make_page_has_matcher},
    {"page_mentions", make_page_mentions_matcher},
    {"article_tag", make_article_tag_matcher},
    {"article_author", make_article_author_matcher},
    {"article_published", make_article_published_matcher},
    {"query", make_query_matcher},
    {"method", make_method_matcher},
    {"reader_language", make_reader_language_matcher},
    {"content_type", make_content_type_matcher},
    {"status", make_status_matcher},
    {"between", make_between_matcher},
};

}  // namespace

std::span<const MatcherKind> matcher_kinds() {
  return kMatcherKinds;
}

}  // namespace caveat::rules
