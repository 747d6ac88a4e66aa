// Where a page is not as a Decision wants it, place by place: for audits, not for serving.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "filter/readable_page.h"
#include "html/program.h"
#include "html/rewriter.h"
#include "rules/decision.h"

namespace caveat::filter {

/// What was done to a page, place by place (Passage::reports).
using PageReport = html::RewriteReport;

/// How many places of each kind are looked at; more are not told of.
inline constexpr std::size_t kListedPlaces = 10'000;

/// One place, or several that are alike. A value.
struct PageChange {
  enum class Kind {
    notice_missing,
    notice_differs,  ///< the rule's mark is there, in other bytes
    notice_moved,    ///< the very notice is there, not where it should be
    notice_hidden,   ///< so it is, and where no browser shows it
    notice_doubled,  ///< it is there once more
    element_left,    ///< should not be there, or something in its place
    element_not_withheld,
    element_enabled,  ///< should be inert
    attributes,
    mention_unlabelled,
    label_differs,
    label_undue,  ///< a label of the rule where it puts none
    mention_not_withheld
  };

  Kind kind = Kind::notice_missing;
  std::uint32_t owner = 0;    ///< index into Decision::reasons
  std::size_t offset = 0;     ///< in bytes of the readable page, of the first
  std::size_t length = 0;     ///< of what stands there; 0 for a place where something is missing
  std::string place = {};     ///< of a notice, as the rule writes it: "start of article"
  std::string expected = {};  ///< markup that should stand there; empty: nothing
  std::string seen = {};      ///< markup that does
  std::size_t count = 1;
};

/// In the order of rules' edits, then of the page. `decision.program` is not null. Those that cannot be found
/// one by one (a notice with no place, an element inside what is inert already) are left out, so that it may
/// be empty though the page would change.
std::vector<PageChange> page_changes(const rules::Decision& decision, const ReadablePage& page,
                                     std::size_t hold_bytes);

/// The same, out of what a Passage with PassageLimits::listed_places told of that page.
std::vector<PageChange> page_changes(const rules::Decision& decision, const ReadablePage& page,
                                     const PageReport& report);

/// A `data-caveat` mark that stands in a page, wherever its rule may be.
struct PageMark {
  std::string mark;  ///< "pack/rule", "pack/rule:label"
  std::string language;
  std::size_t offset = 0;
  std::size_t length = 0;  ///< of the start tag
};

/// Those that none of the edits of `program` (may be null) puts in.
std::vector<PageMark> undue_marks(const html::Program* program, std::string_view readable_page);

}  // namespace caveat::filter
