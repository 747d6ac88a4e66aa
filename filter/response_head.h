// The head of a response that a Decision has something to say about.
#pragma once

#include "filter/content_coding.h"
#include "filter/head.h"
#include "rules/decision.h"

namespace caveat::filter {

/// Does what header actions ask for; fields that frame or code the message are not theirs and stay.
void apply_head_edits(const rules::HeadEdits& edits, FieldLines& fields);

/// The head of a body that leaves as it came. Of a URL that readers may get differently it is private: rules
/// are asked first, so that what they set cannot bring one reader's page to another.
ResponseHead relayed_head(ResponseHead upstream, const rules::Decision& decision);

/// The head of a page that is edited: without the upstream's length, validators, digests and ranges, private,
/// and in `output` coding, whatever a rule sets.
ResponseHead edited_head(const ResponseHead& upstream, const rules::Decision& decision, ContentCoding output);

}  // namespace caveat::filter
