// Databases that tell what kind of network an address is in, and not where: anonymous networks, autonomous
// systems.
#pragma once

#include <optional>
#include <vector>

#include "geoip/schemas/schema.h"

namespace caveat::geoip {

class NetworkSchema final : public Schema {
 public:
  NetworkSchema(std::optional<FieldPath> autonomous_system, std::vector<FieldPath> anonymity)
      : autonomous_system_(autonomous_system), anonymity_(std::move(anonymity)) {}

  /// The status is `unknown`: nothing is said of the place.
  Location read(const Record& record) const override;
  ToldFacts tells() const override;
  std::string description() const override;

 private:
  std::optional<FieldPath> autonomous_system_;
  std::vector<FieldPath> anonymity_;  ///< flags; any of them
};

}  // namespace caveat::geoip
