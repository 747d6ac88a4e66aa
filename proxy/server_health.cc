#include "proxy/server_health.h"

namespace caveat::proxy {

template <class Report>
ServerHealth::Change ServerHealth::after(Report report) {
  const std::lock_guard lock(mutex_);
  const bool before = is_sound();
  report();
  const bool sound = is_sound();
  return sound == before ? Change::none : sound ? Change::back : Change::out;
}

ServerHealth::Change ServerHealth::succeeded() {
  if (failures_ == 0 && !taken_out_) return Change::none;
  return after([this] {
    failures_ = 0;
    taken_out_ = false;
  });
}

ServerHealth::Change ServerHealth::failed(Moment now) {
  if (max_failures_ == 0) return Change::none;
  return after([&] {
    if (failures_ < max_failures_) ++failures_;
    if (failures_ < max_failures_) return;
    out_until_ = (now + retry_after_).time_since_epoch().count();
    taken_out_ = true;
  });
}

ServerHealth::Change ServerHealth::checked(bool went_well) {
  if (max_failures_ == 0) return Change::none;
  return after([&] {
    failed_checks_ = went_well ? 0 : failed_checks_ + 1;
    check_failed_ = failed_checks_ >= max_failures_;
  });
}

ServerHealth::Change ServerHealth::reached(Moment now) {
  return after([&] {
    if (!is_due(now)) return;
    failures_ = max_failures_ - 1;
    taken_out_ = false;
  });
}

}  // namespace caveat::proxy
