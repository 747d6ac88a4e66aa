// The tables of the configuration, each read by a file of its own.
#pragma once

#include "app/configuration/configuration_file.h"
#include "app/serve_configuration.h"

namespace caveat::app {

// Each takes its table out of the file's top table `top`, reports everything that is wrong with it, and sets
// in `configuration` what it says. Keys are added here by one line in the file of their table.
void read_listen(const ConfigurationFile& file, rules::TableReader& top, ServeConfiguration& configuration);
/// After read_listen.
void read_tls(const ConfigurationFile& file, rules::TableReader& top, ServeConfiguration& configuration);
void read_upstream(const ConfigurationFile& file, rules::TableReader& top, ServeConfiguration& configuration);
void read_geoip(const ConfigurationFile& file, rules::TableReader& top, ServeConfiguration& configuration);
void read_readers(const ConfigurationFile& file, rules::TableReader& top, ServeConfiguration& configuration);
void read_rules(const ConfigurationFile& file, rules::TableReader& top, ServeConfiguration& configuration);
void read_acknowledge(const ConfigurationFile& file, rules::TableReader& top,
                      ServeConfiguration& configuration);
void read_admin(const ConfigurationFile& file, rules::TableReader& top, ServeConfiguration& configuration);
void read_log(const ConfigurationFile& file, rules::TableReader& top, ServeConfiguration& configuration);
void read_limits(const ConfigurationFile& file, rules::TableReader& top, ServeConfiguration& configuration);
void read_reload(const ConfigurationFile& file, rules::TableReader& top, ServeConfiguration& configuration);
void read_process(const ConfigurationFile& file, rules::TableReader& top, ServeConfiguration& configuration);

}  // namespace caveat::app
