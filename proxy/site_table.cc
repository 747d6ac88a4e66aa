#include "proxy/site_table.h"

#include <algorithm>

namespace caveat::proxy {

SiteTable::SiteTable(std::span<const SiteOptions> sites) {
  for (std::size_t i = 0; i < sites.size(); ++i) {
    for (const rules::SitePattern& host : sites[i].hosts) by_name_.try_emplace(host.name(), i);
    if (sites[i].hosts.empty()) by_name_.try_emplace(std::string(), i);
  }
  has_endings_ = std::any_of(by_name_.begin(), by_name_.end(),
                             [](const auto& entry) { return entry.first.starts_with('.'); });
}

std::optional<std::size_t> SiteTable::find(std::string_view host) const {
  std::string_view name = host;
  for (;;) {
    if (const auto found = by_name_.find(name); found != by_name_.end()) return found->second;
    if (name.empty()) return std::nullopt;
    // The next dot, for whatever hosts end in; behind the last one comes the site for any host.
    const std::size_t dot = has_endings_ ? name.find('.', name == host ? 0 : 1) : std::string_view::npos;
    name = dot == std::string_view::npos ? std::string_view() : name.substr(dot);
  }
}

}  // namespace caveat::proxy
