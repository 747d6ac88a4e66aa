// A request with everything that is known before rules are asked.
#pragma once

#include <boost/smart_ptr/intrusive_ptr.hpp>
#include <boost/system/result.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "geoip/address.h"
#include "geoip/location.h"
#include "proxy/message_reader.h"
#include "proxy/server_options.h"
#include "proxy/site_table.h"
#include "proxy/thread_sites.h"
#include "rules/canonical_url.h"

namespace caveat::proxy {

/// Why a request is answered without rules and upstream.
struct Refusal {
  int status = 400;
  std::string_view reason;  ///< static text: a counter's label
};

/// The connection that a request came by.
struct Arrival {
  geoip::Address peer;  ///< its other end, as a PROXY header says if there was one
  bool encrypted = false;
  bool peer_is_nameless = false;  ///< a PROXY header named nobody: `peer` is who wrote that header
};

struct AddressedRequest {
  IncomingRequest message;
  std::string host;            ///< canonical, with the port that the reader wrote
  std::string site;            ///< canonical
  std::size_t site_index = 0;  ///< of the site in the options' list that it belongs to
  rules::CanonicalTarget target;
  Arrival arrival;
  std::optional<geoip::Address> reader;  ///< nullopt: nobody who is trusted said
  bool peer_is_trusted = false;
  AddressField address_field = AddressField::x_forwarded_for;  ///< of a trusted peer, that was believed
  std::string upgrade;  ///< the protocol that the reader asks to switch to, if its site lets it; else empty
  std::optional<geoip::Location> stated_region;  ///< where a trusted peer says that the reader is
  /// What was in force when it was admitted, by which its site counts.
  boost::intrusive_ptr<ThreadSites> sites;
  std::shared_ptr<const Judgement> judgement;  ///< null once it is judged: it may hold a large database

  const SiteOptions& site_options() const { return sites->options().sites[site_index]; }
};

/// Finds the site, the canonical target, the reader's address and what a trusted peer says of the region;
/// takes the fields for that out of requests of others. Refuses targets that no reader of a site sends and
/// paths that servers read in different ways (400), TRACE (405), and hosts that no
/// site has (421).
boost::system::result<AddressedRequest, Refusal> address_request(IncomingRequest&& message,
                                                                 const Arrival& arrival,
                                                                 const ServerOptions& options,
                                                                 const SiteTable& sites);

/// The request as it goes upstream: canonical target and host, connection fields and what names another
/// target off, forwarding fields written, `Forwarded` (RFC 7239) among them if `writes_forwarded`.
filter::RequestHead upstream_head(const AddressedRequest& request, bool writes_forwarded = false);

}  // namespace caveat::proxy
