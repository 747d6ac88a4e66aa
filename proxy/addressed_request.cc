#include "proxy/addressed_request.h"

#include <algorithm>
#include <utility>

#include "proxy/connection_fields.h"
#include "proxy/reader_address.h"
#include "proxy/request_target.h"

namespace caveat::proxy {
namespace {

bool serves(const std::vector<std::string>& sites, std::string_view site) {
  return sites.empty() || std::any_of(sites.begin(), sites.end(), [&](std::string_view pattern) {
           if (!pattern.starts_with("*.")) return pattern == site;
           pattern.remove_prefix(1);
           return site.size() > pattern.size() && site.ends_with(pattern);
         });
}

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
  }
  if (!target->host.empty()) {
    auto site = rules::canonical_site(target->host);
    if (!site) return Refusal{400, "host"};
    request.site = *std::move(site);
  }
  if (!serves(options.sites, request.site)) return Refusal{421, "site"};
  request.host = std::move(target->host);
  request.peer = peer;
  request.peer_is_trusted = is_trusted(peer, options.trusted_proxies);
  request.reader = reader_address(peer, message.head.fields, options.address_field, options.trusted_proxies);
  request.message = std::move(message);
  return request;
}

filter::RequestHead upstream_head(const AddressedRequest& request) {
  filter::RequestHead head = request.message.head;
  head.target = request.target.path == "*" ? "*" : request.target.text();
  const bool chunked = head.fields.contains("Transfer-Encoding");
  remove_connection_fields(head.fields);
  if (request.message.http_1_0) head.fields.remove("Expect");
  write_forwarding_fields(head.fields, {request.peer, request.reader.value_or(request.peer),
                                        request.peer_is_trusted, request.host});
  if (chunked) head.fields.append("Transfer-Encoding", "chunked");
  return head;
}

}  // namespace caveat::proxy
