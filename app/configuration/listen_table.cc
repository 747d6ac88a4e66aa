// [listen]: where readers reach the server, and under which hosts.
#include "app/configuration/tables.h"
#include "rules/site_pattern.h"

namespace caveat::app {

void read_listen(const ConfigurationFile& file, rules::TableReader& top, ServeConfiguration& configuration) {
  auto listen = file.required_table(top, "listen");
  if (!listen) return;
  file.endpoint(listen->required_text("http"), configuration.server.listen);
  for (const rules::PlacedText& written : listen->texts("sites")) {
    if (auto site = rules::SitePattern::parse(*written.text)) {
      configuration.server.sites.push_back(*std::move(site));
    } else {
      file.problems().add(rules::Code::bad_site, written.value->place,
                          rules::quoted(*written.text) + " is no site", rules::suggested_site(*written.text));
    }
  }
  listen->refuse_unknown();
}

}  // namespace caveat::app
