#include "audit/baseline.h"

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <tuple>
#include <utility>

namespace caveat::audit {
namespace {

namespace json = boost::json;

/// The members of a line, in the order in which they are written.
constexpr std::pair<const char*, std::string KnownFinding::*> kMembers[] = {
    {"fingerprint", &KnownFinding::fingerprint},
    {"reason", &KnownFinding::reason},
    {"since", &KnownFinding::since},
    {"until", &KnownFinding::until},
    {"kind", &KnownFinding::kind},
    {"pack", &KnownFinding::pack},
    {"rule", &KnownFinding::rule},
    {"region", &KnownFinding::region},
    {"site", &KnownFinding::site},
    {"path", &KnownFinding::path}};

/// Why a line cannot be used.
struct LineFault {
  std::string reason;
};

boost::system::result<KnownFinding, LineFault> parse_line(std::string_view line) {
  boost::system::error_code error;
  const json::value value = json::parse(json::string_view(line.data(), line.size()), error);
  if (error || !value.is_object()) return LineFault{"it is no JSON object"};
  KnownFinding known;
  for (const auto& [name, member] : kMembers) {
    const json::value* found = value.get_object().if_contains(name);
    if (found == nullptr) continue;
    if (!found->is_string()) return LineFault{"\"" + std::string(name) + "\" is no text"};
    known.*member = std::string(found->get_string());
  }
  if (known.fingerprint.empty()) return LineFault{"it has no \"fingerprint\""};
  return known;
}

auto order_of(const KnownFinding& known) {
  return std::tie(known.site, known.path, known.pack, known.rule, known.region, known.kind,
                  known.fingerprint);
}

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

}  // namespace

KnownFinding known_finding(const Finding& finding, std::string since) {
  return {.fingerprint = fingerprint(finding),
          .reason = {},
          .since = std::move(since),
          .until = {},
          .kind = std::string(name_of(finding.kind)),
          .pack = finding.pack,
          .rule = finding.rule,
          .region = finding.region,
          .site = finding.site,
          .path = finding.path};
}

boost::system::result<Baseline, BaselineFault> Baseline::parse(std::string_view text,
                                                               std::string_view today) {
  Baseline baseline;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (is_blank(line)) continue;
    auto known = parse_line(line);
    if (!known) return BaselineFault{number, known.error().reason};
    // Days as they are written here stand in the order of time.
    if (!known->until.empty() && known->until <= today) baseline.expired_.insert(known->fingerprint);
    baseline.entries_.insert_or_assign(known->fingerprint, *known);
  }
  return baseline;
}

const KnownFinding* Baseline::find(std::string_view fingerprint) {
  const KnownFinding* known = entry(fingerprint);
  if (known == nullptr) return nullptr;
  seen_.insert(known->fingerprint);
  return expired_.contains(fingerprint) ? nullptr : known;
}

const KnownFinding* Baseline::entry(std::string_view fingerprint) const {
  const auto known = entries_.find(fingerprint);
  return known == entries_.end() ? nullptr : &known->second;
}

std::vector<KnownFinding> Baseline::gone() const {
  std::vector<KnownFinding> gone;
  for (const auto& [fingerprint, known] : entries_) {
    if (!seen_.contains(fingerprint)) gone.push_back(known);
  }
  std::ranges::sort(gone, [](const auto& a, const auto& b) { return order_of(a) < order_of(b); });
  return gone;
}

std::string baseline_text(std::vector<KnownFinding> known) {
  std::ranges::sort(known, [](const auto& a, const auto& b) { return order_of(a) < order_of(b); });
  const auto same = [](const auto& a, const auto& b) { return a.fingerprint == b.fingerprint; };
  known.erase(std::unique(known.begin(), known.end(), same), known.end());
  std::string text;
  for (const KnownFinding& one : known) {
    json::object line;
    for (const auto& [name, member] : kMembers) {
      if (name == std::string_view("until") && (one.*member).empty()) continue;
      line[name] = one.*member;
    }
    text += json::serialize(line) + "\n";
  }
  return text;
}

}  // namespace caveat::audit
