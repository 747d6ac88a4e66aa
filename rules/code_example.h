// The examples that explain codes, put through the compiler.
#pragma once

#include <string_view>
#include <vector>

#include "rules/codes.h"
#include "rules/diagnostic.h"

namespace caveat::rules {

/// What `caveat check` says of the example of a code, on a day that does not pass, so that the answer stays
/// the same. Lints (lints/lints.h) count only if the code is theirs: an example is no whole pack, with its
/// tests. An example with a [pack] is a whole file. Another is put into one: before it stand a [pack] and, if
/// it does not begin with a heading, a [[rules]] with an id; behind it whatever else a pack needs. Lines are
/// those of the example.
std::vector<Diagnostic> check_example(std::string_view example, Code code);

}  // namespace caveat::rules
