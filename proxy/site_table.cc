#include "proxy/site_table.h"

namespace caveat::proxy {

SiteTable::SiteTable(std::span<const SiteOptions> sites) {
  for (std::size_t i = 0; i < sites.size(); ++i) {
    for (const rules::SitePattern& host : sites[i].hosts) by_name_.try_emplace(host.name(), i);
    if (sites[i].hosts.empty()) by_name_.try_emplace(std::string(), i);
  }
}

std::optional<std::size_t> SiteTable::find(std::string_view host) const {
  std::string_view name = host;
  for (;;) {
    if (const auto found = by_name_.find(name); found != by_name_.end()) return found->second;
    if (name.empty()) return std::nullopt;
    // The next dot, for whatever hosts end in; behind the last one comes the site for any host.
    const std::size_t dot = name.find('.', name == host ? 0 : 1);
    name = dot == std::string_view::npos ? std::string_view() : name.substr(dot);
  }
}

}  // namespace caveat::proxy
