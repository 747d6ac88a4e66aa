#include "proxy/admission.h"

#include <utility>

namespace caveat::proxy {
namespace {

bool names_reader(const filter::FieldLines& fields, AddressField field) {
  return field == AddressField::forwarded ? fields.contains("Forwarded") : fields.contains("X-Forwarded-For");
}

}  // namespace

boost::system::result<AddressedRequest, Refusal> admit_request(const Services& services,
                                                               IncomingRequest&& message,
                                                               const Arrival& arrival) {
  const ServedNow& now = services.current.now();
  const ServerOptions& options = now.sites->options();
  auto request = address_request(std::move(message), arrival, options, now.sites->served->table());
  if (!request) return request;
  if (request->message.head.fields.size() > options.limits.header_fields) {
    request = Refusal{431, "too_many_fields"};
  } else if (request->reader && !services.reader_limits.admit_request(*request->reader)) {
    request = Refusal{429, "request_rate"};
  } else {
    if (!request->peer_is_trusted && names_reader(request->message.head.fields, options.address_field))
      services.metrics.count_forwarding_ignored();
    request->sites = now.sites;
    request->judgement = now.judgement;
  }
  return request;
}

}  // namespace caveat::proxy
