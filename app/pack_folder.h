// The folder of a new pack.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "rules/rule_set.h"

namespace caveat::app {

/// Makes `folder`, which must not be there, and writes `files` into it, whose paths are within it. Why it
/// could not be done, without a full stop; empty if it was.
std::string write_pack_folder(const std::filesystem::path& folder,
                              const std::vector<rules::SourceFile>& files);

}  // namespace caveat::app
