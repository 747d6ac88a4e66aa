// [[sites]]: what each site has of its own.
#include <map>

#include "app/configuration/tables.h"
#include "rules/ids.h"

namespace caveat::app {
namespace {

using rules::Code;
using rules::TableReader;
using rules::TomlValue;

/// Reads one site after the other; remembers what may not be there twice.
class SitesReader {
 public:
  SitesReader(const ConfigurationFile& file, ConfigurationDraft& draft)
      : file_(file), draft_(draft), shared_rules_(std::make_shared<const RulesConfiguration>(draft.rules)) {}

  void read(TableReader& table) {
    proxy::SiteOptions site = draft_.site;
    read_name(table, site);
    read_own_hosts(table, site);
    read_upstream_of(table, site);
    const auto rules = rules_of(table);
    if (auto limits = file_.table(table, "limits", kSiteLimitsKeys)) {
      read_site_limits(*limits, file_, site);
      limits->refuse_unknown();
    }
    table.refuse_unknown();
    add(std::move(site), rules);
  }

  /// The site of a file without [[sites]].
  void take_draft() { add(draft_.site, shared_rules_); }

 private:
  void add(proxy::SiteOptions site, std::shared_ptr<const RulesConfiguration> rules) {
    draft_.configuration.server.sites.push_back(std::move(site));
    draft_.configuration.rules.push_back(std::move(rules));
  }

  void read_name(TableReader& table, proxy::SiteOptions& site) {
    const TomlValue* name = table.required_text("name");
    if (name == nullptr) return;
    site.name = *name->string();
    if (!rules::check_id(site.name, name->place, "site", file_.problems())) return;
    for (const proxy::SiteOptions& other : draft_.configuration.server.sites) {
      if (other.name != site.name) continue;
      file_.problems().add(Code::duplicate_id, name->place,
                           "another site is called " + rules::in_quotes(site.name), "choose another name");
    }
  }

  void read_own_hosts(TableReader& table, proxy::SiteOptions& site) {
    site.hosts = read_hosts(file_, table, "hosts");
    const TomlValue* hosts = table.value("hosts");
    if (hosts == nullptr) {
      file_.problems().add(Code::missing_key, table.place(), "the site has no `hosts`",
                           "name those that it is served under: hosts = [\"www.newsroom.example\"]");
      return;
    }
    for (const rules::SitePattern& host : site.hosts) {
      const auto [owner, is_new] = owners_.try_emplace(host.text(), site.name);
      if (is_new) continue;
      file_.problems().add(Code::bad_site, hosts->place,
                           rules::in_quotes(host.text()) + " is there twice: the site " +
                               rules::in_quotes(owner->second) + " has it",
                           "a host belongs to one site");
    }
  }

  void read_upstream_of(TableReader& table, proxy::SiteOptions& site) {
    if (site.upstream.servers.empty()) {
      if (auto upstream = file_.required_table(table, "upstream", kUpstreamKeys))
        read_upstream(*upstream, file_, site.upstream);
    } else if (auto upstream = file_.table(table, "upstream", kUpstreamKeys)) {
      read_upstream(*upstream, file_, site.upstream);
    }
  }

  std::shared_ptr<const RulesConfiguration> rules_of(TableReader& table) {
    auto own = draft_.rules.path.empty() ? file_.required_table(table, "rules", kRulesKeys)
                                         : file_.table(table, "rules", kRulesKeys);
    if (!own) return shared_rules_;
    RulesConfiguration rules = draft_.rules;
    read_rules(*own, file_, rules);
    return std::make_shared<const RulesConfiguration>(std::move(rules));
  }

  ConfigurationFile file_;
  ConfigurationDraft& draft_;
  std::shared_ptr<const RulesConfiguration> shared_rules_;
  std::map<std::string, std::string> owners_;  ///< host as written, name of its site
};

}  // namespace

std::vector<rules::SitePattern> read_hosts(const ConfigurationFile& file, TableReader& table,
                                           std::string_view key) {
  std::vector<rules::SitePattern> hosts;
  for (const rules::PlacedText& written : table.texts(key)) {
    if (auto host = rules::SitePattern::parse(*written.text)) {
      hosts.push_back(*std::move(host));
    } else {
      file.problems().add(Code::bad_site, written.value->place,
                          rules::in_quotes(*written.text) + " is no site",
                          rules::suggested_site(*written.text));
    }
  }
  return hosts;
}

void read_sites(const ConfigurationFile& file, TableReader& top, ConfigurationDraft& draft) {
  SitesReader reader(file.in("sites"), draft);
  draft.configuration.server.sites.clear();
  const TomlValue* sites = top.list("sites");
  if (sites == nullptr) return reader.take_draft();
  for (const TomlValue& site : *sites->array()) {
    if (site.table() == nullptr) {
      rules::wrong_type(site, "sites", "tables, each under [[sites]]", file.problems());
      continue;
    }
    TableReader table(*site.table(), site.place, "[[sites]]", file.problems(), kSiteKeys);
    reader.read(table);
  }
  if (sites->array()->empty())
    file.problems().add(Code::empty_value, sites->place, "`sites` is an empty list");
}

}  // namespace caveat::app
