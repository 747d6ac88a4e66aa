// The field lines that each hop takes off and writes anew (RFC 9110, 7.6; RFC 7239).
#pragma once

#include <string_view>

#include "filter/head.h"
#include "geoip/address.h"
#include "proxy/reader_address.h"

namespace caveat::proxy {

/// Takes out what is meant for this connection only: Connection and what it lists, Keep-Alive,
/// Proxy-Connection, TE, Trailer, Transfer-Encoding, Upgrade, the fields of proxy authentication, and
/// Alt-Svc, which would lead readers past us. A Connection field that lists an end-to-end field (`Host`,
/// `Content-Length`, `Cookie`, ...) does not remove it.
void remove_connection_fields(filter::FieldLines& fields);

/// Who hands a request on, for the fields that tell the upstream.
struct Forwarder {
  geoip::Address peer;
  geoip::Address reader;
  bool peer_is_trusted = false;
  AddressField believed = AddressField::x_forwarded_for;  ///< what a trusted peer writes
  bool is_encrypted = false;                              ///< the peer spoke TLS
  bool writes_forwarded = false;                          ///< also in the form of RFC 7239
  std::string_view host;                                  ///< as the reader asked for it
};

/// Writes Host, Via, X-Forwarded-For, X-Forwarded-Proto and X-Forwarded-Host. What an untrusted peer wrote of
/// the way (every X-Forwarded-*, Forwarded, X-Real-IP) is dropped, also where `_`, `.` or another sign is
/// written for `-`: a site that reads fields through CGI cannot tell them apart. What names another target
/// (X-Original-URL, X-Host and their like, X-Forwarded-Host, `host` in Forwarded) goes in any case. What else
/// a trusted peer wrote is kept, with the peer added to the list; of X-Forwarded-For and Forwarded that goes
/// for the one that is believed, since the other may be the reader's own, which the peer lets through: its
/// list begins with the reader. Forwarded is dropped, so that there is one account of the way, not two,
/// unless `writes_forwarded`.
void write_forwarding_fields(filter::FieldLines& fields, const Forwarder& forwarder);

}  // namespace caveat::proxy
