// Revisits whose bodies are in another archive than they are.
#pragma once

#include <string>
#include <vector>

#include "audit/judge.h"
#include "audit/run.h"

namespace caveat::audit {

/// Judges the revisits that were put off while `archives` were read: looks for their bodies in all of them,
/// and takes of several that which stands first by path and offset. What is nowhere is not auditable, nor is
/// what was there and is no more, since an archive was changed or went away meanwhile. Memory
/// does not depend on their number; an archive that has some is read twice more. Those of `bodies_from` that
/// are none of `archives` are looked into, too, and the store is told which these were and what could not be
/// read there: nobody else reads them.
boost::system::result<void, StoreError> judge_revisits(const std::vector<std::string>& archives,
                                                       const std::vector<std::string>& bodies_from,
                                                       const Judge& judge, const OpenArchive& open,
                                                       const OpenArchiveAt& open_at, RunStore& store);

}  // namespace caveat::audit
