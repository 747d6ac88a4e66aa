// SHA-256, as records and logs write it.
#pragma once

#include <span>
#include <string>

#include "rules/rule_set.h"

namespace caveat::rules {

/// Over the contents of `files` in their order, each preceded by its length: moving or renaming files without
/// changing their order keeps it, any other change of a byte does not. Lower-case hexadecimal.
std::string digest_of(std::span<const SourceFile> files);

}  // namespace caveat::rules
