// SHA-256, as records and logs write it: lower-case hexadecimal.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "rules/rule_set.h"

namespace caveat::rules {

/// Over the contents of `files` in their order, each preceded by its length: moving or renaming files without
/// changing their order keeps it, any other change of a byte does not.
std::string digest_of(std::span<const SourceFile> files);

/// Over `bytes` alone, as sha256sum prints it.
std::string sha256_of(std::string_view bytes);

}  // namespace caveat::rules
