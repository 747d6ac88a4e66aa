#include "rules/difference_text.h"

#include <algorithm>
#include <map>

#include "rules/iso_regions.h"
#include "rules/utf8.h"

namespace caveat::rules {

namespace {

constexpr std::size_t kNamedRegions = 8;
constexpr std::size_t kShownCharacters = 70;
constexpr std::size_t kCharactersBefore = 20;

std::vector<std::string> names_of(const Audience& audience) {
  std::vector<std::string> names;
  for (const ReaderClass& readers : audience.readers) {
    if (readers.countries.size() < 2) {
      names.push_back(readers.name);
      continue;
    }
    for (const std::string& code : readers.countries) {
      const IsoRegion* region = find_iso_region(code);
      names.push_back(region ? std::string(familiar_name(*region)) + " (" + code + ")" : code);
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string site_text(const std::string& pattern) {
  return pattern == "*" ? "every site" : pattern;
}

std::string pages_text(const Audience& audience) {
  std::map<std::string, std::string> paths_of_site;
  for (const PageClass& page : audience.pages) {
    std::string& paths = paths_of_site[page.site_pattern];
    paths += (paths.empty() ? "" : ", ") + page.path_pattern;
  }
  std::map<std::string, std::string> sites_of_paths;
  for (const auto& [site, paths] : paths_of_site) {
    std::string& sites = sites_of_paths[paths];
    sites += (sites.empty() ? "" : ", ") + site_text(site);
  }
  std::string out;
  for (const auto& [paths, sites] : sites_of_paths)
    out.append("      on ").append(sites).append(": ").append(paths).append("\n");
  return out;
}

std::string in_one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

/// `text` from a little before the character at `from`, so that what differs is seen.
std::string shortened(const std::string& text, std::size_t from) {
  const std::size_t all = count_code_points(text);
  const std::size_t begin =
      from < kCharactersBefore || all <= kShownCharacters ? 0 : from - kCharactersBefore;
  const std::string shown(code_point_slice(text, begin, kShownCharacters));
  return "\"" + std::string(begin > 0 ? "…" : "") + shown + (begin + kShownCharacters < all ? "…\"" : "\"");
}

/// In characters.
std::size_t first_difference(const std::string& a, const std::string& b) {
  const auto [at, other] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  return count_code_points(std::string_view(a).substr(0, static_cast<std::size_t>(at - a.begin())));
}

void append_changes(const std::vector<ValueChange>& changes, std::string& out) {
  for (const ValueChange& change : changes) {
    out += "    " + change.key + "\n";
    const bool one = change.taken_out.size() == 1 && change.put_in.size() == 1;
    const std::size_t from =
        one ? first_difference(in_one_line(change.taken_out[0]), in_one_line(change.put_in[0])) : 0;
    for (const std::string& value : change.taken_out)
      out += "      - " + shortened(in_one_line(value), from) + "\n";
    for (const std::string& value : change.put_in)
      out += "      + " + shortened(in_one_line(value), from) + "\n";
  }
}

void append_audiences(const std::vector<Audience>& audiences, std::string_view verb, std::string& out) {
  for (const Audience& audience : audiences) {
    out += "    " + readers_text(audience) + " " + std::string(verb) + "\n" + pages_text(audience);
  }
}

std::string heading(const RuleDifference& rule) {
  const std::string name = rule.pack + "/" + rule.rule;
  if (rule.old_place.empty()) return "+ " + name + " is new (" + rule.new_place + ")\n";
  if (rule.new_place.empty()) return "- " + name + " is gone (" + rule.old_place + ")\n";
  return "~ " + name + " (" + rule.old_place + " -> " + rule.new_place + ")\n";
}

}  // namespace

std::string readers_text(const Audience& audience) {
  const auto names = names_of(audience);
  std::string out =
      "readers in " + std::to_string(names.size()) + (names.size() == 1 ? " region: " : " regions: ");
  for (std::size_t i = 0; i < names.size() && i < kNamedRegions; ++i) out += (i == 0 ? "" : ", ") + names[i];
  if (names.size() > kNamedRegions) out += " and " + std::to_string(names.size() - kNamedRegions) + " more";
  return out;
}

std::string difference_text(const RuleSetDifference& difference) {
  std::string out;
  for (const PackDifference& pack : difference.packs) {
    out += "~ [pack] " + pack.pack + "\n";
    append_changes(pack.changes, out);
  }
  for (const RuleDifference& rule : difference.rules) {
    out += heading(rule);
    const bool nobody = rule.gain.empty() && rule.lose.empty() && rule.keep.empty();
    if (nobody) out += "    applies to nobody, now or before\n";
    append_audiences(rule.gain, "get it now", out);
    append_audiences(rule.lose, "do not get it any more", out);
    if (rule.changes.empty()) continue;
    append_audiences(rule.keep, "get something else", out);
    append_changes(rule.changes, out);
  }
  for (const std::string& expression : difference.not_compared) {
    out += "? " + expression + ": no test has a page of that kind, so nothing is said of such pages\n";
  }
  return out;
}

}  // namespace caveat::rules
