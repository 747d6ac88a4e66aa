// The page's table of readings that are not auditable.
#pragma once

#include <cstdint>
#include <string>

#include "audit/reports/report_words.h"
#include "audit/unauditable_reading.h"

namespace caveat::audit {

/// Keeps the first of them.
class UnauditableTable {
 public:
  static constexpr std::size_t kMostRows = 1'000;

  /// `words` must outlive it.
  explicit UnauditableTable(const ReportWords& words) : words_(words) {}

  void add(const UnauditableReading& reading);
  /// Empty if there is none.
  std::string html() const;

 private:
  const ReportWords& words_;
  std::string rows_;
  std::uint64_t added_ = 0;
};

}  // namespace caveat::audit
