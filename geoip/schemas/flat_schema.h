// Flat schemas: every field at the top of the record, under names that differ from vendor to vendor.
#pragma once

#include <optional>
#include <vector>

#include "geoip/region_names.h"
#include "geoip/schemas/schema.h"

namespace caveat::geoip {

/// Which fields of a flat database hold what; chosen once, by schema detection.
struct FlatFields {
  enum class Spelling { code, name };

  FieldPath country{"country_code"};
  Spelling country_spelling = Spelling::code;
  std::optional<FieldPath> subdivision_code;  ///< "43" or "UA-43"
  std::optional<FieldPath> subdivision_name;
  std::optional<FieldPath> continent;
  std::optional<FieldPath> autonomous_system;
  std::vector<FieldPath> anonymity;  ///< flags; any of them
};

class FlatSchema final : public Schema {
 public:
  explicit FlatSchema(FlatFields fields);

  Location read(const Record& record) const override;
  ToldFacts tells() const override {
    return {.country = true,
            .subdivision = fields_.subdivision_code || fields_.subdivision_name,
            .anonymity = !fields_.anonymity.empty(),
            .autonomous_system = fields_.autonomous_system.has_value()};
  }
  std::string description() const override;

 private:
  void take_country(const Record& record, Location& location) const;
  std::string subdivision(const Record& record, std::string_view country) const;

  FlatFields fields_;
  std::optional<RegionNames> names_;  ///< only where a field holds names
};

}  // namespace caveat::geoip
