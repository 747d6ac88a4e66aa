// The capture of `caveat serve`.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "audit/capture/capture.h"
#include "proxy/readiness.h"

namespace caveat::app {

/// The folder that `options` write into.
std::string folder_of(const audit::CaptureOptions& options);

/// Makes that folder if it is not there. Why nothing can be written in it; empty if it can.
std::string capture_problem(const audit::CaptureOptions& options);

/// Begins to capture, and tells the log and `readiness`, which outlives it, of trouble. Null without options.
std::unique_ptr<audit::Capture> begin_capture(const std::optional<audit::CaptureOptions>& options,
                                              proxy::Readiness& readiness);

}  // namespace caveat::app
