#include "app/stored_configuration.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "app/configuration_text.h"
#include "rules/toml.h"

namespace caveat::app {
namespace {

/// What belongs to the process as it began: where it listens, the files that it keeps open or reached before
/// it gave up the others, the room that its threads were given. Tables end in a dot.
constexpr std::string_view kTakenAtStart[] = {"listen.http",
                                              "listen.https",
                                              "listen.proxy_protocol",
                                              "listen.share_port",
                                              "admin.",
                                              "log.",
                                              "evidence.",
                                              "capture.",
                                              "process.",
                                              "acknowledge.",
                                              "limits.connections",
                                              "limits.remembered_bytes"};

/// Values that read alike are alike; the text is for comparing only.
struct ComparableText {
  std::string operator()(const std::string& value) const { return "\"" + value + "\""; }
  std::string operator()(std::int64_t value) const { return std::to_string(value); }
  std::string operator()(double value) const { return std::to_string(value); }
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(const rules::TomlDateTime&) const { return "a time"; }  // no key has one
  std::string operator()(const rules::TomlArray& values) const {
    std::string text = "[";
    for (const rules::TomlValue& value : values) text += std::visit(*this, value.data) + ",";
    return text + "]";
  }
  std::string operator()(const rules::TomlTable& table) const {
    std::map<std::string, std::string> members;
    for (const rules::TomlEntry& entry : table) members[entry.key] = std::visit(*this, entry.value.data);
    std::string text = "{";
    for (const auto& [key, value] : members) text.append(key).append("=").append(value).append(",");
    return text + "}";
  }
};

using Values = std::map<std::string, std::string>;

/// What [[sites]] are, each by its name; null for other values.
const rules::TomlArray* named_tables(const rules::TomlValue& value) {
  const rules::TomlArray* const list = value.array();
  const bool are_named = list != nullptr && !list->empty() &&
                         std::all_of(list->begin(), list->end(), [](const rules::TomlValue& one) {
                           const rules::TomlTable* const table = one.table();
                           const rules::TomlValue* const name =
                               table != nullptr ? rules::find(*table, "name") : nullptr;
                           return name != nullptr && name->string() != nullptr;
                         });
  return are_named ? list : nullptr;
}

void collect(const rules::TomlTable& table, const std::string& prefix, Values& values) {
  for (const rules::TomlEntry& entry : table) {
    const std::string key = prefix + entry.key;
    if (const rules::TomlTable* inner = entry.value.table()) {
      collect(*inner, key + ".", values);
    } else if (const rules::TomlArray* named = named_tables(entry.value)) {
      for (const rules::TomlValue& one : *named)
        collect(*one.table(), key + "." + *rules::find(*one.table(), "name")->string() + ".", values);
    } else {
      values[key] = std::visit(ComparableText{}, entry.value.data);
    }
  }
}

std::optional<Values> values_of(const std::string& text) {
  std::vector<rules::Diagnostic> ignored;
  const auto document = rules::parse_toml("", text, ignored);
  if (!document) return std::nullopt;
  Values values;
  collect(*document, "", values);
  return values;
}

bool is_taken_at_start(std::string_view key) {
  return std::any_of(std::begin(kTakenAtStart), std::end(kTakenAtStart), [key](std::string_view own) {
    return own.ends_with('.') ? key.starts_with(own) : key == own;
  });
}

void add_missing(const Values& in, const Values& from, std::vector<std::string>& keys) {
  for (const auto& [key, value] : in) {
    const auto other = from.find(key);
    const bool known = std::find(keys.begin(), keys.end(), key) != keys.end();
    if (!known && is_taken_at_start(key) && (other == from.end() || other->second != value))
      keys.push_back(key);
  }
}

}  // namespace

boost::system::result<StoredConfiguration, ConfigurationProblem> read_configuration_file(
    const std::string& path) {
  auto text = read_configuration_text(path);
  if (!text) return ConfigurationProblem{"caveat: " + text.error() + "\n"};
  std::vector<rules::Diagnostic> diagnostics;
  auto configuration = parse_serve_configuration(path, *text, diagnostics);
  std::string said = rules::render(diagnostics, rules::DiagnosticFormat::text);
  if (!configuration) return ConfigurationProblem{std::move(said)};
  return StoredConfiguration{*std::move(text), *std::move(configuration), std::move(said)};
}

bool still_reads(const std::string& path, const std::string& text) {
  const auto now = read_configuration_text(path);
  return now && *now == text;
}

std::vector<std::string> reloaded_paths(const std::string& configuration_path,
                                        const ServeConfiguration& configuration) {
  std::vector<std::string> paths = {configuration_path};
  for (const geoip::DatabaseSource& database : configuration.regions.databases)
    paths.push_back(database.path);
  for (const auto& rules : configuration.rules) paths.push_back(rules->path);
  for (const std::string& path : configuration.regions.override_paths) paths.push_back(path);
  for (const proxy::CertificateFiles& certificate : configuration.tls.certificates) {
    paths.push_back(certificate.chain);
    paths.push_back(certificate.key);
  }
  for (const proxy::SiteOptions& site : configuration.server.sites) {
    const proxy::TlsClientOptions& tls = site.upstream.tls;
    if (!tls.authorities.empty()) paths.push_back(tls.authorities);
    if (tls.certificate) paths.insert(paths.end(), {tls.certificate->chain, tls.certificate->key});
  }
  return paths;
}

std::vector<std::string> changes_that_need_a_restart(const std::string& before, const std::string& after) {
  const auto old_values = values_of(before);
  const auto new_values = values_of(after);
  std::vector<std::string> keys;
  if (!old_values || !new_values) return keys;
  add_missing(*old_values, *new_values, keys);
  add_missing(*new_values, *old_values, keys);
  std::sort(keys.begin(), keys.end());
  return keys;
}

}  // namespace caveat::app
