// Archives that a question names: nothing of them lies outside the folders that the studio may read.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "audit/archive.h"

namespace caveat::app {

/// Whether a file may be read, links followed.
using MayRead = std::function<bool(const std::string& path)>;

/// `archive`, of which exchanges from files that may not be read are faults: a list may name any file, and a
/// folder may hold links.
std::unique_ptr<audit::Archive> confined(std::unique_ptr<audit::Archive> archive, MayRead may_read);

}  // namespace caveat::app
