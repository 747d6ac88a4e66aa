// The tables of the configuration, each read by a file of its own.
#pragma once

#include <cstdint>

#include "app/configuration/configuration_file.h"
#include "app/serve_configuration.h"

namespace caveat::app {

/// Of what is written in seconds.
inline constexpr std::int64_t kMinute = 60;
inline constexpr std::int64_t kHour = 60 * kMinute;

/// A configuration that comes together. `site` and `rules` are what the tables of the whole file say: the one
/// site of a file without [[sites]], and where the sites of a file with them begin.
/// Where something is listened on, and where the file says so.
struct WrittenListener {
  std::string address;  ///< host:port or `unix:/path`
  std::string key;      ///< "`http` of [listen]"
  rules::SourcePlace place;
};

struct ConfigurationDraft {
  ServeConfiguration configuration;
  proxy::SiteOptions site;
  RulesConfiguration rules;
  std::vector<WrittenListener> listeners;
};

// Each takes its table out of the file's top table `top`, reports everything that is wrong with it, and sets
// in `draft` what it says. Keys are added by one line in the file of their table.
void read_listen(const ConfigurationFile& file, rules::TableReader& top, ConfigurationDraft& draft);
/// After read_listen.
void read_tls(const ConfigurationFile& file, rules::TableReader& top, ConfigurationDraft& draft);
void read_upstream(const ConfigurationFile& file, rules::TableReader& top, ConfigurationDraft& draft);
void read_geoip(const ConfigurationFile& file, rules::TableReader& top, ConfigurationDraft& draft);
void read_readers(const ConfigurationFile& file, rules::TableReader& top, ConfigurationDraft& draft);
void read_rules(const ConfigurationFile& file, rules::TableReader& top, ConfigurationDraft& draft);
void read_acknowledge(const ConfigurationFile& file, rules::TableReader& top, ConfigurationDraft& draft);
void read_admin(const ConfigurationFile& file, rules::TableReader& top, ConfigurationDraft& draft);
/// After both that listen: none may take the connections of another.
void refuse_overlapping_listeners(const ConfigurationFile& file, rules::TableReader& top,
                                  ConfigurationDraft& draft);
void read_log(const ConfigurationFile& file, rules::TableReader& top, ConfigurationDraft& draft);
void read_evidence(const ConfigurationFile& file, rules::TableReader& top, ConfigurationDraft& draft);
void read_capture(const ConfigurationFile& file, rules::TableReader& top, ConfigurationDraft& draft);
void read_limits(const ConfigurationFile& file, rules::TableReader& top, ConfigurationDraft& draft);
void read_reload(const ConfigurationFile& file, rules::TableReader& top, ConfigurationDraft& draft);
void read_process(const ConfigurationFile& file, rules::TableReader& top, ConfigurationDraft& draft);
/// After all others.
void read_sites(const ConfigurationFile& file, rules::TableReader& top, ConfigurationDraft& draft);

// What a site can have of its own, read out of the table of a [[sites]] or out of `top`.
std::vector<rules::SitePattern> read_hosts(const ConfigurationFile& file, rules::TableReader& table,
                                           std::string_view key);
void read_upstream(rules::TableReader& upstream, const ConfigurationFile& file, proxy::UpstreamOptions& into);
void read_rules(rules::TableReader& rules, const ConfigurationFile& file, RulesConfiguration& into);
/// Those of `limits` that concern the pages of a site.
void read_site_limits(rules::TableReader& limits, const ConfigurationFile& file, proxy::SiteOptions& into);

}  // namespace caveat::app
