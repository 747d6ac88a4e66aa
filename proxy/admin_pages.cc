#include "proxy/admin_pages.h"

#include <string>
#include <utility>

namespace caveat::proxy {
namespace {

LocalResponse plain_text(int status, std::string body) {
  LocalResponse response;
  response.head.status = status;
  response.head.fields = {{"Content-Type", "text/plain; charset=utf-8"}, {"Cache-Control", "no-store"}};
  response.body = std::move(body);
  return response;
}

LocalResponse readiness_page(const Readiness& readiness) {
  const auto reasons = readiness.reasons();
  if (reasons.empty()) return plain_text(200, "ready\n");
  std::string body;
  for (const std::string& reason : reasons) body.append(reason).append("\n");
  return plain_text(503, std::move(body));
}

LocalResponse metrics_page(Metrics& metrics, const Readiness& readiness) {
  metrics.set_degraded(readiness.subjects());
  LocalResponse response = plain_text(200, metrics.text());
  response.head.fields.set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
  return response;
}

}  // namespace

LocalHandler admin_pages(Metrics& metrics, const Readiness& readiness) {
  return [&metrics, &readiness](const filter::RequestHead& request, std::string_view) {
    if (request.method != "GET" && request.method != "HEAD") return plain_text(405, "only GET and HEAD\n");
    const std::string_view path = std::string_view(request.target).substr(0, request.target.find('?'));
    if (path == "/healthz") return plain_text(200, "ok\n");
    if (path == "/readyz") return readiness_page(readiness);
    if (path == "/metrics") return metrics_page(metrics, readiness);
    return plain_text(404, "/healthz, /readyz or /metrics\n");
  };
}

}  // namespace caveat::proxy
