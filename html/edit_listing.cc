#include "html/edit_listing.h"

#include <utility>

namespace caveat::html {

void list_edit(ListedEdit edit, const RewriterLimits& limits, RewriteReport& report) {
  if (report.edits.size() < limits.listed_edits) report.edits.push_back(std::move(edit));
}

void list_tag(ListedEdit::Kind kind, std::size_t edit, std::uint64_t offset, std::string_view before,
              std::string_view after, const RewriterLimits& limits, RewriteReport& report) {
  if (limits.listed_edits == 0) return;
  list_edit({.kind = kind,
             .edit = edit,
             .offset = offset,
             .before = std::string(before),
             .after = std::string(after)},
            limits, report);
}

void report_notices(const Program& program, const NoticePlacement& placement, const NoticeStripper& stripper,
                    const RewriterLimits& limits, RewriteReport& report) {
  for (const StrippedNotice& notice : stripper.stripped()) {
    if (limits.listed_edits > 0) {
      list_edit({.kind = ListedEdit::Kind::found,
                 .edit = notice.insert.value_or(ListedEdit::kNoInsert),
                 .offset = notice.source,
                 .before = notice.html},
                limits, report);
    }
    if (!notice.insert) continue;
    const auto& placed = placement.placed(*notice.insert);
    const bool same_place = placed && placed->offset == notice.offset;
    if (same_place && notice.html == program.inserts()[*notice.insert].html) {
      report.inserts[*notice.insert].unchanged = true;
    }
  }
  for (std::size_t i = 0; limits.listed_edits > 0 && i < report.inserts.size(); ++i) {
    const auto& placed = placement.placed(i);
    if (!placed) continue;
    list_edit({.kind = ListedEdit::Kind::placed,
               .edit = i,
               .offset = placed->source,
               .after = program.inserts()[i].html},
              limits, report);
  }
}

}  // namespace caveat::html
