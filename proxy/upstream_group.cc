#include "proxy/upstream_group.h"

#include <algorithm>
#include <numeric>

namespace caveat::proxy {

void UpstreamGroup::add(std::string url, UpstreamAddress address, unsigned weight,
                        UpstreamServer::Endpoints endpoints) {
  servers_.emplace_back(std::move(url), std::move(address), weight, options_.health, std::move(endpoints));
  std::vector<unsigned> weights;
  for (const UpstreamServer& server : servers_) weights.push_back(server.weight);
  turns_ = turns_of(weights);
}

std::optional<std::size_t> UpstreamGroup::choose(const TriedServers& tried, Moment now) {
  const std::size_t turn = turn_.fetch_add(1, std::memory_order_relaxed);
  const auto may_be_asked = [&](std::size_t server) {
    return !tried.holds(server) && servers_[server].health.may_be_asked(now);
  };
  // Where checks find fault with all that are left, they tell nothing of which to ask.
  const auto is_out_by_checks_alone = [&](std::size_t server) {
    return !tried.holds(server) && servers_[server].health.is_out_by_checks_alone(now);
  };
  auto chosen = balanced(turn, may_be_asked);
  if (!chosen) chosen = balanced(turn, is_out_by_checks_alone);
  return chosen ? chosen : least_bad(tried);
}

template <class Predicate>
std::optional<std::size_t> UpstreamGroup::balanced(std::size_t turn, Predicate may_be_asked) const {
  return options_.balance == Balance::round_robin ? by_turns(turn, may_be_asked)
                                                  : least_used(turn, may_be_asked);
}

template <class Predicate>
std::optional<std::size_t> UpstreamGroup::by_turns(std::size_t begin, Predicate may_be_asked) const {
  for (std::size_t i = 0; i < turns_.size(); ++i) {
    const std::size_t server = turns_[(begin + i) % turns_.size()];
    if (may_be_asked(server)) return server;
  }
  return std::nullopt;
}

/// Beginning with another one each time, so that equals take turns.
template <class Predicate>
std::optional<std::size_t> UpstreamGroup::least_used(std::size_t begin, Predicate may_be_asked) const {
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < servers_.size(); ++i) {
    const std::size_t server = (begin + i) % servers_.size();
    if (!may_be_asked(server)) continue;
    const auto load = [&](std::size_t of, std::size_t against) {
      return std::uint64_t{servers_[of].requests.load(std::memory_order_relaxed)} * servers_[against].weight;
    };
    if (!best || load(server, *best) < load(*best, server)) best = server;
  }
  return best;
}

std::optional<std::size_t> UpstreamGroup::least_bad(const TriedServers& tried) const {
  std::optional<std::size_t> best;
  for (std::size_t server = 0; server < servers_.size(); ++server) {
    if (tried.holds(server)) continue;
    if (!best || servers_[server].health.out_until() < servers_[*best].health.out_until()) best = server;
  }
  return best;
}

void UpstreamGroup::succeeded(std::size_t server) {
  tell(server, servers_[server].health.succeeded(), "");
}

void UpstreamGroup::failed(std::size_t server, Moment now, std::string_view reason) {
  tell(server, servers_[server].health.failed(now), reason);
}

void UpstreamGroup::checked(std::size_t server, bool went_well) {
  tell(server, servers_[server].health.checked(went_well), "check_failed");
}

void UpstreamGroup::reached(std::size_t server, Moment now) {
  tell(server, servers_[server].health.reached(now), "");
}

void UpstreamGroup::tell(std::size_t server, ServerHealth::Change change, std::string_view reason) {
  if (change == ServerHealth::Change::none) return;
  const std::lock_guard lock(tell_mutex_);
  if (tell_) tell_(servers_[server], servers_[server].health.is_sound(), reason);
}

bool UpstreamGroup::any_sound() const {
  return std::any_of(servers_.begin(), servers_.end(),
                     [](const UpstreamServer& server) { return server.health.is_sound(); });
}

const std::string& UpstreamGroup::name_of(const UpstreamServer& server) const {
  return options_.server_name.empty() ? server.address.endpoint.host : options_.server_name;
}

std::vector<std::size_t> turns_of(const std::vector<unsigned>& weights) {
  const std::int64_t total = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
  std::vector<std::int64_t> credit(weights.size(), 0);
  std::vector<std::size_t> turns;
  for (std::int64_t turn = 0; turn < total; ++turn) {
    for (std::size_t i = 0; i < weights.size(); ++i) credit[i] += weights[i];
    const auto richest = std::max_element(credit.begin(), credit.end());
    *richest -= total;
    turns.push_back(static_cast<std::size_t>(richest - credit.begin()));
  }
  return turns;
}

}  // namespace caveat::proxy
