#include "proxy/readiness.h"

namespace caveat::proxy {

void Readiness::degraded(std::string_view subject, std::string_view reason) {
  const std::lock_guard lock(mutex_);
  reasons_.insert_or_assign(std::string(subject), std::string(reason));
}

void Readiness::sound(std::string_view subject) {
  const std::lock_guard lock(mutex_);
  if (const auto found = reasons_.find(subject); found != reasons_.end()) reasons_.erase(found);
}

std::vector<std::string> Readiness::reasons() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> lines;
  for (const auto& [subject, reason] : reasons_) {
    std::string line = subject;
    lines.push_back(line.append(": ").append(reason));
  }
  return lines;
}

std::vector<std::string> Readiness::subjects() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> subjects;
  for (const auto& [subject, reason] : reasons_) subjects.push_back(subject);
  return subjects;
}

}  // namespace caveat::proxy
