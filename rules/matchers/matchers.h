// The list of conditions that rules can have.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "rules/matcher.h"
#include "rules/problems.h"
#include "rules/region_book.h"
#include "rules/table_reader.h"

namespace caveat::rules {

/// What becomes of readers of whom it is not certain that they are in a region.
enum class UncertainReaders {
  as_regions_say,  ///< each region's `uncertain`; never narrows a rule by `unless`
  covered,         ///< the rule applies to them (when_unknown = "apply")
  passed_over      ///< it does not (when_unknown = "skip")
};

/// One `when.*` or `unless.*` as written. Regions are only needed while matchers are made.
struct ConditionSource {
  std::string_view key;
  const TomlValue& value;
  bool exception = false;  ///< `unless`
  UncertainReaders uncertain = UncertainReaders::as_regions_say;
  RegionBook& regions;
  std::string_view time_zone;  ///< of the pack
};

/// A matcher, or null after diagnostics.
using MakeMatcher = std::unique_ptr<const Matcher> (*)(const ConditionSource& source, Problems& problems);

struct MatcherKind {
  std::string_view key;  ///< after "when." and "unless."
  MakeMatcher make;
};

/// One line each.
std::span<const MatcherKind> matcher_kinds();

std::unique_ptr<const Matcher> make_region_matcher(const ConditionSource& source, Problems& problems);
std::unique_ptr<const Matcher> make_site_matcher(const ConditionSource& source, Problems& problems);
std::unique_ptr<const Matcher> make_path_matcher(const ConditionSource& source, Problems& problems);
std::unique_ptr<const Matcher> make_language_matcher(const ConditionSource& source, Problems& problems);
std::unique_ptr<const Matcher> make_page_has_matcher(const ConditionSource& source, Problems& problems);
std::unique_ptr<const Matcher> make_page_mentions_matcher(const ConditionSource& source, Problems& problems);
std::unique_ptr<const Matcher> make_article_tag_matcher(const ConditionSource& source, Problems& problems);
std::unique_ptr<const Matcher> make_article_author_matcher(const ConditionSource& source, Problems& problems);
std::unique_ptr<const Matcher> make_article_published_matcher(const ConditionSource& source,
                                                              Problems& problems);
std::unique_ptr<const Matcher> make_query_matcher(const ConditionSource& source, Problems& problems);
std::unique_ptr<const Matcher> make_method_matcher(const ConditionSource& source, Problems& problems);
std::unique_ptr<const Matcher> make_reader_language_matcher(const ConditionSource& source,
                                                            Problems& problems);
std::unique_ptr<const Matcher> make_content_type_matcher(const ConditionSource& source, Problems& problems);
std::unique_ptr<const Matcher> make_status_matcher(const ConditionSource& source, Problems& problems);
std::unique_ptr<const Matcher> make_between_matcher(const ConditionSource& source, Problems& problems);

}  // namespace caveat::rules
