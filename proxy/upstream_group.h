// The servers behind one site, as all threads see them: which is asked next, and which are left out.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "proxy/tls_context.h"
#include "proxy/upstream_server.h"

namespace caveat::proxy {

/// Servers that one request has been sent to already.
class TriedServers {
 public:
  void add(std::size_t server) { bits_ |= std::uint64_t{1} << server; }
  bool holds(std::size_t server) const { return ((bits_ >> server) & 1) != 0; }

 private:
  std::uint64_t bits_ = 0;
};

/// Safe to use from any thread once all servers are in.
class UpstreamGroup {
 public:
  using Moment = ServerHealth::Moment;
  /// A server is out, for `reason`, or back. Called one at a time, from any thread.
  using Tell = std::function<void(const UpstreamServer& server, bool is_sound, std::string_view reason)>;

  /// `check_host`: that checks ask for; empty: the server's own. `tls` is null if no server speaks it.
  UpstreamGroup(std::string site, UpstreamOptions options, std::string check_host,
                std::shared_ptr<const TlsClientContext> tls)
      : site_(std::move(site)),
        options_(std::move(options)),
        check_host_(std::move(check_host)),
        tls_(std::move(tls)) {}

  /// Before any request. At most kMostServers.
  void add(std::string url, UpstreamAddress address, unsigned weight, UpstreamServer::Endpoints endpoints);
  /// At any time; null: nobody. `begin` is called first: nothing is told beside it.
  void tell_to(Tell tell, const std::function<void()>& begin) {
    const std::lock_guard lock(tell_mutex_);
    begin();
    tell_ = std::move(tell);
  }

  /// The server to ask: of those that were not tried the next by turns, or the one with the fewest requests
  /// for its weight, among those that may be asked; else among those that only checks keep out; else the one
  /// whose time out ends first. nullopt if all were tried.
  std::optional<std::size_t> choose(const TriedServers& tried, Moment now);

  void succeeded(std::size_t server);
  /// `reason` is a counter's label.
  void failed(std::size_t server, Moment now, std::string_view reason);
  void checked(std::size_t server, bool went_well);
  void reached(std::size_t server, Moment now);

  std::size_t size() const { return servers_.size(); }
  UpstreamServer& operator[](std::size_t server) { return servers_[server]; }
  bool any_sound() const;
  const std::string& site() const { return site_; }
  const std::string& check_host() const { return check_host_; }
  const UpstreamOptions& options() const { return options_; }
  const TlsClientContext* tls() const { return tls_.get(); }
  /// What a server with TLS has to prove to be.
  const std::string& name_of(const UpstreamServer& server) const;

 private:
  template <class Predicate>
  std::optional<std::size_t> balanced(std::size_t turn, Predicate may_be_asked) const;
  template <class Predicate>
  std::optional<std::size_t> by_turns(std::size_t begin, Predicate may_be_asked) const;
  template <class Predicate>
  std::optional<std::size_t> least_used(std::size_t begin, Predicate may_be_asked) const;
  std::optional<std::size_t> least_bad(const TriedServers& tried) const;
  void tell(std::size_t server, ServerHealth::Change change, std::string_view reason);

  const std::string site_;
  const UpstreamOptions options_;
  const std::string check_host_;
  const std::shared_ptr<const TlsClientContext> tls_;
  std::deque<UpstreamServer> servers_;
  std::vector<std::size_t> turns_;  ///< each server as often as its weight says, well mixed
  std::atomic<std::size_t> turn_ = 0;
  std::mutex tell_mutex_;
  Tell tell_;
};

/// Servers with these weights, each as often as its own, as evenly as can be: 3 and 1 come as 0 0 1 0.
std::vector<std::size_t> turns_of(const std::vector<unsigned>& weights);

}  // namespace caveat::proxy
