// [[tests]] of a pack.
#pragma once

#include <optional>

#include "rules/notice_book.h"
#include "rules/pack_head.h"
#include "rules/pack_test.h"
#include "rules/problems.h"
#include "rules/toml.h"

namespace caveat::rules {

/// Reads one test and checks that it can be run; nullopt after a diagnostic.
std::optional<PackTest> parse_test(const TomlValue& value, const PackHead& pack, NoticeBook& notices,
                                   Problems& problems);

}  // namespace caveat::rules
