// MaxMind's schema: maps inside the record (`country.iso_code`, `subdivisions[0].iso_code`, `traits`).
#pragma once

#include <span>

#include "geoip/region_names.h"
#include "geoip/schemas/schema.h"

namespace caveat::geoip {

/// `registered_country` and `represented_country` are not read: they say whose the network is, not where the
/// reader is.
class NestedSchema final : public Schema {
 public:
  /// `tells.anonymity`: the database marks anonymous networks, so that a record without a mark is not one.
  explicit NestedSchema(ToldFacts tells) : tells_(tells) {}

  Location read(const Record& record) const override;
  ToldFacts tells() const override { return tells_; }
  std::string description() const override { return "nested"; }

  /// The marks of anonymous networks that `traits` may hold.
  static std::span<const FieldPath> anonymity_paths();
  /// Where a subdivision may be, by code or by name.
  static std::span<const FieldPath> subdivision_paths();
  static const FieldPath& autonomous_system_path();

 private:
  std::string subdivision(const Record& record, std::string_view country) const;
  std::optional<bool> anonymous(const Record& record) const;

  ToldFacts tells_;
  RegionNames names_;
};

}  // namespace caveat::geoip
