// What is asked of archives: whose readers they were for, and when.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geoip/location.h"

namespace caveat::audit {

struct AskedRegion {
  std::string code;  ///< as it was asked for
  geoip::Location location;
};

/// A value.
struct Question {
  std::vector<AskedRegion> regions{};  ///< empty: each response for the region that its capture recorded
  std::optional<std::chrono::sys_seconds> at{};  ///< unset: each response at the time of its capture
  std::map<std::string, std::string> sites{};  ///< host, or host:port, of archived URLs -> site of the rules
  bool accepted = false;                       ///< readers had accepted what rules ask to be acknowledged
};

/// Names the question and the rules that it is put to: the same answers are due where it is the same.
/// `version`: of this program, whose engine gives them.
std::string digest_of(const Question& question, std::string_view rules_digest, std::string_view version);

}  // namespace caveat::audit
