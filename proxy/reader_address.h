// Who a request comes from, as far as trusted proxies vouch for it.
#pragma once

#include <optional>
#include <span>

#include "filter/head.h"
#include "geoip/address.h"
#include "proxy/server_options.h"

namespace caveat::proxy {

/// Whether `address` is in one of `networks`.
bool is_trusted(const geoip::Address& address, std::span<const geoip::Network> networks);

/// The reader's address: `peer`, unless it is trusted; then the rightmost address of the list in `field`
/// (X-Forwarded-For, or `for=` of Forwarded, RFC 7239) that is not itself trusted. What is no address
/// (`unknown`, an obfuscated name, garbage) ends the walk with nullopt: the hop that wrote it is ours, the
/// reader's address is not known, and to take the hop's own instead would place the reader where our
/// machines are. The same if every hop is trusted, or if a trusted peer names none.
std::optional<geoip::Address> reader_address(const geoip::Address& peer, const filter::FieldLines& fields,
                                             AddressField field, std::span<const geoip::Network> trusted);

}  // namespace caveat::proxy
