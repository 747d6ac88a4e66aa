// Whole responses that are served instead of the upstream's.
#pragma once

#include <string>

#include "filter/head.h"
#include "rules/decision.h"

namespace caveat::filter {

struct Answer {
  ResponseHead head;
  std::string body;
};

/// What a `block` rule serves (RFC 7725 for 451). `edits` are the header actions of the same Decision; they
/// cannot make it storable.
Answer blocked_answer(const rules::Block& block, const rules::HeadEdits& edits);

/// 502, 503 or 504 in a few words, which say nothing of the reader or of what failed.
Answer failure_answer(int status);

}  // namespace caveat::filter
