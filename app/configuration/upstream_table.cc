// [upstream]: the site that is served.
#include "app/configuration/tables.h"
#include "proxy/endpoint.h"

namespace caveat::app {

void read_upstream(const ConfigurationFile& file, rules::TableReader& top,
                   ServeConfiguration& configuration) {
  auto upstream = file.required_table(top, "upstream");
  if (!upstream) return;
  if (const rules::TomlValue* url = upstream->required_text("url")) {
    configuration.server.upstream = *url->string();
    if (!proxy::parse_upstream_url(*url->string())) {
      file.problems().add(rules::Code::bad_url, url->place,
                          rules::quoted(*url->string()) + " is no address of an upstream",
                          "write it as \"http://127.0.0.1:9000\", without a path; https comes later");
    }
  }
  upstream->refuse_unknown();
}

}  // namespace caveat::app
