// [tls]: what readers who come by https are shown.
#include <algorithm>

#include "app/configuration/tables.h"

namespace caveat::app {
namespace {

void read_certificate(const ConfigurationFile& file, const rules::TomlValue& value,
                      std::vector<proxy::CertificateFiles>& into) {
  if (value.table() == nullptr) {
    rules::wrong_type(value, "certificates", "tables, [[tls.certificates]]", file.problems());
    return;
  }
  rules::TableReader table(*value.table(), value.place, "[[tls.certificates]]", file.problems(),
                           kCertificateKeys);
  const rules::TomlValue* chain = table.required_text("chain");
  const rules::TomlValue* key = table.required_text("key");
  table.refuse_unknown();
  if (chain != nullptr && key != nullptr)
    into.push_back({.chain = file.path_of(*chain->string()), .key = file.path_of(*key->string())});
}

}  // namespace

void read_tls(const ConfigurationFile& file, rules::TableReader& top, ConfigurationDraft& draft) {
  const rules::TomlValue* value = top.value("tls");
  const auto& listen = draft.configuration.server.listen;
  const bool needed =
      std::any_of(listen.begin(), listen.end(), [](const auto& own) { return own.terms.tls; });
  auto tls = needed ? file.required_table(top, "tls", kTlsKeys) : file.table(top, "tls", kTlsKeys);
  if (!tls) return;
  file.flag(*tls, "http2", draft.configuration.tls.http2);
  if (const rules::TomlValue* list = tls->list("certificates")) {
    for (const rules::TomlValue& certificate : *list->array())
      read_certificate(file, certificate, draft.configuration.tls.certificates);
  } else {
    file.problems().add(rules::Code::missing_key, tls->place(), "[tls] has no certificate",
                        "write [[tls.certificates]] with `chain` and `key`, the files of one, in PEM");
  }
  tls->refuse_unknown();
  if (!needed) {
    file.problems().add(rules::Code::missing_key, value->place,
                        "[tls] is there, and nobody is listened to by https",
                        "name the address in [listen]: https = \"0.0.0.0:443\"");
  }
}

}  // namespace caveat::app
