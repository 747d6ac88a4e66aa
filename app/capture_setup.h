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

/// Why nothing could be written there, as far as that can be told without writing anything; else empty.
std::string fault_of_capture(const audit::CaptureOptions& options);

/// Makes that folder if it is not there. In words, if nothing can be written in it; else empty.
std::string prepare_capture(const audit::CaptureOptions& options);

/// Begins to capture, and tells the log and `readiness`, which outlives it, of trouble. Null without options.
std::unique_ptr<audit::Capture> begin_capture(const std::optional<audit::CaptureOptions>& options,
                                              proxy::Readiness& readiness);

}  // namespace caveat::app
