// [listen]: where readers reach the server, and under which hosts.
#include "app/configuration/tables.h"
#include "proxy/endpoint.h"

namespace caveat::app {
namespace {

void read_addresses(const ConfigurationFile& file, rules::TableReader& listen, std::string_view key,
                    const proxy::ListenTerms& terms, ConfigurationDraft& draft) {
  for (const rules::PlacedText& written : listen.texts(key)) {
    proxy::ListenAddress own{.address = *written.text, .terms = terms};
    if (own.address.starts_with(proxy::kUnixPrefix)) {
      own.address.replace(proxy::kUnixPrefix.size(), std::string::npos,
                          file.path_of(own.address.substr(proxy::kUnixPrefix.size())));
    } else {
      file.endpoint(written.value, own.address);
    }
    draft.listeners.push_back({own.address, "`" + std::string(key) + "` of [listen]", written.value->place});
    draft.configuration.server.listen.push_back(std::move(own));
  }
}

}  // namespace

void read_listen(const ConfigurationFile& file, rules::TableReader& top, ConfigurationDraft& draft) {
  auto listen = file.required_table(top, "listen", kListenKeys);
  if (!listen) return;
  proxy::ListenTerms terms;
  file.flag(*listen, "proxy_protocol", terms.proxy_protocol);
  draft.configuration.server.listen.clear();
  read_addresses(file, *listen, "http", terms, draft);
  terms.tls = true;
  read_addresses(file, *listen, "https", terms, draft);
  if (listen->value("http") == nullptr && listen->value("https") == nullptr) {
    file.problems().add(rules::Code::missing_key, listen->place(), "[listen] has neither `http` nor `https`",
                        "say where readers come: http = \"0.0.0.0:80\"");
  }
  draft.site.hosts = read_hosts(file, *listen, "sites");
  if (const rules::TomlValue* hosts = listen->value("sites"); hosts && top.value("sites")) {
    file.problems().add(rules::Code::bad_site, hosts->place, "`sites` of [listen] stands beside [[sites]]",
                        "write the hosts of each site as its `hosts`");
  }
  file.flag(*listen, "share_port", draft.configuration.server.share_port);
  listen->refuse_unknown();
}

}  // namespace caveat::app
