// Which URLs of an archive are pages that readers could ask for.
#pragma once

#include <string_view>

namespace caveat::audit {

/// http or https; others (dns, ftp, metadata, urn) name no response of a site.
bool is_web_url(std::string_view url);

}  // namespace caveat::audit
