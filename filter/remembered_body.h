// An edited body that may have been edited before: played back as long as it is the same, edited where it is
// not.
#pragma once

#include <functional>
#include <memory>

#include "filter/edit_memory.h"
#include "filter/edited_body.h"
#include "filter/held_response.h"
#include "filter/passage.h"

namespace caveat::filter {

/// Makes the editor of one body; it takes its head along.
using MakeEditedBody = std::function<std::unique_ptr<EditedBody>(ResponseHead head, PassageSink& sink)>;

/// What goes on being compared leaves in the same steps as it did the first time, so that the reader never
/// gets a byte that the body's beginning does not call for. At the first difference a real editor takes over:
/// it is given the same steps, and what has left already is not sent again.
std::unique_ptr<EditedBody> played_back_body(EditMemory& memory, EditTerms terms,
                                             std::shared_ptr<const RememberedEdit> edit, ResponseHead head,
                                             PassageSink& sink, MakeEditedBody make);

/// Edits, and remembers what came of it if it came to its end with nothing missing.
std::unique_ptr<EditedBody> recorded_body(EditMemory& memory, EditTerms terms, ResponseHead head,
                                          PassageSink& sink, const MakeEditedBody& make);

}  // namespace caveat::filter
