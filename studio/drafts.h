// Rule files as they would be with what an author has typed and not saved.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule_set.h"
#include "studio/api_answer.h"

namespace caveat::studio {

/// Text by the pack's path within the rules' folder.
using Drafts = std::map<std::string, std::string>;

/// The member `drafts` of a question; none if it is not there. A name that is no `is_pack_path`, a text over
/// 1 MiB and a great many drafts are errors.
Asked<Drafts> read_drafts(const boost::json::object& question);

/// `files`, whose paths are within the rules' folder, with the drafts in their places, in order of path.
std::vector<rules::SourceFile> with_drafts(std::vector<rules::SourceFile> files, const Drafts& drafts);

/// Whether `path` can be that of a pack within the rules' folder: "ru/undesirable.toml". Relative, without
/// "..", hidden names, control characters and backslashes; ends in ".toml". Says nothing of links on disk.
bool is_pack_path(std::string_view path);

}  // namespace caveat::studio
