// Whether the server is as it should be, and if not, why.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace caveat::proxy {

/// Safe to use from any thread. A subject ("rules", "region data") is either sound or degraded for a reason.
class Readiness {
 public:
  void degraded(std::string_view subject, std::string_view reason);
  void sound(std::string_view subject);
  /// "rules: last reload failed", in order of subject; empty if the server is ready.
  std::vector<std::string> reasons() const;
  /// The subjects that are degraded, in order.
  std::vector<std::string> subjects() const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::string, std::less<>> reasons_;
};

}  // namespace caveat::proxy
