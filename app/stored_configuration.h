// The configuration file of `caveat serve` as it is on disk, and what of it a running server can take.
#pragma once

#include <boost/system/result.hpp>
#include <string>
#include <vector>

#include "app/serve_configuration.h"

namespace caveat::app {

struct StoredConfiguration {
  std::string text;
  ServeConfiguration configuration;
  std::string remarks;  ///< rendered warnings; may be empty
};

struct ConfigurationProblem {
  std::string said;  ///< for the operator, in whole lines
};

boost::system::result<StoredConfiguration, ConfigurationProblem> read_configuration_file(
    const std::string& path);

/// Whether the file still has that text: one that is just being written has another a moment later.
bool still_reads(const std::string& path, const std::string& text);

/// The files that rules, region data and certificates come from, those for upstreams among them, and the
/// configuration itself: what is read at each reload.
std::vector<std::string> reloaded_paths(const std::string& configuration_path,
                                        const ServeConfiguration& configuration);

/// The keys that differ and are taken at a start only, as "listen.http"; a list counts as one value. Texts
/// that are no TOML differ in nothing.
std::vector<std::string> changes_that_need_a_restart(const std::string& before, const std::string& after);

}  // namespace caveat::app
