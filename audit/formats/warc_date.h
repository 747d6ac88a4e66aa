// Times as WARC writes them (ISO 28500:2017, 5.4).
#pragma once

#include <chrono>
#include <string>

namespace caveat::audit {

/// "2026-11-26T23:37:00Z"
std::string warc_date(std::chrono::sys_seconds time);

}  // namespace caveat::audit
