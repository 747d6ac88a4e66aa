#include "app/configuration/configuration_file.h"

#include "proxy/endpoint.h"

namespace caveat::app {

using rules::Code;
using rules::TableReader;
using rules::TomlValue;

std::string ConfigurationFile::path_of(const std::string& written) const {
  return (folder_ / written).lexically_normal().string();
}

std::optional<TableReader> ConfigurationFile::table(TableReader& outer, const char* name,
                                                    const rules::KeyTable& keys) const {
  const TomlValue* value = outer.table(name);
  if (value == nullptr) return std::nullopt;
  return TableReader(*value->table(), value->place, "[" + outer_ + name + "]", problems_, keys);
}

std::optional<TableReader> ConfigurationFile::required_table(TableReader& outer, const char* name,
                                                             const rules::KeyTable& keys) const {
  auto found = table(outer, name, keys);
  if (!found && outer.value(name) == nullptr) {
    problems_.add(Code::missing_key, outer.place(), "the table [" + outer_ + name + "] is missing",
                  "docs/running-the-proxy.md shows a whole configuration");
  }
  return found;
}

std::optional<TableReader> ConfigurationFile::table_of_site(TableReader& top, const char* name,
                                                            const rules::KeyTable& keys) const {
  return top.value("sites") != nullptr ? table(top, name, keys) : required_table(top, name, keys);
}

ConfigurationFile ConfigurationFile::in(const std::string& name) const {
  ConfigurationFile inner = *this;
  inner.outer_ += name + ".";
  return inner;
}

void ConfigurationFile::endpoint(const TomlValue* value, std::string& into) const {
  if (value == nullptr) return;
  into = *value->string();
  const auto endpoint = proxy::parse_endpoint(into);
  if (endpoint && endpoint->host == "*") {
    const std::string port = std::to_string(endpoint->port);
    problems_.add(Code::bad_url, value->place, rules::in_quotes(into) + " names no address of this machine",
                  "for all of them write \"0.0.0.0:" + port + "\" (IPv4) and \"[::]:" + port + "\" (IPv6)");
  }
  if (endpoint) return;
  problems_.add(Code::bad_url, value->place, rules::in_quotes(into) + " is no address and port",
                "write it as \"127.0.0.1:8080\" or \"[::1]:8080\"");
}

void ConfigurationFile::flag(TableReader& table, std::string_view key, bool& into) const {
  if (const TomlValue* value = table.boolean(key)) into = *value->boolean();
}

void ConfigurationFile::seconds(TableReader& table, std::string_view key, std::int64_t most,
                                std::chrono::milliseconds& into) const {
  std::chrono::seconds value = std::chrono::duration_cast<std::chrono::seconds>(into);
  count(table, key, 1, most, value);
  into = value;
}

std::optional<std::int64_t> ConfigurationFile::number_within(TableReader& table, std::string_view key,
                                                             std::int64_t least, std::int64_t most) const {
  const TomlValue* value = table.integer(key);
  if (value == nullptr) return std::nullopt;
  const std::int64_t number = *value->integer();
  if (number >= least && number <= most) return number;
  problems_.add(Code::wrong_type, value->place,
                rules::in_quotes(key) + " is " + std::to_string(number) + ": it has to be from " +
                    std::to_string(least) + " to " + std::to_string(most));
  return std::nullopt;
}

}  // namespace caveat::app
