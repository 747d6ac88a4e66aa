#include "proxy/admin_pages.h"

#include <algorithm>
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

LocalResponse rules_page(const RulesInForce& rules, std::string_view query) {
  constexpr std::string_view kHost = "host=";
  if (!query.starts_with(kHost)) return plain_text(200, rules.lines());
  std::string line = rules.line_of(query.substr(kHost.size()));
  return line.empty() ? plain_text(404, "no site has this host\n") : plain_text(200, std::move(line));
}

}  // namespace

LocalHandler admin_pages(Metrics& metrics, const Readiness& readiness, const RulesInForce& rules) {
  return [&metrics, &readiness, &rules](const filter::RequestHead& request, std::string_view) {
    if (request.method != "GET" && request.method != "HEAD") return plain_text(405, "only GET and HEAD\n");
    const std::string_view path = std::string_view(request.target).substr(0, request.target.find('?'));
    if (path == "/healthz") return plain_text(200, "ok\n");
    if (path == "/readyz") return readiness_page(readiness);
    if (path == "/metrics") return metrics_page(metrics, readiness);
    if (path == "/rules")
      return rules_page(
          rules, std::string_view(request.target).substr(std::min(path.size() + 1, request.target.size())));
    return plain_text(404, "/healthz, /readyz, /metrics or /rules\n");
  };
}

}  // namespace caveat::proxy
