// The configuration file of `caveat serve`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

/// What the file says, each part for the room that it concerns. Paths are complete.
struct ServeConfiguration {
  proxy::ServerOptions server;
  TlsConfiguration tls;
  geoip::LocatorOptions regions;
  std::string rules_path;
  rules::EmptyRules empty_rules = rules::EmptyRules::refused;
  rules::ApprovalPolicy approvals;
  std::vector<std::string> required_packs;  ///< ids that have to be there at every load
  AcceptanceKeyPaths acceptance_keys;
  RequestLogging request_logging = RequestLogging::covered;
  proxy::LogFormat log_format = proxy::LogFormat::text;
  bool watch_files = false;   ///< reload when they change, without a SIGHUP
  bool confine_files = true;  ///< reach nothing of the file system but what is read (Landlock)
};

/// Parses `text`; relative paths in it are relative to the folder of `file`. nullopt after adding everything
/// that is wrong to `diagnostics`.
std::optional<ServeConfiguration> parse_serve_configuration(const std::string& file, const std::string& text,
                                                            std::vector<rules::Diagnostic>& diagnostics);

/// What is no error, but lets readers past the rules: one line each, for the log.
std::vector<std::string> warnings_about(const proxy::ServerOptions& server);

}  // namespace caveat::app
