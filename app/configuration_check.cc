#include "app/configuration_check.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <system_error>

#include "app/acceptance_key_files.h"
#include "app/capture_setup.h"
#include "app/certificate_doubts.h"
#include "app/evidence_setup.h"
#include "app/exposed_keys.h"
#include "app/region_loading.h"
#include "app/rule_reach.h"
#include "app/untold_facts.h"
#include "app/wall_clock.h"
#include "proxy/endpoint.h"
#include "proxy/listening_socket.h"
#include "proxy/region_data_age.h"
#include "proxy/upstream_setup.h"
#include "rules/approval_check.h"
#include "rules/approval_files.h"
#include "rules/checked_rules.h"
#include "rules/codes.h"
#include "rules/pack_succession.h"
#include "rules/regular_file.h"

namespace caveat::app {
namespace {

using Diagnostics = std::vector<rules::Diagnostic>;

void append(Diagnostics more, Diagnostics& diagnostics) {
  diagnostics.insert(diagnostics.end(), std::make_move_iterator(more.begin()),
                     std::make_move_iterator(more.end()));
}

void add(rules::Code code, const std::string& file, int line, const std::string& message,
         Diagnostics& diagnostics) {
  rules::Diagnostic diagnostic;
  diagnostic.severity = rules::code_entry(code).severity;
  diagnostic.code = rules::code_name(code);
  diagnostic.place.file = file;
  diagnostic.place.line = line;
  diagnostic.message = message;
  diagnostics.push_back(std::move(diagnostic));
}

/// What there is of the rules, although it may not be served; null if it could not be read.
std::shared_ptr<const rules::RuleSet> check_rules_of(const RulesConfiguration& configuration,
                                                     Diagnostics& diagnostics) {
  rules::PackFiles files = rules::read_pack_files(configuration.path, configuration.empty);
  const bool approved_only = configuration.approvals.required > 0;
  if (approved_only) rules::read_approvals(configuration.path, files);
  const bool unreadable = rules::has_errors(files.diagnostics);
  append(std::move(files.diagnostics), diagnostics);
  const rules::Compilation compilation =
      configuration.empty == rules::EmptyRules::allowed
          ? rules::RuleSet::compile(files.files, now(), configuration.empty)
          : rules::check_rules(files.files, now(), rules::is_regular_file);
  append(compilation.diagnostics, diagnostics);
  if (unreadable || !compilation.rules) return nullptr;
  append(rules::missing_packs(configuration.required, *compilation.rules, configuration.path), diagnostics);
  if (!approved_only) return compilation.rules;
  const auto packs =
      rules::judge_approvals(files.files, files.approvals, &configuration.approvals, diagnostics);
  append(rules::lacking_approvals(packs, configuration.approvals.required), diagnostics);
  return compilation.rules;
}

void check_tls(const std::string& file, const ServeConfiguration& configuration, Diagnostics& diagnostics) {
  if (!configuration.tls.certificates.empty()) {
    const auto loaded =
        proxy::TlsServerContext::load(configuration.tls.certificates, configuration.tls.http2);
    if (!loaded) add(rules::Code::unreadable_file, file, 0, loaded.error(), diagnostics);
    if (loaded) {
      for (const std::string& doubt :
           certificate_doubts((*loaded)->validities(), configuration.server.sites, now()))
        add(rules::Code::doubtful_certificate, file, 0, doubt, diagnostics);
    }
  }
  for (const proxy::SiteOptions& site : configuration.server.sites) {
    const auto loaded = proxy::TlsClientContext::load(site.upstream.tls);
    if (!loaded) add(rules::Code::unreadable_file, file, 0, loaded.error(), diagnostics);
  }
  for (const std::string& warning : exposed_keys(configuration))
    add(rules::Code::risky_configuration, file, 0, warning, diagnostics);
}

/// Of Unix sockets; whether a port is free, nobody knows before the start.
void check_socket_paths(const std::string& file, const proxy::ServerOptions& server,
                        Diagnostics& diagnostics) {
  for (const proxy::ListenAddress& own : server.listen) {
    if (!own.address.starts_with(proxy::kUnixPrefix)) continue;
    const std::string path = own.address.substr(proxy::kUnixPrefix.size());
    const std::string flaw = proxy::flaw_of_socket_path(path);
    if (flaw.empty()) continue;
    // What the service manager makes at the start (RuntimeDirectory=, ListenStream=) is there only then, and
    // the service's user alone may write it.
    std::error_code error;
    const std::filesystem::file_type there = std::filesystem::symlink_status(path, error).type();
    const bool may_come = path.starts_with("/run/") && (there == std::filesystem::file_type::not_found ||
                                                        there == std::filesystem::file_type::socket);
    add(may_come ? rules::Code::risky_configuration : rules::Code::bad_url, file, 0, flaw, diagnostics);
  }
}

void check_servers(const std::string& file, const proxy::ServerOptions& server, Diagnostics& diagnostics) {
  const proxy::OwnAddresses own(server);
  std::set<std::string> told;
  for (const proxy::SiteOptions& site : server.sites) {
    for (const proxy::ServerError& fault : proxy::faults_of_servers(site, own)) {
      // Another machine may know the name.
      const rules::Code code = fault.may_pass ? rules::Code::risky_configuration : rules::Code::bad_url;
      if (told.insert(fault.message).second) add(code, file, 0, fault.message, diagnostics);
    }
  }
}

void check_evidence(const std::string& file, const EvidenceConfiguration& configuration,
                    Diagnostics& diagnostics) {
  if (configuration.mode == EvidenceMode::off) return;
  const auto key = read_evidence_key(configuration.key_file);
  if (!key) add(rules::Code::unreadable_file, file, 0, key.error(), diagnostics);
  if (const std::string fault = fault_of_evidence_folder(configuration.folder); !fault.empty())
    add(rules::Code::unreadable_file, file, 0, fault, diagnostics);
  if (const std::string fault = fault_of_kafka(configuration); !fault.empty())
    add(rules::Code::unknown_key, file, 0, fault, diagnostics);
}

void check_capture(const std::string& file, const std::optional<audit::CaptureOptions>& capture,
                   Diagnostics& diagnostics) {
  const std::string fault = capture ? fault_of_capture(*capture) : "";
  if (!fault.empty()) add(rules::Code::unreadable_file, file, 0, fault, diagnostics);
}

}  // namespace

Diagnostics check_configured_files(const std::string& file, const ServeConfiguration& configuration) {
  Diagnostics diagnostics;
  std::map<const RulesConfiguration*, std::shared_ptr<const rules::RuleSet>> checked;
  std::vector<std::shared_ptr<const rules::RuleSet>> sets;
  for (const auto& rules : configuration.rules) {
    const auto [set, is_new] = checked.try_emplace(rules.get());
    if (is_new) set->second = check_rules_of(*rules, diagnostics);
    sets.push_back(set->second);
  }
  if (const auto locator = geoip::Locator::open(configuration.regions); !locator) {
    const auto& error = locator.error();
    add(rules::Code::unreadable_file, error.file, static_cast<int>(error.line), error.message, diagnostics);
  } else {
    const auto tell = [&](const std::string& reason) {
      add(rules::Code::risky_configuration, file, 0, "region data: " + reason, diagnostics);
    };
    proxy::RegionDataWatch(tell).look((*locator)->databases_built(), now(),
                                      configuration.server.region_max_age);
    for (const std::string& warning : untold_facts(configuration, sets, (*locator)->tells()))
      add(rules::Code::risky_configuration, file, 0, warning, diagnostics);
  }
  const AcceptanceKeyPaths& keys = configuration.acceptance_keys;
  if (!keys.current.empty()) {
    const auto read = read_acceptance_keys(keys.current, keys.previous);
    if (!read) add(rules::Code::unreadable_file, file, 0, read.error(), diagnostics);
  }
  check_evidence(file, configuration.evidence, diagnostics);
  check_capture(file, configuration.capture, diagnostics);
  check_tls(file, configuration, diagnostics);
  check_socket_paths(file, configuration.server, diagnostics);
  check_servers(file, configuration.server, diagnostics);
  for (const std::string& warning : warnings_about(configuration.server))
    add(rules::Code::risky_configuration, file, 0, warning, diagnostics);
  for (const std::string& warning : rules_out_of_reach(configuration, sets))
    add(rules::Code::risky_configuration, file, 0, warning, diagnostics);
  return diagnostics;
}

}  // namespace caveat::app
