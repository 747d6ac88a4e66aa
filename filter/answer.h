// Whole responses that are served instead of the upstream's.
#pragma once

#include <string>
#include <string_view>

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

/// What an `acknowledge` rule serves until the reader accepts. `form_target`: where its form goes.
Answer acknowledgement_answer(const rules::Acknowledgement& page, const rules::HeadEdits& edits,
                              std::string_view form_target);

/// A few words of our own, or none.
Answer plain_answer(int status, std::string_view text);

/// 502, 503 or 504 in a few words, which say nothing of the reader or of what failed.
Answer failure_answer(int status);

}  // namespace caveat::filter
