// From the name of a file in a mirror back to the URL that it was saved from.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace caveat::audit {

/// `file` is relative to the mirror's folder. As GNU Wget names files (its manual, "Directory Options" and
/// --restrict-file-names): the first folder is the host, `index.html` the page of its folder, the query
/// follows a `?` in the name with `%2F` for its slashes (in names for Windows an `@`, and a `+` stands before
/// a port), and --adjust-extension may have put `.html` behind it. Where the first folder is no host, `site`
/// is.
std::string mirrored_url(const std::filesystem::path& file, std::string_view site);

/// Whether a file of that name is a page, an archive that has pages in it, neither, or has to be looked into.
enum class MirroredName { page, archive, other, unclear };
MirroredName kind_of_name(const std::filesystem::path& file);

}  // namespace caveat::audit
