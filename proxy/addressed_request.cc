#include "proxy/addressed_request.h"

#include <utility>

#include "proxy/connection_fields.h"
#include "proxy/reader_address.h"
#include "proxy/request_target.h"
#include "proxy/upgrade.h"
#include "rules/path_readings.h"

namespace caveat::proxy {
namespace {

/// What is added on the way upstream.
constexpr std::size_t kOurFields = 5;
constexpr std::size_t kOurBytes = 160;

/// Adds what follows from the request's message and arrival.
std::optional<Refusal> address(AddressedRequest& request, const ServerOptions& options,
                               const SiteTable& sites) {
  IncomingRequest& message = request.message;
  if (message.head.method == "TRACE") return Refusal{405, "trace"};
  auto target = request_target(message.head);
  if (!target) return Refusal{400, "target"};
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
  const auto index = sites.find(request.site);
  if (!index) return Refusal{421, "site"};
  request.site_index = *index;
  request.upgrade = requested_upgrade(message, options.sites[*index].upstream.upgrades);
  const geoip::Address& peer = request.arrival.peer;
  // Whoever is behind a header without a name is not the balancer that wrote it, and may claim anything.
  const bool is_nameless = request.arrival.peer_is_nameless;
  request.peer_is_trusted = !is_nameless && is_trusted(peer, options.trusted_proxies);
  if (request.peer_is_trusted) {
    request.stated_region = stated_region(message.head.fields, options.region_fields);
    remove_misspelt_region_fields(message.head.fields, options.region_fields);
  } else {
    remove_region_fields(message.head.fields, options.region_fields);
  }
  request.address_field = options.address_field;
  if (!is_nameless)
    request.reader =
        reader_address(peer, message.head.fields, options.address_field, options.trusted_proxies);
  return std::nullopt;
}

}  // namespace

boost::system::result<AddressedRequest, Refusal> address_request(IncomingRequest&& message,
                                                                 const Arrival& arrival,
                                                                 const ServerOptions& options,
                                                                 const SiteTable& sites) {
  // It becomes what it is where the caller keeps it: each move of it would take a hundred instructions.
  boost::system::result<AddressedRequest, Refusal> request;
  request->message = std::move(message);
  request->arrival = arrival;
  if (const auto refusal = address(*request, options, sites)) request = *refusal;
  return request;
}

filter::RequestHead upstream_head(const AddressedRequest& request, bool writes_forwarded) {
  const filter::RequestHead& came = request.message.head;
  filter::RequestHead head;
  head.fields.reserve(came.fields.size() + kOurFields, came.fields.bytes() + kOurBytes);
  head.fields = came.fields;
  head.method = came.method;
  head.target = request.target.path == "*" ? "*" : request.target.text();
  const bool chunked = head.fields.contains("Transfer-Encoding");
  const bool takes_trailers = head.fields.has_token("TE", "trailers");
  remove_connection_fields(head.fields);
  if (request.message.http_1_0) head.fields.remove("Expect");
  write_forwarding_fields(head.fields, {.peer = request.arrival.peer,
                                        .reader = request.reader.value_or(request.arrival.peer),
                                        .peer_is_trusted = request.peer_is_trusted,
                                        .believed = request.address_field,
                                        .is_encrypted = request.arrival.encrypted,
                                        .writes_forwarded = writes_forwarded,
                                        .host = request.host});
  if (takes_trailers) {
    head.fields.append("TE", "trailers");
    head.fields.append("Connection", "TE");
  }
  if (!request.upgrade.empty()) {
    head.fields.append("Upgrade", request.upgrade);
    head.fields.append("Connection", "Upgrade");
  }
  if (chunked) head.fields.append("Transfer-Encoding", "chunked");
  return head;
}

}  // namespace caveat::proxy
