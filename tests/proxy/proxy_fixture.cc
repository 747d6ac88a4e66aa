#include "proxy_fixture.h"

#include <chrono>
#include <stdexcept>
#include <thread>
#include <utility>

namespace caveat::proxy {
namespace {

ServerOptions on_loopback(ServerOptions options, const std::string& upstream_url) {
  if (options.listen.size() == 1) options.listen.front().address = "127.0.0.1:0";
  for (SiteOptions& site : options.sites) site.upstream.servers.front().url = upstream_url;
  if (options.threads == 0) options.threads = 1;
  return options;
}

Judgement judging_alike(std::size_t sites, const std::shared_ptr<const rules::RuleSet>& rules,
                        std::shared_ptr<const geoip::Locator> locator) {
  return {std::vector<std::shared_ptr<const rules::RuleSet>>(sites, rules), std::move(locator)};
}

}  // namespace

geoip::Location RememberingLocator::locate(const geoip::Address& address) const {
  const std::lock_guard lock(mutex_);
  last_ = address.to_string();
  return {};
}

geoip::Lookup RememberingLocator::explain(const geoip::Address& address) const {
  geoip::Lookup lookup;
  lookup.location = locate(address);
  return lookup;
}

std::string RememberingLocator::last_asked() const {
  const std::lock_guard lock(mutex_);
  return last_;
}

void RememberingSink::record(const filter::Record& record) {
  const std::lock_guard lock(mutex_);
  records_.push_back(record);
}

std::vector<filter::Record> RememberingSink::records(std::size_t count) const {
  for (int i = 0; i < 500; ++i) {
    {
      const std::lock_guard lock(mutex_);
      if (records_.size() >= count) return records_;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  const std::lock_guard lock(mutex_);
  return records_;
}

RunningProxy::RunningProxy(const std::string& upstream_url, rules::Decision decision, ServerOptions options,
                           filter::EvidenceSink* evidence)
    : snapshot(
          judging_alike(options.sites.size(), std::make_shared<FixedRules>(std::move(decision)), locator)),
      server(on_loopback(std::move(options), upstream_url),
             ServerParts{snapshot, metrics, readiness, clock, certificates, {&sink}, evidence, {}}) {
  const auto started = server.start();
  if (!started) throw std::runtime_error(started.error().message);
}

std::string RunningProxy::ask(std::string_view request) const {
  TcpPeer reader = connect();
  reader.send(request);
  return reader.read_message();
}

}  // namespace caveat::proxy
