#include "app/configuration/configuration_show.h"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <vector>

#include "app/configuration/configuration_keys.h"

namespace caveat::app {
namespace {

using rules::Key;
using rules::KeyTable;
using rules::Need;
using rules::TomlEntry;
using rules::TomlTable;
using rules::TomlValue;

constexpr std::size_t kCommentColumn = 44;

std::string text_of(const std::string& string) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out = "\"";
  for (const char c : string) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out.append("\\").push_back(c);
    } else if (byte < 0x20 || byte == 0x7f) {
      out.append("\\u00").append({kHex[byte >> 4], kHex[byte & 15]});
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string key_text(const std::string& key) {
  const auto bare = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  };
  return !key.empty() && std::all_of(key.begin(), key.end(), bare) ? key : text_of(key);
}

std::string text_of(const TomlValue& value) {
  std::string inner;
  if (value.string() != nullptr) return text_of(*value.string());
  if (value.boolean() != nullptr) return *value.boolean() ? "true" : "false";
  if (value.integer() != nullptr) return std::to_string(*value.integer());
  if (const TomlTable* table = value.table()) {
    for (const TomlEntry& entry : *table)
      inner += (inner.empty() ? "" : ", ") + key_text(entry.key) + " = " + text_of(entry.value);
    return "{ " + inner + " }";
  }
  if (value.array() != nullptr) {
    for (const TomlValue& item : *value.array()) inner += (inner.empty() ? "" : ", ") + text_of(item);
  }
  return "[" + inner + "]";
}

/// A property of librdkafka that nobody should read over a shoulder or find in a ticket.
bool holds_secret(std::string_view property) {
  const std::string_view name = property.substr(0, property.find('='));
  return name.find("password") != std::string_view::npos || name.find("secret") != std::string_view::npos ||
         name.find("oauthbearer.config") != std::string_view::npos || name == "ssl.key.pem";
}

/// `value`, or what may be shown of it.
TomlValue shown_value(const Key& key, const TomlValue& value) {
  if (key.name != "kafka_properties") return value;
  TomlValue shown = value;
  if (auto* const properties = std::get_if<rules::TomlArray>(&shown.data)) {
    for (TomlValue& property : *properties) {
      auto* const text = std::get_if<std::string>(&property.data);
      if (text != nullptr && holds_secret(*text))
        text->replace(text->find('=') + 1, std::string::npos, "(not shown)");
    }
  }
  return shown;
}

/// Whether a default is written as TOML is, so that it can stand for a value.
bool is_value(std::string_view text) {
  return !text.empty() && (text == "true" || text == "false" || text.front() == '"' ||
                           text.starts_with("[\"") || (text.front() >= '0' && text.front() <= '9'));
}

bool is_needed(const KeyTable& table) {
  return std::any_of(table.keys.begin(), table.keys.end(),
                     [](const Key& key) { return key.need != Need::none; });
}

class Shown {
 public:
  /// `has_sites`: the hosts that are served stand in [[sites]], and [listen] says nothing of them.
  explicit Shown(bool has_sites) : has_sites_(has_sites) {}

  /// `tables`: those that a value may stand in, the nearest first; each may be null.
  void table(const std::string& heading, const KeyTable& keys, const std::vector<const TomlTable*>& tables) {
    const bool is_there = std::any_of(tables.begin(), tables.end(), [](const auto* table) { return table; });
    if (!is_there && is_needed(keys)) {
      out_ += "\n# " + heading + " is not there\n";
      return;
    }
    out_ += "\n" + heading + "\n";
    for (const Key& key : keys.keys) {
      if (key.inner == nullptr || key.kind == rules::ValueKind::tables) one(key, keys, tables);
    }
    for (const Key& key : keys.keys) {
      if (key.inner == nullptr || key.kind == rules::ValueKind::tables) continue;
      this->table(heading_within(heading, key.name), *key.inner, inner_tables(key.name, tables));
    }
  }

