// Approvals on disk, beside the packs that they approve.
#pragma once

#include <string>

#include "rules/pack_files.h"

namespace caveat::rules {

/// Adds to `read`, which was read from `path`, the approvals of its packs; if `path` is a folder, also those
/// that lie in the packs' folders without a pack. One that cannot be read is a warning: it counts nothing.
void read_approvals(const std::string& path, PackFiles& read);

}  // namespace caveat::rules
