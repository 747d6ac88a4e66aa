#include "audit/store/payload_places.h"

namespace caveat::audit {
namespace {

template <class Value>
using Result = boost::system::result<Value, StoreError>;

/// 4 MiB: of a million keys one in 300 passes without being there, of ten millions one in five. What passes
/// costs a look into the table.
constexpr std::size_t kFilterBits = std::size_t{1} << 25;

/// Sorted, so that the table grows at its end; SQLite sorts in a file where there is much.
constexpr const char* kTable = R"sql(
DROP TABLE IF EXISTS temp.payload_place;
CREATE TEMP TABLE payload_place (payload INTEGER PRIMARY KEY, archive INTEGER, offset INTEGER);
INSERT INTO temp.payload_place (payload)
  SELECT DISTINCT payload FROM awaited JOIN archive ON archive.id = awaited.archive
  WHERE in_run AND complete ORDER BY payload;
)sql";

}  // namespace

PayloadPlaces::PayloadPlaces(Database& database)
    : seen_(kFilterBits),
      put_(database.prepare("UPDATE temp.payload_place SET archive = ?, offset = ? "
                            "WHERE payload = ? AND archive IS NULL RETURNING 1")),
      find_(database.prepare(
          "SELECT archive, offset FROM temp.payload_place WHERE payload = ? AND archive IS NOT NULL")) {}

Result<PayloadPlaces> PayloadPlaces::of_awaited(Database& database) {
  if (auto made = database.execute(kTable); !made) return made.error();
  PayloadPlaces places(database);
  if (auto filled = places.fill(database); !filled) return filled.error();
  return places;
}

Result<void> PayloadPlaces::fill(Database& database) {
  Statement rows = database.prepare("SELECT payload FROM temp.payload_place");
  for (auto row = rows.step(); !row || *row; row = rows.step()) {
    if (!row) return row.error();
    expect(rows.count(0));
    ++left_;
  }
  return {};
}

/// Keys are hashes: two parts of one are two hash functions.
void PayloadPlaces::expect(std::uint64_t key) {
  seen_[key % kFilterBits] = true;
  seen_[(key >> 32) % kFilterBits] = true;
}

bool PayloadPlaces::may_be_awaited(std::uint64_t key) const {
  return seen_[key % kFilterBits] && seen_[(key >> 32) % kFilterBits];
}

Result<void> PayloadPlaces::put(std::uint64_t key, const PayloadPlace& place) {
  if (!may_be_awaited(key)) return {};
  const auto changed = put_.bind(place.archive).bind(place.offset).bind(key).step();
  if (!changed) return changed.error();
  if (!*changed) return {};
  --left_;
  return put_.run();
}

Result<std::optional<PayloadPlace>> PayloadPlaces::find(std::uint64_t key) {
  const auto row = find_.bind(key).step();
  if (!row) return row.error();
  if (!*row) return std::optional<PayloadPlace>();
  const PayloadPlace place{.archive = find_.count(0), .offset = find_.count(1)};
  if (auto ended = find_.run(); !ended) return ended.error();
  return std::optional(place);
}

}  // namespace caveat::audit
