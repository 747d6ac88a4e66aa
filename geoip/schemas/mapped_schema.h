// Fields where the operator says that they are, for databases that no known schema fits.
#pragma once

#include <boost/system/result.hpp>
#include <memory>
#include <string>
#include <vector>

#include "geoip/field_mapping.h"
#include "geoip/region_names.h"
#include "geoip/schemas/schema.h"

namespace caveat::geoip {

class MappedSchema final : public Schema {
 public:
  /// The error names a path that cannot be, or that none of the `sample` has.
  static boost::system::result<std::unique_ptr<const Schema>, std::string> make(
      const FieldMapping& mapping, const std::vector<Record>& sample);

  Location read(const Record& record) const override;
  ToldFacts tells() const override;
  std::string description() const override;

 private:
  using Paths = std::vector<FieldPath>;

  MappedSchema() = default;
  boost::system::result<void, std::string> add(const char* key, const std::string& path,
                                               const std::vector<Record>& sample, Paths& into);
  void take_country(const Field& field, Location& location) const;
  std::string subdivision(const Field& field, std::string_view country) const;

  std::vector<std::unique_ptr<const std::string>> texts_;  ///< what the paths are made of
  Paths country_, subdivision_, continent_, autonomous_system_, anonymous_;
  RegionNames names_;
};

}  // namespace caveat::geoip
