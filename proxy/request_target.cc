#include "proxy/request_target.h"

#include "proxy/head_syntax.h"

namespace caveat::proxy {
namespace {

constexpr std::string_view kHttp = "http://";
constexpr std::string_view kHttps = "https://";

bool has_scheme(std::string_view target, std::string_view scheme) {
  if (target.size() < scheme.size()) return false;
  for (std::size_t i = 0; i < scheme.size(); ++i) {
    const char c =
        target[i] >= 'A' && target[i] <= 'Z' ? static_cast<char>(target[i] + ('a' - 'A')) : target[i];
    if (c != scheme[i]) return false;
  }
  return true;
}

std::optional<RequestTarget> absolute_form(std::string_view rest) {
  const std::size_t end = rest.find_first_of("/?#");
  const std::string_view host = rest.substr(0, end);
  if (!is_host(host)) return std::nullopt;
  rest.remove_prefix(host.size());
  std::string origin_form(rest.starts_with('/') ? "" : "/");
  origin_form += rest;
  return RequestTarget{std::string(host), std::move(origin_form)};
}

}  // namespace

std::optional<RequestTarget> request_target(const filter::RequestHead& head) {
  const std::string_view target = head.target;
  if (head.method == "CONNECT") return std::nullopt;
  if (has_scheme(target, kHttp)) return absolute_form(target.substr(kHttp.size()));
  if (has_scheme(target, kHttps)) return absolute_form(target.substr(kHttps.size()));
  const bool asterisk = target == "*" && head.method == "OPTIONS";
  if (!asterisk && !target.starts_with('/')) return std::nullopt;
  return RequestTarget{std::string(head.fields.first("Host").value_or(std::string_view())), head.target};
}

}  // namespace caveat::proxy
