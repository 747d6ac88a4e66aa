// The certificates that readers are shown at this moment.
#pragma once

#include <memory>
#include <mutex>
#include <utility>

#include "proxy/tls_context.h"

namespace caveat::proxy {

/// Safe to use from any thread. A connection keeps what it began with.
class Certificates {
 public:
  Certificates() = default;
  explicit Certificates(std::shared_ptr<const TlsServerContext> context) : context_(std::move(context)) {}

  /// Null where nobody listens for TLS.
  std::shared_ptr<const TlsServerContext> current() const {
    const std::lock_guard lock(mutex_);
    return context_;
  }
  void swap(std::shared_ptr<const TlsServerContext> context) {
    const std::lock_guard lock(mutex_);
    context_.swap(context);
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const TlsServerContext> context_;
};

}  // namespace caveat::proxy
