#include "audit/unauditable_reading.h"

#include <tuple>

namespace caveat::audit {
namespace {

auto order_of(const UnauditableReading& reading) {
  return std::tie(reading.place.archive, reading.place.offset, reading.place.record, reading.url,
                  reading.region, reading.reason, reading.detail, reading.time);
}

}  // namespace

bool UnauditableReading::operator==(const UnauditableReading& other) const {
  return order_of(*this) == order_of(other);
}

bool stands_before(const UnauditableReading& a, const UnauditableReading& b) {
  return order_of(a) < order_of(b);
}

}  // namespace caveat::audit
