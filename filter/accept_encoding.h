// Which content codings a reader takes (RFC 9110, 12.5.3).
#pragma once

#include <string_view>

#include "filter/content_coding.h"

namespace caveat::filter {

/// Whether a reader who sent `accept_encoding` takes gzip. Without the field a response could be in any
/// coding; none is what such readers, mostly simple tools, can read.
bool accepts_gzip(std::string_view accept_encoding);

/// The coding of an edited page for such a reader: gzip if the upstream took the trouble of coding and the
/// reader takes it, else identity.
ContentCoding output_coding(ContentCoding upstream, bool reader_accepts_gzip);

}  // namespace caveat::filter
