// The configuration file of `caveat serve`.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/evidence_configuration.h"
#include "audit/capture/capture.h"
#include "geoip/locator.h"
#include "proxy/server_log.h"
#include "proxy/server_options.h"
#include "proxy/tls_context.h"
#include "rules/approvers.h"
#include "rules/diagnostic.h"
#include "rules/pack_files.h"

namespace caveat::app {

/// Files of keys; empty where there are none.
struct AcceptanceKeyPaths {
  std::string current;
  std::string previous;
};

/// What readers who come by https are shown.
struct TlsConfiguration {
  std::vector<proxy::CertificateFiles> certificates;
  bool http2 = true;
};

enum class RequestLogging { none, covered, all };

/// Where the packs of a site are, and what has to be true of them.
struct RulesConfiguration {
  std::string path;
  rules::EmptyRules empty = rules::EmptyRules::refused;
  rules::ApprovalPolicy approvals;
  std::vector<std::string> required;  ///< ids of packs that have to be there at every load
};

/// What the file says, each part for the room that it concerns. Paths are complete.
struct ServeConfiguration {
  proxy::ServerOptions server;
  TlsConfiguration tls;
  /// Of each site, in the order of `server.sites`; sites that say nothing of their own share one.
  std::vector<std::shared_ptr<const RulesConfiguration>> rules;
  geoip::LocatorOptions regions;
  AcceptanceKeyPaths acceptance_keys;
  EvidenceConfiguration evidence;
  std::optional<audit::CaptureOptions> capture;  ///< of responses, to be audited
  RequestLogging request_logging = RequestLogging::covered;
  proxy::LogFormat log_format = proxy::LogFormat::text;
  bool watch_files = false;   ///< reload when they change, without a SIGHUP
  bool confine_files = true;  ///< reach nothing of the file system but what is read (Landlock)
};

/// Parses `text`; relative paths in it are relative to the folder of `file`. nullopt after adding everything
/// that is wrong to `diagnostics`.
std::optional<ServeConfiguration> parse_serve_configuration(const std::string& file, const std::string& text,
                                                            std::vector<rules::Diagnostic>& diagnostics);

/// What is no error, but lets readers past the rules, lets strangers in, or does nothing: one line each, for
/// the log.
std::vector<std::string> warnings_about(const proxy::ServerOptions& server);

}  // namespace caveat::app
