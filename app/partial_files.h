// Partials of audits in files, opened side by side.
#pragma once

#include <fstream>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "audit/partials/partial_merge.h"

namespace caveat::app {

class PartialFiles {
 public:
  /// Complains on standard error and gives nothing if one of them cannot be taken, or not with the others.
  static std::optional<PartialFiles> open_or_complain(const std::vector<std::string>& paths);

  /// Of all of them together.
  const audit::ReportHead& head() const { return head_; }
  /// All readings that are not auditable, in their order; to be called before the findings are taken.
  bool take_unauditable_or_complain(const std::function<void(const audit::UnauditableReading&)>& take);
  /// All findings in their order. False, with a complaint, if a file turns out to be torn or changed.
  bool take_or_complain(const std::function<void(const audit::ReportedFinding&)>& take);

 private:
  std::vector<std::string> paths_;
  std::vector<std::unique_ptr<std::ifstream>> files_;
  std::vector<audit::PartialReader> readers_;
  audit::ReportHead head_;
};

}  // namespace caveat::app
