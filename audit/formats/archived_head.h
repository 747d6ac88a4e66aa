// HTTP heads as crawlers wrote them down.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "filter/head.h"

namespace caveat::audit {

/// A head in an archive, or the header of a record, may be this long, in bytes.
inline constexpr std::size_t kMostHeadBytes = 64 * 1024;

/// The length of the head at the beginning of `bytes`, with the empty line that ends it; nullopt if it does
/// not end there. Lines may end in LF alone, or in more than one CR and
/// LF, as files leave a machine that took them for text.
std::optional<std::size_t> head_length(std::string_view bytes);

/// Reads `head` as a browser would: status lines without a reason or with an odd version, folded lines,
/// bytes that are not ASCII; what is no field line is left out. nullopt if it begins with no status line.
std::optional<filter::ResponseHead> parse_archived_response(std::string_view head);

/// Without fields that only the reader knew: cookies and credentials are not kept. nullopt if it begins with
/// no request line.
std::optional<filter::RequestHead> parse_archived_request(std::string_view head);

/// As above, for one field of a request that a HAR has.
bool is_secret_of_reader(std::string_view field_name);

}  // namespace caveat::audit
