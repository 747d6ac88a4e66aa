// A partial of an audit as a file.
#pragma once

#include <functional>
#include <string>

#include "audit/partials/partial_writer.h"

namespace caveat::app {

/// `path`: a file, which is there whole or not at all, or "-" for standard output. `add` adds the findings,
/// and complains itself if it cannot.
bool write_partial_or_complain(const std::string& path, const audit::ReportHead& head,
                               const std::function<bool(audit::PartialWriter&)>& add);

}  // namespace caveat::app
