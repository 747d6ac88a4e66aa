// Revisits that wait until all archives of a run were read.
#include <utility>

#include "audit/store/run_store.h"
#include "audit/store/stored_values.h"

namespace caveat::audit {
namespace {

template <class Value>
using Result = boost::system::result<Value, StoreError>;

}  // namespace

Result<void> RunStore::set_archives(const std::string& archives) {
  return within_transaction([&]() -> Result<void> {
    Statement same = database_.prepare("SELECT 1 FROM run WHERE archives = ?");
    const auto known = same.bind(archives).step();
    if (!known) return known.error();
    if (*known) return {};
    std::vector<std::int64_t> dependent;
    Statement rows = database_.prepare("SELECT id FROM archive WHERE revisits > 0");
    for (auto row = rows.step(); !row || *row; row = rows.step()) {
      if (!row) return row.error();
      dependent.push_back(rows.integer(0));
    }
    for (const std::int64_t archive : dependent) {
      if (auto gone = forget(archive); !gone) return gone;
    }
    if (auto gone = database_.execute("DELETE FROM bodies_fault; DELETE FROM bodies_archive"); !gone)
      return gone;
    return database_.prepare("UPDATE run SET archives = ?").bind(archives).run();
  });
}

Result<void> RunStore::add_bodies_archive(const std::string& path) {
  return database_.prepare("INSERT OR IGNORE INTO bodies_archive VALUES (?)").bind(path).run();
}

Result<void> RunStore::add_bodies_fault(const std::string& path, const ArchiveFault& fault) {
  Statement add = database_.prepare("INSERT OR IGNORE INTO bodies_fault VALUES (?, ?, ?, ?, ?, ?)");
  return bind_place(fault.place, add.bind(path)).bind(fault.reason).bind(std::int64_t{fault.is_last}).run();
}

Result<std::vector<BodiesArchive>> RunStore::bodies_archives() {
  std::vector<BodiesArchive> archives;
  Statement rows = database_.prepare(
      "SELECT bodies_archive.path, file, offset, record, reason, is_last FROM bodies_archive "
      "LEFT JOIN bodies_fault USING (path) ORDER BY 1, 2, 3, 4, 5");
  for (auto row = rows.step(); !row || *row; row = rows.step()) {
    if (!row) return row.error();
    if (archives.empty() || archives.back().path != rows.text(0)) archives.push_back({.path = rows.text(0)});
    if (rows.is_null(1)) continue;
    archives.back().faults.push_back(
        {.place = place_in(rows, 1), .reason = rows.text(4), .is_last = rows.integer(5) != 0});
  }
  return archives;
}

Result<void> RunStore::add_put_off(std::int64_t archive, const ArchivePiece& piece) {
  for (const PutOffRevisit& revisit : piece.put_off) {
    bind_place(revisit.place, add_put_off_.bind(revisit.number)).bind(revisit.url);
    add_put_off_.bind(seconds_of(revisit.time));
    if (revisit.region)
      add_put_off_.bind(*revisit.region);
    else
      add_put_off_.bind(std::optional<std::int64_t>());
    if (auto added = add_put_off_.bind(archive).run(); !added) return added;
    for (const std::uint64_t key : revisit.keys) {
      if (auto added = add_awaited_.bind(revisit.number).bind(key).bind(archive).run(); !added) return added;
    }
  }
  return {};
}

Result<std::vector<ArchiveWithRevisits>> RunStore::archives_with_revisits() {
  std::vector<ArchiveWithRevisits> archives;
  Statement rows = database_.prepare(
      "SELECT id, path FROM archive WHERE in_run AND complete "
      "AND EXISTS (SELECT 1 FROM put_off WHERE put_off.archive = archive.id) ORDER BY path");
  for (auto row = rows.step(); !row || *row; row = rows.step()) {
    if (!row) return row.error();
    archives.push_back({.id = rows.integer(0), .path = rows.text(1)});
  }
  return archives;
}

Result<std::vector<PutOffRevisit>> RunStore::put_off_revisits(std::int64_t archive, std::size_t count) {
  std::vector<PutOffRevisit> revisits;
  Statement rows = database_.prepare(
      "SELECT number, file, offset, record, url, time, region FROM put_off WHERE archive = ? "
      "ORDER BY number LIMIT ?");
  rows.bind(archive).bind(std::uint64_t{count});
  for (auto row = rows.step(); !row || *row; row = rows.step()) {
    if (!row) return row.error();
    PutOffRevisit& revisit = revisits.emplace_back();
    revisit.number = rows.count(0);
    revisit.place = place_in(rows, 1);
    revisit.url = rows.text(4);
    revisit.time = time_in(rows, 5);
    if (!rows.is_null(6)) revisit.region = rows.text(6);
  }
  return revisits;
}

Result<void> RunStore::add_revisited(std::int64_t archive, const ArchivePiece& piece, std::uint64_t last) {
  return within_transaction([&]() -> Result<void> {
    if (auto added = add_counts(archive, piece.totals); !added) return added;
    if (auto added = add_findings(archive, piece); !added) return added;
    if (auto added = add_not_auditable(archive, piece); !added) return added;
    for (const std::string table : {"put_off", "awaited"}) {
      const std::string sql = "DELETE FROM " + table + " WHERE archive = ? AND number <= ?";
      if (auto gone = database_.prepare(sql).bind(archive).bind(last).run(); !gone) return gone;
    }
    return {};
  });
}

}  // namespace caveat::audit
