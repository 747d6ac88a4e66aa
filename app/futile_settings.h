// Settings that do nothing, or not what their author means.
#pragma once

#include <string>
#include <vector>

#include "proxy/site_options.h"

namespace caveat::app {

/// A line for each setting of a site's servers that nothing comes of: checks without a path to ask for,
/// checks that begin before the last one ended, what TLS needs where no server has https, a server that is
/// there twice. What sites share is told once, and not at all where it is of use to one of them.
std::vector<std::string> futile_settings(const std::vector<proxy::SiteOptions>& sites);

}  // namespace caveat::app
