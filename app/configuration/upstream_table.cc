// [upstream]: the servers behind a site.
#include "app/configuration/tables.h"
#include "proxy/endpoint.h"

namespace caveat::app {

void read_upstream(rules::TableReader& upstream, const ConfigurationFile& file,
                   proxy::UpstreamOptions& into) {
  if (const rules::TomlValue* url = upstream.required_text("url")) {
    into.servers = {*url->string()};
    if (!proxy::parse_upstream_url(*url->string())) {
      file.problems().add(rules::Code::bad_url, url->place,
                          rules::quoted(*url->string()) + " is no address of an upstream",
                          "write it as \"http://127.0.0.1:9000\", without a path; https comes later");
    }
  }
  upstream.refuse_unknown();
}

void read_upstream(const ConfigurationFile& file, rules::TableReader& top, ConfigurationDraft& draft) {
  draft.site.upstream.servers.clear();
  auto upstream = file.table_of_site(top, "upstream");
  if (upstream) read_upstream(*upstream, file, draft.site.upstream);
}

}  // namespace caveat::app
