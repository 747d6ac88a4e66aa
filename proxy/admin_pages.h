// /healthz, /readyz and /metrics.
#pragma once

#include "proxy/local_server.h"
#include "proxy/metrics.h"
#include "proxy/readiness.h"

namespace caveat::proxy {

/// 200 `ok` on /healthz while the process answers at all; 200 `ready` on /readyz, or 503 with a reason a
/// line; the counters on /metrics; 404 elsewhere, 405 for other methods than GET and HEAD.
LocalHandler admin_pages(Metrics& metrics, const Readiness& readiness);

}  // namespace caveat::proxy
