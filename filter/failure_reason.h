// Why a response was refused or aborted: the one table of all reasons, their labels and their status.
#pragma once

#include <string_view>

#include "filter/record.h"
#include "html/rewriter.h"

namespace caveat::filter {

/// What the Passage finds by itself. `Passage::upstream_failed` takes further labels from its caller.
enum class FailureReason {
  upstream_coding_unknown,
  upstream_coding_corrupt,
  upstream_truncated,
  upstream_partial,       ///< 206 or 226, though no part was asked for
  upstream_not_modified,  ///< 304, though no condition was sent
  decompression_bomb,
  page_too_large,
  token_too_long,
  nesting_too_deep,
  charset_unsupported,
  notice_not_placed,
  non_html_refused,
  xhtml_unsupported,  ///< a page that follows the rules of XML
  feed_malformed,     ///< XML that is not well-formed, or declares entities
  json_malformed,
  part_too_large,  ///< an item of a feed, or a string of JSON, is too long to be held
  undecided        ///< a rule still waits for a fact after all are known
};

FailureReason reason_of(html::Rewriter::Failure failure);

/// The `reason` label of caveat_failclosed_total, and Record::failure.
std::string_view label_of(FailureReason reason);

/// What a reader gets if the head is not out: 502 for the upstream's fault, 503 for ours.
int status_of(FailureReason reason);

/// The `action` label of caveat_failclosed_total for a Record whose `failure` is not empty: "refused",
/// "aborted" or, under `on_failure = "serve"`, "served".
std::string_view action_label_of(const Record& record);

}  // namespace caveat::filter
