// Files -> packs, each beside what its author wrote.
#pragma once

#include <span>
#include <vector>

#include "rules/pack.h"
#include "rules/pack_parser.h"
#include "rules/rule_set.h"
#include "rules/toml.h"

namespace caveat::rules {

struct WrittenPack {
  const SourceFile* file = nullptr;
  TomlTable document;
  Pack pack;
};

/// In the order of `files`, which outlive the result. Reports everything that is wrong in them, also that two
/// packs have one id; packs may only be used if no error was reported. Files that are no TOML are left out.
std::vector<WrittenPack> read_packs(std::span<const SourceFile> files, const PackTerms& terms,
                                    std::vector<Diagnostic>& diagnostics);

/// In order of path, in which packs stand.
std::vector<SourceFile> in_order(std::span<const SourceFile> files);

}  // namespace caveat::rules
