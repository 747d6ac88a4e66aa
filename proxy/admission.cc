#include "proxy/admission.h"

namespace caveat::proxy {

std::optional<Refusal> refused_by_limits(const Services& services, const AddressedRequest& request) {
  if (request.message.head.fields.size() > services.options.limits.header_fields)
    return Refusal{431, "too_many_fields"};
  if (request.reader && !services.reader_limits.admit_request(*request.reader))
    return Refusal{429, "request_rate"};
  return std::nullopt;
}

}  // namespace caveat::proxy
