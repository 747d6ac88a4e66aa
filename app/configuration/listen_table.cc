// [listen]: where readers reach the server, and under which hosts.
#include "app/configuration/tables.h"

namespace caveat::app {

void read_listen(const ConfigurationFile& file, rules::TableReader& top, ConfigurationDraft& draft) {
  auto listen = file.required_table(top, "listen");
  if (!listen) return;
  file.endpoint(listen->required_text("http"), draft.configuration.server.listen);
  draft.site.hosts = read_hosts(file, *listen, "sites");
  if (const rules::TomlValue* hosts = listen->value("sites"); hosts && top.value("sites")) {
    file.problems().add(rules::Code::bad_site, hosts->place, "`sites` of [listen] stands beside [[sites]]",
                        "write the hosts of each site as its `hosts`");
  }
  listen->refuse_unknown();
}

}  // namespace caveat::app
