#include "proxy/snapshot.h"

#include <utility>

namespace caveat::proxy {

SiteJudgement Snapshot::current(std::size_t site) const {
  const std::lock_guard lock(mutex_);
  return {judgement_.rules[site], judgement_.locator};
}

Judgement Snapshot::all() const {
  const std::lock_guard lock(mutex_);
  return judgement_;
}

void Snapshot::swap(Judgement judgement) {
  // The old one may be the last owner of a large database: it is freed after the lock is.
  const std::lock_guard lock(mutex_);
  std::swap(judgement_, judgement);
}

}  // namespace caveat::proxy
