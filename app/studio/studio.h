// What the studio's answers are made from.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "app/serve_configuration.h"
#include "app/studio/preview_store.h"
#include "app/studio/rules_folder.h"
#include "geoip/locator.h"
#include "studio/api_answer.h"
#include "studio/wording.h"

namespace caveat::app {

/// Shared by the threads that answer. What can change locks itself.
struct Studio {
  explicit Studio(const std::string& rules_folder) : rules(rules_folder) {}

  std::string version;  ///< of the program
  bool read_only = false;
  RulesFolder rules;
  std::optional<ServeConfiguration> configuration;  ///< with the sites whose pages can be fetched
  std::shared_ptr<const geoip::Locator> locator;
  std::vector<std::string> key_files;  ///< named on the command line
  std::string audits;                  ///< the folder of stores; empty: none
  PreviewStore previews;
  std::string token;
  std::string preview_origin;
  std::vector<std::string> own_origins;  ///< of the page itself
  std::timed_mutex slow;                 ///< held by what takes long, one at a time

  /// Of the proxy: the rules of the site that reads this folder, else of the first; null without a
  /// configuration.
  const RulesConfiguration* served_rules() const;
  /// Those of the site of that name; null if the configuration has none.
  const RulesConfiguration* rules_of_site(std::string_view name) const;
  /// The names of the sites that have these rules, of the configuration.
  std::vector<std::string> sites_with(const RulesConfiguration& served) const;

  /// Whose approvals count; null: every key will do.
  const rules::ApprovalPolicy* approval_policy() const {
    const RulesConfiguration* const served = served_rules();
    return served != nullptr ? &served->approvals : nullptr;
  }
};

/// How long one waits for `Studio::slow`, and what is said then.
inline constexpr std::chrono::seconds kWaitForTurn{2};
studio::ApiError busy();

/// One question of the page.
struct ApiRequest {
  std::string method;
  std::string rest;                          ///< of the path, behind what the route names; decoded
  std::map<std::string, std::string> query;  ///< decoded
  boost::json::object body;                  ///< of POST and PUT
  const studio::Wording& wording;            ///< of the author's language
};

using ApiHandler = studio::ApiAnswer (*)(Studio& studio, const ApiRequest& request);

}  // namespace caveat::app
