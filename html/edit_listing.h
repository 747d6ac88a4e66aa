// What a Rewriter changes, place by place, for those who look at a page rather than serve it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "html/notice_placement.h"
#include "html/notice_stripper.h"
#include "html/program.h"
#include "html/rewriter.h"

namespace caveat::html {

/// Adds `edit` to the report, unless `limits` say that it is long enough.
void list_edit(ListedEdit edit, const RewriterLimits& limits, RewriteReport& report);

/// The same of a start tag; costs nothing where nothing is listed.
void list_tag(ListedEdit::Kind kind, std::size_t edit, std::uint64_t offset, std::string_view before,
              std::string_view after, const RewriterLimits& limits, RewriteReport& report);

/// The page is over: tells of the notices that it had, and of those that were put in.
void report_notices(const Program& program, const NoticePlacement& placement, const NoticeStripper& stripper,
                    const RewriterLimits& limits, RewriteReport& report);

}  // namespace caveat::html
