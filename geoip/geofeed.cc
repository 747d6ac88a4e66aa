#include "geoip/geofeed.h"

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>

#include "geoip/contested_region.h"
#include "geoip/iso_codes.h"
#include "geoip/region_code.h"

namespace caveat::geoip {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
enum FieldIndex : std::size_t { kPrefix, kCountry, kRegion, kCity, kFieldCount };
using Fields = std::array<std::string, kFieldCount>;

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t\r") - first + 1));
}

/// Fields of a line up to a comment; a quoted field (RFC 4180) may hold commas and `#`. Nothing: an open
/// quote.
std::optional<Fields> split(std::string_view line) {
  Fields fields;
  std::size_t index = 0;
  bool quoted = false;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    if (c == '"') {
      const bool doubled = quoted && at + 1 < line.size() && line[at + 1] == '"';
      if (!doubled) {
        quoted = !quoted;
        continue;
      }
      ++at;
    } else if (!quoted && c == '#') {
      break;
    } else if (!quoted && c == ',') {
      ++index;
      continue;
    }
    if (index < fields.size()) fields[index] += c;
  }
  if (quoted) return std::nullopt;
  for (std::string& field : fields) field = trimmed(field);
  return fields;
}

std::string problem_with_network(const std::string& prefix) {
  const auto slash = prefix.find('/');
  if (slash != std::string::npos && Address::parse(prefix.substr(0, slash))) {
    return "\"" + prefix + "\" has bits set beyond its prefix, or a prefix length that cannot be";
  }
  return "\"" + prefix + "\" is no network: write 203.0.113.0/24 or 2001:db8::/32";
}

/// Empty where country and region go together.
std::string problem_with_place(const GeofeedEntry& entry) {
  const auto& [network, country, region, city, line] = entry;
  if (!country.empty() && !is_country_code(country)) {
    return "\"" + country + "\" is no country code: write two letters of ISO 3166-1, e.g. UA";
  }
  if (country == "UK") return "\"UK\" is no ISO 3166-1 code: write GB";
  if (!country.empty() && !is_iso_country(country)) {
    return "no country has the code \"" + country +
           "\" in ISO 3166-1: leave the field empty if nobody is to be located there";
  }
  if (region.empty()) return {};
  if (!is_subdivision_code(region)) {
    return "\"" + region + "\" is no subdivision code: write ISO 3166-2, e.g. UA-43";
  }
  if (!is_iso_subdivision(region)) {
    return "no subdivision has the code \"" + region +
           "\" in ISO 3166-2: leave the field empty if only the country is known";
  }
  const bool together = region.substr(0, 2) == country || is_contested(country, region);
  if (!together) return "region " + region + " is not in country \"" + country + "\"";
  return {};
}

class Parser {
 public:
  void line(std::string_view text) {
    ++line_;
    const auto fields = split(text);
    if (!fields) return problem("a quote is not closed");
    const Fields& f = *fields;
    if (std::all_of(f.begin(), f.end(), [](const std::string& field) { return field.empty(); })) return;
    const auto network = Network::parse(f[kPrefix]);
    if (!network) return problem(problem_with_network(f[kPrefix]));
    GeofeedEntry entry{*network, to_upper(f[kCountry]), {}, f[kCity], line_};
    if (entry.country == "ZZ") entry.country.clear();
    entry.subdivision = iso_subdivision(to_upper(f[kRegion]));
    if (auto wrong = problem_with_place(entry); !wrong.empty()) return problem(std::move(wrong));
    feed_.entries.push_back(std::move(entry));
  }

  Geofeed finish() {
    find_contradictions();
    return std::move(feed_);
  }

 private:
  void problem(std::string message) { feed_.problems.push_back({line_, std::move(message)}); }

  void find_contradictions() {
    std::vector<const GeofeedEntry*> sorted;
    for (const GeofeedEntry& entry : feed_.entries) sorted.push_back(&entry);
    std::stable_sort(sorted.begin(), sorted.end(), [](const GeofeedEntry* a, const GeofeedEntry* b) {
      return std::tie(a->network.base.bytes, a->network.prefix_length) <
             std::tie(b->network.base.bytes, b->network.prefix_length);
    });
    for (std::size_t i = 1; i < sorted.size(); ++i) {
      const GeofeedEntry& first = *sorted[i - 1];
      const GeofeedEntry& second = *sorted[i];
      const bool same_place = first.country == second.country && first.subdivision == second.subdivision;
      if (first.network != second.network || same_place) continue;
      feed_.problems.push_back({second.line, second.network.to_string() + " has another place in line " +
                                                 std::to_string(first.line)});
    }
    std::stable_sort(feed_.problems.begin(), feed_.problems.end(),
                     [](const GeofeedProblem& a, const GeofeedProblem& b) { return a.line < b.line; });
  }

  Geofeed feed_;
  int line_ = 0;
};

}  // namespace

Geofeed parse_geofeed(std::string_view text) {
  if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark) text.remove_prefix(kByteOrderMark.size());
  Parser parser;
  while (!text.empty()) {
    const auto end = text.find('\n');
    parser.line(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return parser.finish();
}

}  // namespace caveat::geoip
