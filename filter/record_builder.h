// What a Record says of one response.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "filter/record.h"
#include "html/rewriter.h"
#include "rules/decision.h"
#include "rules/facts.h"

namespace caveat::filter {

/// How a response came out, as far as its Decision does not say.
struct Outcome {
  int status = 0;
  Ending ending = Ending::aborted;
  std::string failure;
  /// Of the Decision's program, or of each of its inner ones, in order; unset if nothing was edited.
  std::optional<std::vector<html::RewriteReport>> reports;
  bool is_not_html = false;  ///< so that it was served without what the Decision's program inserts
  std::span<const rules::Terms> now_accepted = {};  ///< by the very request; that covers the response
};

/// A place of `insert` as the rule writes it: "start of article".
std::string describe_place(const html::InsertEdit& insert, std::size_t place);

/// Copies only what Record allows: of `facts`, the site, the path, the region's code and the minute.
Record build_record(const rules::Facts& facts, const std::string& rules_digest,
                    const rules::Decision& decision, const Outcome& outcome);

}  // namespace caveat::filter
