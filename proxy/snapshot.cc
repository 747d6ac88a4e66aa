#include "proxy/snapshot.h"

#include <utility>

namespace caveat::proxy {

Snapshot::Snapshot(Judgement judgement)
    : judgement_(std::make_shared<const Judgement>(std::move(judgement))) {}

std::shared_ptr<const Judgement> Snapshot::current() const {
  const std::lock_guard lock(mutex_);
  return judgement_;
}

void Snapshot::swap(Judgement judgement) {
  auto next = std::make_shared<const Judgement>(std::move(judgement));
  // The old one may be the last owner of a large database: it is freed after the lock is.
  const std::lock_guard lock(mutex_);
  judgement_.swap(next);
  version_.fetch_add(1, std::memory_order_release);
}

}  // namespace caveat::proxy