  /// With what it does not say itself as the whole file says it.
  void site(const TomlTable& site, const TomlTable& document) {
    out_ += "\n[[sites]]\n";
    for (const Key& key : kSiteKeys.keys) {
      if (key.inner == nullptr) one(key, kSiteKeys, {&site});
    }
    for (const Key& key : kSiteKeys.keys) {
      if (key.inner == nullptr) continue;
      const std::string heading = "[sites." + std::string(key.name) + "]";
      table(heading, *key.inner, inner_tables(key.name, {&site, &document}));
    }
  }

  std::string take() && { return std::move(out_); }

  static std::vector<const TomlTable*> inner_tables(std::string_view name,
                                                    const std::vector<const TomlTable*>& tables) {
    std::vector<const TomlTable*> inner;
    for (const TomlTable* table : tables) {
      const TomlValue* value = table != nullptr ? rules::find(*table, name) : nullptr;
      inner.push_back(value != nullptr ? value->table() : nullptr);
    }
    return inner;
  }

 private:
  static std::string heading_within(const std::string& heading, std::string_view name) {
    const std::size_t end = heading.find_last_not_of(']');
    const std::size_t begin = heading.find_first_not_of('[');
    return "[" + heading.substr(begin, end - begin + 1) + "." + std::string(name) + "]";
  }

  /// Where a table has only one of several keys, the nearest one that has any of them tells.
  static const TomlTable* chooser(const Key& key, const KeyTable& keys,
                                  const std::vector<const TomlTable*>& tables) {
    const auto& choice = keys.choice;
    const bool is_chosen =
        choice.only_one && std::find(choice.keys.begin(), choice.keys.end(), key.name) != choice.keys.end();
    for (const TomlTable* table : tables) {
      const bool has_any = is_chosen && table != nullptr &&
                           std::any_of(choice.keys.begin(), choice.keys.end(), [&](std::string_view one) {
                             return rules::find(*table, one) != nullptr;
                           });
      if (has_any) return table;
    }
    return nullptr;
  }

  void one(const Key& key, const KeyTable& keys, const std::vector<const TomlTable*>& tables) {
    const std::string name(key.name);
    const TomlTable* only = chooser(key, keys, tables);
    for (const TomlTable* table : tables) {
      const TomlValue* value = table != nullptr ? rules::find(*table, key.name) : nullptr;
      if (value == nullptr || (only != nullptr && only != table)) continue;
      return line(name + " = " + text_of(shown_value(key, *value)),
                  std::filesystem::path(value->place.file).filename().string() + ":" +
                      std::to_string(value->place.line));
    }
    if (is_value(key.otherwise)) return line(name + " = " + std::string(key.otherwise), "default");
    if (has_sites_ && key.name == "sites") return;
    if (!key.otherwise.empty()) out_ += "# " + name + ": " + std::string(key.otherwise) + " (default)\n";
  }

  void line(std::string text, const std::string& comes_from) {
    if (text.size() < kCommentColumn) text.resize(kCommentColumn, ' ');
    out_ += text + "  # " + comes_from + "\n";
  }

  bool has_sites_;
  std::string out_;
};

const TomlTable* table_of(const TomlTable& document, std::string_view name) {
  const TomlValue* value = rules::find(document, name);
  return value != nullptr ? value->table() : nullptr;
}

}  // namespace

std::string shown_configuration(const TomlTable& document) {
  const TomlValue* sites = rules::find(document, "sites");
  Shown shown(sites != nullptr);
  for (const Key& key : kConfigurationKeys.keys) {
    if (key.kind == rules::ValueKind::tables) continue;
    const TomlTable* table = table_of(document, key.name);
    // With [[sites]], what each has of these is told there.
    const bool is_of_sites = rules::find_key(kSiteKeys, key.name) != nullptr && key.name != "limits";
    if (sites != nullptr && is_of_sites) continue;
    shown.table("[" + std::string(key.name) + "]", *key.inner, {table});
  }
  if (sites == nullptr || sites->array() == nullptr) return std::move(shown).take();
  for (const TomlValue& site : *sites->array()) {
    if (site.table() != nullptr) shown.site(*site.table(), document);
  }
  return std::move(shown).take();
}

}  // namespace caveat::app
