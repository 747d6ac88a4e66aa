#include "proxy/addressed_request.h"

#include <algorithm>
#include <array>
#include <utility>

#include "proxy/connection_fields.h"
#include "proxy/reader_address.h"
#include "proxy/request_target.h"
#include "rules/path_readings.h"

namespace caveat::proxy {
namespace {

bool serves(const ServerOptions& options, std::string_view site) {
  return options.sites.empty() ||
         std::any_of(options.sites.begin(), options.sites.end(),
                     [&](const rules::SitePattern& pattern) { return pattern.matches(site); });
}

/// By these a reader could have a page that is not the one which the rules were asked about.
constexpr std::array<std::string_view, 2> kOtherTargets = {"X-Original-URL", "X-Rewrite-URL"};

}  // namespace

boost::system::result<AddressedRequest, Refusal> address_request(IncomingRequest message,
                                                                 const geoip::Address& peer,
                                                                 const ServerOptions& options) {
  if (message.head.method == "TRACE") return Refusal{405, "trace"};
  auto target = request_target(message.head);
  if (!target) return Refusal{400, "target"};
  AddressedRequest request;
  if (target->origin_form == "*") {
    request.target.path = "*";
  } else {
    auto canonical = rules::canonical_target(target->origin_form);
    if (!canonical) return Refusal{400, "target"};
    request.target = *std::move(canonical);
    if (rules::is_ambiguous_path(request.target.path)) return Refusal{400, "ambiguous_path"};
  }
  if (!target->host.empty()) {
    auto host = rules::canonical_host(target->host);
    if (!host) return Refusal{400, "host"};
    request.host = host->text();
    request.site = std::move(host->site);
  }
  if (!serves(options, request.site)) return Refusal{421, "site"};
  request.peer = peer;
  request.peer_is_trusted = is_trusted(peer, options.trusted_proxies);
  if (request.peer_is_trusted) {
    request.stated_region = stated_region(message.head.fields, options.region_fields);
  } else {
    remove_region_fields(message.head.fields, options.region_fields);
  }
  request.reader = reader_address(peer, message.head.fields, options.address_field, options.trusted_proxies);
  request.message = std::move(message);
  return request;
}

filter::RequestHead upstream_head(const AddressedRequest& request) {
  filter::RequestHead head = request.message.head;
  head.target = request.target.path == "*" ? "*" : request.target.text();
  const bool chunked = head.fields.contains("Transfer-Encoding");
  remove_connection_fields(head.fields);
  for (const std::string_view name : kOtherTargets) head.fields.remove(name);
  if (request.message.http_1_0) head.fields.remove("Expect");
  write_forwarding_fields(head.fields, {request.peer, request.reader.value_or(request.peer),
                                        request.peer_is_trusted, request.host});
  if (chunked) head.fields.append("Transfer-Encoding", "chunked");
  return head;
}

}  // namespace caveat::proxy
