#include "geoip/locator.h"

#include <algorithm>
#include <optional>

#include "geoip/combined_location.h"
#include "geoip/embedded_address.h"
#include "geoip/location_database.h"
#include "geoip/override_table.h"

namespace caveat::geoip {
namespace {

using Databases = std::vector<LocationDatabase>;

/// An override says where the reader is; what kind of network it is stays as the databases have it.
Location overridden(const GeofeedEntry& entry, const Location& otherwise) {
  Location location;
  location.source = LocationSource::override_list;
  location.status = entry.country.empty() ? LocationStatus::unknown : LocationStatus::found;
  location.country = entry.country;
  location.subdivision = entry.subdivision;
  location.anonymous = otherwise.anonymous;
  location.autonomous_system = otherwise.autonomous_system;
  return location;
}

/// An answer that says where the reader is, or at least that its record is damaged.
bool says_place(const DatabaseAnswer& answer) {
  return answer.location.status != LocationStatus::unknown;
}

std::optional<BuildTimes> build_times_of(const Databases& databases) {
  if (databases.empty()) return std::nullopt;
  const auto [oldest, newest] = std::ranges::minmax_element(databases, {}, &LocationDatabase::built);
  return BuildTimes{.oldest = oldest->built(), .newest = newest->built()};
}

/// What the databases say together.
Location located_by(const Databases& databases, const Address& asked) {
  Location location;
  for (std::size_t i = 0; i < databases.size(); ++i) {
    Location said = databases[i].locate(asked);
    if (i == 0) {
      location = std::move(said);
    } else {
      add_to(location, said);
    }
  }
  return location;
}

class Snapshot final : public Locator {
 public:
  Snapshot(Databases databases, OverrideTable overrides, std::vector<Network> nat64_prefixes)
      : databases_(std::move(databases)),
        overrides_(std::move(overrides)),
        nat64_prefixes_(std::move(nat64_prefixes)),
        built_(build_times_of(databases_)) {}

  Location locate(const Address& address) const override {
    const auto embedded = embedded_address(address, nat64_prefixes_);
    const Address& asked = embedded ? embedded->address : address;
    Location location = located_by(databases_, asked);
    if (const auto* found = find_override(address, asked)) location = overridden(found->entry, location);
    location.address = address;
    if (embedded) location.embedded = embedded->address;
    return location;
  }

  Lookup explain(const Address& address) const override {
    Lookup lookup;
    lookup.location = locate(address);
    const auto embedded = embedded_address(address, nat64_prefixes_);
    const Address& asked = embedded ? embedded->address : address;
    if (embedded) {
      lookup.embedded = asked.to_string();
      lookup.embedded.append(" (").append(embedded->scheme).append(")");
    }
    lookup.beside = answers_on(asked);
    if (const auto* found = find_override(address, asked)) {
      note_override(*found, lookup);
    } else {
      note_deciding_database(lookup);
    }
    return lookup;
  }

  ToldFacts tells() const override {
    ToldFacts any{.country = overrides_.size() > 0, .subdivision = overrides_.tells_subdivisions()};
    for (const LocationDatabase& database : databases_) {
      const ToldFacts told = database.tells();
      any.country |= told.country;
      any.subdivision |= told.subdivision;
      any.anonymity |= told.anonymity;
      any.autonomous_system |= told.autonomous_system;
    }
    return any;
  }

  std::optional<BuildTimes> databases_built() const override { return built_; }

  std::string description() const override {
    std::string words;
    for (const LocationDatabase& database : databases_) {
      words += (words.empty() ? "" : ", ") + database.description();
    }
    if (words.empty()) words = "no database";
    if (overrides_.size() > 0) words += ", " + std::to_string(overrides_.size()) + " overrides";
    return words;
  }

 private:
  /// An override of the address as it came wins over one of the address inside.
  const OverrideTable::Override* find_override(const Address& address, const Address& asked) const {
    const auto* found = overrides_.find(address);
    return found != nullptr || asked == address ? found : overrides_.find(asked);
  }

  std::vector<DatabaseAnswer> answers_on(const Address& asked) const {
    std::vector<DatabaseAnswer> answers;
    for (const LocationDatabase& database : databases_) {
      DatabaseAnswer answer = database.explain(asked);
      if (!answer.network.empty()) answers.push_back(std::move(answer));
    }
    return answers;
  }

  void note_override(const OverrideTable::Override& found, Lookup& lookup) const {
    const GeofeedEntry& entry = found.entry;
    lookup.network = entry.network.to_string();
    lookup.answered_by = overrides_.list_name(found) + ", line " + std::to_string(entry.line);
    lookup.fields.emplace_back("country", entry.country);
    if (!entry.subdivision.empty()) lookup.fields.emplace_back("region", entry.subdivision);
    if (!entry.city.empty()) lookup.fields.emplace_back("city", entry.city);
  }

  /// The first that knows the country, else the first that says anything.
  static void note_deciding_database(Lookup& lookup) {
    auto& answers = lookup.beside;
    if (answers.empty()) return;
    auto decides = std::find_if(answers.begin(), answers.end(), [](const DatabaseAnswer& answer) {
      return answer.location.status == LocationStatus::found;
    });
    if (decides == answers.end()) decides = std::find_if(answers.begin(), answers.end(), says_place);
    if (decides == answers.end()) decides = answers.begin();
    lookup.network = decides->network;
    lookup.answered_by = decides->database;
    lookup.fields = std::move(decides->fields);
    answers.erase(decides);
  }

  Databases databases_;
  OverrideTable overrides_;
  std::vector<Network> nat64_prefixes_;
  std::optional<BuildTimes> built_;
};

boost::system::result<Databases, LocatorError> open_databases(const LocatorOptions& options) {
  Databases databases;
  for (const DatabaseSource& source : options.databases) {
    auto opened = LocationDatabase::open(source);
    if (!opened) return opened.error();
    databases.push_back(std::move(*opened));
  }
  const bool any_country = std::any_of(databases.begin(), databases.end(),
                                       [](const auto& database) { return database.tells().country; });
  if (!databases.empty() && !any_country) {
    const LocationDatabase& first = databases.front();
    return LocatorError{first.name(), 0, "the region database is refused: " + first.missing_country()};
  }
  return databases;
}

/// The first canary that is not where it should be, in words; empty if all are.
std::string lost_canary(const Databases& databases, const LocatorOptions& options) {
  for (const Canary& canary : options.canaries) {
    const auto embedded = embedded_address(canary.address, options.nat64_prefixes);
    const Location said = located_by(databases, embedded ? embedded->address : canary.address);
    if (canary.is_at(said)) continue;
    const std::string& place = said.subdivision.empty() ? said.country : said.subdivision;
    return "`canaries` of [geoip] says that " + canary.to_string() + ", and by the databases " +
           (place.empty() ? "nobody knows where it is" : "it is in " + place);
  }
  return {};
}

}  // namespace

boost::system::result<std::shared_ptr<const Locator>, LocatorError> Locator::open(
    const LocatorOptions& options) {
  auto databases = open_databases(options);
  if (!databases) return databases.error();
  if (const std::string lost = lost_canary(*databases, options); !lost.empty()) {
    const std::string name = databases->empty() ? "" : databases->front().name();
    return LocatorError{name, 0, "the region database is refused: " + lost};
  }
  auto overrides = OverrideTable::open(options);
  if (!overrides) return overrides.error();
  return std::shared_ptr<const Locator>(
      std::make_shared<Snapshot>(std::move(*databases), std::move(*overrides), options.nat64_prefixes));
}

}  // namespace caveat::geoip
