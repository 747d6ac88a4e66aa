#include "rules/pack_text.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>

namespace caveat::rules {

namespace {

/// Conditions on who reads what, which a comparison tells by trying them.
constexpr std::array<std::string_view, 6> kAudience = {"when.region",   "when.site",   "when.path",
                                                       "unless.region", "unless.site", "unless.path"};

std::string date_text(const TomlDateTime& value) {
  std::array<char, 48> out{};
  std::string text;
  if (value.date) {
    std::snprintf(out.data(), out.size(), "%04d-%02u-%02u", static_cast<int>(value.date->year()),
                  static_cast<unsigned>(value.date->month()), static_cast<unsigned>(value.date->day()));
    text += out.data();
  }
  if (value.time_of_day) {
    const std::chrono::hh_mm_ss clock(*value.time_of_day);
    std::snprintf(out.data(), out.size(), "%s%02d:%02d:%02d", text.empty() ? "" : " ",
                  static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()));
    text += out.data();
  }
  if (value.offset) {
    const auto minutes = static_cast<int>(value.offset->count());
    std::snprintf(out.data(), out.size(), "%c%02d:%02d", minutes < 0 ? '-' : '+', std::abs(minutes) / 60,
                  std::abs(minutes) % 60);
    text += minutes == 0 ? "Z" : out.data();
  }
  return text;
}

void flatten(const TomlValue& value, const std::string& key, WrittenValues& into) {
  if (const TomlTable* table = value.table()) {
    for (const TomlEntry& entry : *table) flatten(entry.value, key + "." + entry.key, into);
  } else if (const TomlArray* list = value.array()) {
    auto& values = into[key];
    for (const TomlValue& item : *list) values.push_back(written_text(item));
  } else {
    into[key] = {written_text(value)};
  }
}

const TomlTable* table_at(const TomlTable& table, std::string_view key) {
  const TomlValue* value = find(table, key);
  return value ? value->table() : nullptr;
}

std::vector<std::string> texts_at(const WrittenValues& values, const std::string& key) {
  const auto found = values.find(key);
  return found == values.end() ? std::vector<std::string>() : found->second;
}

/// A rule names notices under these keys.
constexpr std::array<std::string_view, 5> kNoticeKeys = {"insert.notice", "replace.with", "disable.reason",
                                                         "block.notice", "acknowledge.notice"};

class PackTextReader {
 public:
  explicit PackTextReader(const TomlTable& document) : document_(document) {}

  PackText read(const std::string& file) {
    pack_.file = file;
    if (const TomlTable* head = table_at(document_, "pack")) {
      for (const TomlEntry& entry : *head) flatten(entry.value, entry.key, pack_.head);
    }
    const auto id = texts_at(pack_.head, "id");
    if (!id.empty()) pack_.id = id.front();
    for_each("rules", [this](const TomlValue& rule) { read_rule(rule); });
    for_each("tests", [this](const TomlValue& test) {
      const TomlValue* url = find(*test.table(), "url");
      if (url && url->string()) pack_.urls.push_back(*url->string());
    });
    read_regions();
    return std::move(pack_);
  }

 private:
  template <typename Function>
  void for_each(std::string_view key, Function function) {
    const TomlValue* list = find(document_, key);
    if (!list || !list->array()) return;
    for (const TomlValue& value : *list->array()) {
      if (value.table()) function(value);
    }
  }

  void read_rule(const TomlValue& value) {
    WrittenValues values;
    for (const TomlEntry& entry : *value.table()) flatten(entry.value, entry.key, values);
    RuleText& rule = pack_.rules.emplace_back();
    rule.line = value.place.line;
    const auto id = texts_at(values, "id");
    if (!id.empty()) rule.id = id.front();
    rule.sites = texts_at(values, "when.site");
    rule.paths = texts_at(values, "when.path");
    rule.excepted_paths = texts_at(values, "unless.path");
    rule.regions = texts_at(values, "when.region");
    rule.excepted_regions = texts_at(values, "unless.region");
    for (const auto* regions : {&rule.regions, &rule.excepted_regions})
      pack_.regions.insert(regions->begin(), regions->end());
    for (const std::string_view key : kNoticeKeys) {
      for (const std::string& notice : texts_at(values, std::string(key))) read_notice(notice, rule.effect);
    }
    for (auto& [key, texts] : values) {
      if (key != "id" && std::ranges::find(kAudience, key) == kAudience.end())
        rule.effect.emplace(key, texts);
    }
  }

  void read_notice(const std::string& name, WrittenValues& effect) const {
    const TomlTable* notices = table_at(document_, "notices");
    const TomlValue* notice = notices ? find(*notices, name) : nullptr;
    if (notice) flatten(*notice, "notices." + name, effect);
  }

  void read_regions() {
    const TomlTable* regions = table_at(document_, "regions");
    if (!regions) return;
    for (const TomlEntry& region : *regions) {
      WrittenValues values;
      flatten(region.value, region.key, values);
      for (const std::string_view list : {".include", ".exclude"}) {
        for (std::string& part : texts_at(values, region.key + std::string(list)))
          pack_.regions.insert(std::move(part));
      }
    }
  }

  const TomlTable& document_;
  PackText pack_;
};

}  // namespace

std::optional<PackText> read_pack_text(const SourceFile& file) {
  std::vector<Diagnostic> ignored;
  const auto document = parse_toml(file.path, file.text, ignored);
  if (!document) return std::nullopt;
  PackText pack = PackTextReader(*document).read(file.path);
  pack.turning_points = turning_points_in(*document);
  return pack;
}

std::string written_text(const TomlValue& value) {
  if (const std::string* text = value.string()) return *text;
  if (const std::int64_t* number = value.integer()) return std::to_string(*number);
  if (const bool* truth = value.boolean()) return *truth ? "true" : "false";
  if (const TomlDateTime* date = value.date_time()) return date_text(*date);
  if (const double* number = std::get_if<double>(&value.data)) return std::to_string(*number);
  std::string out;
  if (const TomlArray* list = value.array()) {
    for (const TomlValue& item : *list) out += (out.empty() ? "" : ", ") + written_text(item);
    return "[" + out + "]";
  }
  for (const TomlEntry& entry : *value.table()) {
    out += (out.empty() ? "" : ", ") + entry.key + " = " + written_text(entry.value);
  }
  return "{ " + out + " }";
}

}  // namespace caveat::rules
