#include "filter/failure_reason.h"

#include <array>

namespace caveat::filter {
namespace {

constexpr int kUpstreamsFault = 502;
constexpr int kOurFault = 503;

struct Row {
  FailureReason reason;
  std::string_view label;
  int status;
};

constexpr std::array<Row, 17> kTable = {{
    {FailureReason::upstream_coding_unknown, "upstream_coding_unknown", kUpstreamsFault},
    {FailureReason::upstream_coding_corrupt, "upstream_coding_corrupt", kUpstreamsFault},
    {FailureReason::upstream_truncated, "upstream_truncated", kUpstreamsFault},
    {FailureReason::upstream_partial, "upstream_partial", kUpstreamsFault},
    {FailureReason::upstream_not_modified, "upstream_not_modified", kUpstreamsFault},
    {FailureReason::decompression_bomb, "decompression_bomb", kUpstreamsFault},
    {FailureReason::page_too_large, "page_too_large", kUpstreamsFault},
    {FailureReason::token_too_long, "token_too_long", kUpstreamsFault},
    {FailureReason::nesting_too_deep, "nesting_too_deep", kUpstreamsFault},
    {FailureReason::charset_unsupported, "charset_unsupported", kUpstreamsFault},
    {FailureReason::notice_not_placed, "notice_not_placed", kOurFault},
    {FailureReason::non_html_refused, "non_html_refused", kOurFault},
    {FailureReason::xhtml_unsupported, "xhtml_unsupported", kOurFault},
    {FailureReason::feed_malformed, "feed_malformed", kUpstreamsFault},
    {FailureReason::json_malformed, "json_malformed", kUpstreamsFault},
    {FailureReason::part_too_large, "part_too_large", kUpstreamsFault},
    {FailureReason::undecided, "undecided", kOurFault},
}};

constexpr bool is_in_order() {
  for (std::size_t i = 0; i < kTable.size(); ++i) {
    if (kTable[i].reason != static_cast<FailureReason>(i)) return false;
  }
  return true;
}
static_assert(is_in_order());

}  // namespace

FailureReason reason_of(html::Rewriter::Failure failure) {
  switch (failure) {
    case html::Rewriter::Failure::token_too_long:
      return FailureReason::token_too_long;
    case html::Rewriter::Failure::nesting_too_deep:
      return FailureReason::nesting_too_deep;
    case html::Rewriter::Failure::notice_hidden:
      break;
  }
  return FailureReason::notice_not_placed;
}

std::string_view label_of(FailureReason reason) {
  return kTable[static_cast<std::size_t>(reason)].label;
}

int status_of(FailureReason reason) {
  return kTable[static_cast<std::size_t>(reason)].status;
}

std::string_view action_label_of(const Record& record) {
  switch (record.ending) {
    case Ending::aborted:
      return "aborted";
    case Ending::refused:
    case Ending::blocked:
    case Ending::acknowledgement:
    case Ending::acceptance:
      return "refused";
    case Ending::complete:
      break;
  }
  return "served";
}

}  // namespace caveat::filter
