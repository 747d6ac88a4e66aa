// Which archived pages two versions of the rules serve differently.
#pragma once

#include <chrono>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "audit/archive.h"
#include "filter/page_excerpt.h"
#include "rules/reader_classes.h"
#include "rules/rule_set.h"

namespace caveat::app {

/// One page that a reader gets otherwise, at the first place where it differs.
struct ServedSample {
  std::string url;
  std::string reader;
  int old_status = 0;
  int new_status = 0;
  std::optional<filter::PagePlace> old_place;  ///< set if both are served and the bodies differ
  std::optional<filter::PagePlace> new_place;
};

struct ServedDifferences {
  std::size_t pages = 0;
  std::size_t different = 0;            ///< pages, for any of the readers
  std::size_t absent = 0;               ///< pages of which the archive has no whole body: not compared
  bool is_cut = false;                  ///< the archive may have more pages than were compared
  std::vector<std::string> unreadable;  ///< what could not be read, and why; the first ones
  std::vector<ServedSample> samples;    ///< one a page, the first ones
};

/// Serves each page of `archive`, and each feed and what else is text to rules, to each of the readers under
/// both versions; ends after `most_pages`.
ServedDifferences compare_over(audit::Archive& archive, const std::vector<rules::ReaderClass>& readers,
                               const std::shared_ptr<const rules::RuleSet>& earlier,
                               const std::shared_ptr<const rules::RuleSet>& later,
                               std::chrono::sys_seconds time,
                               std::size_t most_pages = std::numeric_limits<std::size_t>::max());

std::string served_differences_text(const ServedDifferences& differences);

}  // namespace caveat::app
