// The hashes of a proof as JSON has them.
#pragma once

#include <boost/json/fwd.hpp>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "audit/journal/merkle_tree.h"
#include "rules/json_text.h"

namespace caveat::audit {

/// A list of base64 texts.
void add_path(rules::JsonText& json, std::string_view key, const std::vector<Hash>& path);

/// nullopt if `value` is null, no such list, or longer than `most`.
std::optional<std::vector<Hash>> read_path(const boost::json::value* value, std::size_t most);

}  // namespace caveat::audit
