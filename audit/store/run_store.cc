#include "audit/store/run_store.h"

#include <limits>
#include <utility>

#include "audit/store/schema.h"

namespace caveat::audit {
namespace {

template <class Value>
using Result = boost::system::result<Value, StoreError>;

/// The day of what has no time.
constexpr std::int64_t kNoDay = std::numeric_limits<std::int64_t>::min();

std::optional<std::int64_t> seconds_of(const std::optional<std::chrono::sys_seconds>& time) {
  if (!time) return std::nullopt;
  return time->time_since_epoch().count();
}

Result<void> make_tables(Database& database) {
  std::int64_t schema = 0;
  {
    Statement version = database.prepare("PRAGMA user_version");
    const auto row = version.step();
    if (!row) return row.error();
    schema = version.integer(0);
  }
  if (schema == kStoreSchema) return {};
  if (schema != 0) {
    return StoreError{"the store is of another version of Caveat; name another file, or delete this one"};
  }
  return database.execute("BEGIN;" + std::string(kStoreTables) +
                          "PRAGMA user_version = " + std::to_string(kStoreSchema) + "; COMMIT");
}

Finding finding_of_row(const Statement& row) {
  Finding finding;
  int column = 0;
  finding.place.archive = row.text(column++);
  finding.place.offset = row.count(column++);
  finding.place.record = row.text(column++);
  finding.url = row.text(column++);
  finding.site = row.text(column++);
  finding.path = row.text(column++);
  if (!row.is_null(column))
    finding.time = std::chrono::sys_seconds(std::chrono::seconds(row.integer(column)));
  ++column;
  finding.region = row.text(column++);
  finding.kind = finding_kind_of(row.text(column++)).value_or(FindingKind::notice_missing);
  finding.severity = severity_of(row.text(column++)).value_or(Severity::medium);
  finding.pack = row.text(column++);
  finding.rule = row.text(column++);
  finding.rule_place = row.text(column++);
  finding.expected = row.text(column++);
  finding.seen = row.text(column++);
  finding.excerpt = row.text(column++);
  finding.excerpt_mark = static_cast<std::size_t>(row.count(column++));
  finding.excerpt_length = static_cast<std::size_t>(row.count(column++));
  finding.count = static_cast<std::size_t>(row.count(column++));
  return finding;
}

/// The sums of Totals that have no reason, by the names that they have in the store.
constexpr std::pair<const char*, std::uint64_t Totals::*> kSums[] = {
    {"archives", &Totals::archives},
    {"archive_bytes", &Totals::archive_bytes},
    {"unreadable_records", &Totals::unreadable_records},
    {"responses", &Totals::responses},
    {"body_bytes", &Totals::body_bytes},
    {"readings", &Totals::readings},
    {"covered", &Totals::covered},
    {"clean", &Totals::clean}};
constexpr std::pair<const char*, std::map<std::string, std::uint64_t> Totals::*> kByReason[] = {
    {"passed_over", &Totals::passed_over},
    {"not_auditable", &Totals::not_auditable},
    {"partly_checked", &Totals::partly_checked}};

void add_count(const std::string& name, std::string reason, std::uint64_t value, Totals& totals) {
  for (const auto& [known, sum] : kSums) {
    if (name == known) totals.*sum += value;
  }
  for (const auto& [known, by_reason] : kByReason) {
    if (name == known) (totals.*by_reason)[std::move(reason)] += value;
  }
}

}  // namespace

RunStore::RunStore(Database database)
    : database_(std::move(database)),
      add_count_(database_.prepare("INSERT INTO count VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
                                   "value = value + excluded.value")),
      add_coverage_(
          database_.prepare("INSERT INTO coverage VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
                            "readings = readings + excluded.readings, covered = covered + excluded.covered, "
                            "with_findings = with_findings + excluded.with_findings, "
                            "not_auditable = not_auditable + excluded.not_auditable")),
      add_finding_(database_.prepare(
          "INSERT INTO finding VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")),
      add_fault_(database_.prepare("INSERT INTO fault VALUES (?, ?, ?, ?, ?, ?)")),
      add_progress_(
          database_.prepare("UPDATE archive SET resume_records = iif(?1, records + ?1, resume_records), "
                            "resume_offset = iif(?1, ?2, resume_offset), records = records + ?3, "
                            "complete = ?4, revisits = revisits + ?5 WHERE id = ?6")),
      add_awaited_(
          database_.prepare("INSERT INTO awaited SELECT id, records + ?, ? FROM archive WHERE id = ?")) {}

Result<RunStore> RunStore::open(const std::string& path) {
  auto database = Database::open(path);
  if (!database) return database.error();
  // What is lost with the machine's power is read again; with WAL nothing is torn by it.
  const std::string settings = path.empty() ? "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF"
                                            : "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL";
  if (auto set = database->execute(settings); !set) return set.error();
  if (auto made = make_tables(*database); !made) return made.error();
  return RunStore(*std::move(database));
}

Result<void> RunStore::within_transaction(const std::function<Result<void>()>& work) {
  if (auto begun = database_.execute("BEGIN IMMEDIATE"); !begun) return begun;
  if (auto done = work(); !done) {
    static_cast<void>(database_.execute("ROLLBACK"));
    return done;
  }
  return database_.execute("COMMIT");
}

Result<void> RunStore::begin(const std::string& question, const std::string& rules,
                             const std::string& regions) {
  return within_transaction([&]() -> Result<void> {
    Statement same = database_.prepare("SELECT 1 FROM run WHERE question = ?");
    const auto known = same.bind(question).step();
    if (!known) return known.error();
    if (*known) return database_.execute("UPDATE archive SET in_run = 0");
    if (auto cleared = database_.execute(
            "DELETE FROM finding; DELETE FROM fault; DELETE FROM count; "
            "DELETE FROM coverage; DELETE FROM awaited; DELETE FROM archive; DELETE FROM run");
        !cleared) {
      return cleared;
    }
    return database_.prepare("INSERT INTO run (question, rules, regions) VALUES (?, ?, ?)")
        .bind(question)
        .bind(rules)
        .bind(regions)
        .run();
  });
}

Result<ArchiveProgress> RunStore::take(const ArchiveIdentity& archive) {
  ArchiveProgress progress;
  const auto taken = within_transaction([&]() -> Result<void> {
    Statement known = database_.prepare(
        "SELECT id, records, complete, resume_records, resume_offset, "
        "size = ? AND changed = ? AND digest = ? AND digest <> '' FROM archive WHERE path = ?");
    const auto row =
        known.bind(archive.size).bind(archive.changed).bind(archive.digest).bind(archive.path).step();
    if (!row) return row.error();
    if (*row && known.integer(5) != 0) {
      progress = {.id = known.integer(0),
                  .records = known.count(1),
                  .complete = known.integer(2) != 0,
                  .resume_records = known.count(3),
                  .resume_offset = known.count(4)};
      return database_.prepare("UPDATE archive SET in_run = 1 WHERE id = ?").bind(progress.id).run();
    }
    if (*row) {
      if (auto forgotten = forget(known.integer(0)); !forgotten) return forgotten;
    }
    if (auto put = database_.prepare("INSERT INTO archive (path, size, changed, digest) VALUES (?, ?, ?, ?)")
                       .bind(archive.path)
                       .bind(archive.size)
                       .bind(archive.changed)
                       .bind(archive.digest)
                       .run();
        !put) {
      return put;
    }
    progress.id = database_.last_row();
    return {};
  });
  if (!taken) return taken.error();
  return progress;
}

Result<void> RunStore::forget(std::int64_t archive) {
  for (const std::string table : {"finding", "fault", "count", "coverage", "awaited"}) {
    const std::string sql = "DELETE FROM " + table + " WHERE archive = ?";
    if (auto gone = database_.prepare(sql).bind(archive).run(); !gone) return gone;
  }
  return database_.prepare("DELETE FROM archive WHERE id = ?").bind(archive).run();
}

Result<void> RunStore::add(std::int64_t archive, const ArchivePiece& piece) {
  return within_transaction([&]() -> Result<void> {
    if (auto added = add_counts(archive, piece.totals); !added) return added;
    if (auto added = add_findings(archive, piece); !added) return added;
    if (auto added = add_awaited(archive, piece); !added) return added;
    add_progress_.bind(piece.resume_records).bind(piece.resume_offset).bind(piece.records);
    return add_progress_.bind(std::int64_t{piece.last})
        .bind(std::uint64_t{piece.awaited.size()})
        .bind(archive)
        .run();
  });
}

Result<void> RunStore::add_awaited(std::int64_t archive, const ArchivePiece& piece) {
  for (const AwaitedPayload& payload : piece.awaited) {
    for (const std::string& key : payload.keys) {
      if (auto added = add_awaited_.bind(payload.record).bind(key).bind(archive).run(); !added) return added;
    }
  }
  return {};
}

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
    return database_.prepare("UPDATE run SET archives = ?").bind(archives).run();
  });
}

Result<std::vector<PutOffRevisits>> RunStore::put_off_revisits() {
  std::vector<PutOffRevisits> archives;
  Statement rows = database_.prepare(
      "SELECT id, path, revisited FROM archive "
      "WHERE in_run AND complete AND revisits > revisited ORDER BY path");
  for (auto row = rows.step(); !row || *row; row = rows.step()) {
    if (!row) return row.error();
    PutOffRevisits archive{.id = rows.integer(0), .path = rows.text(1), .records = {}};
    archive.done = static_cast<std::size_t>(rows.count(2));
    archives.push_back(std::move(archive));
  }
  for (PutOffRevisits& archive : archives) {
    Statement records =
        database_.prepare("SELECT DISTINCT record FROM awaited WHERE archive = ? ORDER BY record");
    records.bind(archive.id);
    for (auto row = records.step(); !row || *row; row = records.step()) {
      if (!row) return row.error();
      archive.records.push_back(records.count(0));
    }
  }
  return archives;
}

Result<void> RunStore::each_awaited(const std::function<void(const std::string&)>& take) {
  Statement rows = database_.prepare(
      "SELECT payload FROM awaited JOIN archive ON archive.id = awaited.archive "
      "WHERE in_run AND complete AND revisits > revisited");
  for (auto row = rows.step(); !row || *row; row = rows.step()) {
    if (!row) return row.error();
    take(rows.text(0));
  }
  return {};
}

Result<void> RunStore::add_revisited(std::int64_t archive, const ArchivePiece& piece, std::uint64_t count) {
  return within_transaction([&]() -> Result<void> {
    if (auto added = add_counts(archive, piece.totals); !added) return added;
    if (auto added = add_findings(archive, piece); !added) return added;
    return database_.prepare("UPDATE archive SET revisited = revisited + ? WHERE id = ?")
        .bind(count)
        .bind(archive)
        .run();
  });
}

Result<void> RunStore::add_counts(std::int64_t archive, const Totals& totals) {
  for (const auto& [name, sum] : kSums) {
    if (totals.*sum == 0) continue;
    if (auto added = add_count_.bind(archive).bind(name).bind("").bind(totals.*sum).run(); !added)
      return added;
  }
  for (const auto& [name, by_reason] : kByReason) {
    for (const auto& [reason, value] : totals.*by_reason) {
      if (auto added = add_count_.bind(archive).bind(name).bind(reason).bind(value).run(); !added)
        return added;
    }
  }
  for (const auto& [slot, count] : totals.coverage) {
    const std::int64_t day = slot.day ? slot.day->time_since_epoch().count() : kNoDay;
    add_coverage_.bind(archive).bind(day).bind(slot.region).bind(count.readings).bind(count.covered);
    if (auto added = add_coverage_.bind(count.with_findings).bind(count.not_auditable).run(); !added)
      return added;
  }
  return {};
}

Result<void> RunStore::add_findings(std::int64_t archive, const ArchivePiece& piece) {
  for (const Finding& finding : piece.findings) {
    const std::string print = fingerprint(finding);
    add_finding_.bind(archive)
        .bind(finding.place.archive)
        .bind(finding.place.offset)
        .bind(finding.place.record)
        .bind(finding.url);
    add_finding_.bind(finding.site).bind(finding.path).bind(seconds_of(finding.time)).bind(finding.region);
    add_finding_.bind(name_of(finding.kind)).bind(static_cast<std::int64_t>(finding.kind));
    add_finding_.bind(name_of(finding.severity)).bind(finding.pack).bind(finding.rule);
    add_finding_.bind(finding.rule_place).bind(finding.expected).bind(finding.seen).bind(finding.excerpt);
    add_finding_.bind(finding.excerpt_mark).bind(finding.excerpt_length).bind(finding.count).bind(print);
    if (auto added = add_finding_.run(); !added) return added;
  }
  for (const ArchiveFault& fault : piece.faults) {
    add_fault_.bind(archive)
        .bind(fault.place.archive)
        .bind(fault.place.offset)
        .bind(fault.place.record)
        .bind(fault.reason);
    if (auto added = add_fault_.bind(std::int64_t{fault.is_last}).run(); !added) return added;
  }
  return {};
}

Result<Totals> RunStore::totals() {
  Totals totals;
  Statement counts = database_.prepare(
      "SELECT name, reason, SUM(value) FROM count JOIN archive ON archive.id = count.archive WHERE in_run "
      "GROUP BY name, reason");
  for (auto row = counts.step(); !row || *row; row = counts.step()) {
    if (!row) return row.error();
    add_count(counts.text(0), counts.text(1), counts.count(2), totals);
  }
  Statement coverage = database_.prepare(
      "SELECT day, region, SUM(readings), SUM(covered), SUM(with_findings), SUM(not_auditable) FROM coverage "
      "JOIN archive ON archive.id = coverage.archive WHERE in_run GROUP BY day, region");
  for (auto row = coverage.step(); !row || *row; row = coverage.step()) {
    if (!row) return row.error();
    CoverageSlot slot{.day = std::nullopt, .region = coverage.text(1)};
    if (const std::int64_t day = coverage.integer(0); day != kNoDay)
      slot.day = std::chrono::sys_days(std::chrono::days(day));
    totals.coverage[slot] = {.readings = coverage.count(2),
                             .covered = coverage.count(3),
                             .with_findings = coverage.count(4),
                             .not_auditable = coverage.count(5)};
  }
  Statement groups = database_.prepare(
      "SELECT kind, severity, pack, rule, region, site, COUNT(*), SUM(finding.count) FROM finding "
      "JOIN archive ON archive.id = finding.archive WHERE in_run GROUP BY 1, 2, 3, 4, 5, 6");
  for (auto row = groups.step(); !row || *row; row = groups.step()) {
    if (!row) return row.error();
    FindingGroup group;
    group.kind = finding_kind_of(groups.text(0)).value_or(FindingKind::notice_missing);
    group.severity = severity_of(groups.text(1)).value_or(Severity::medium);
    group.pack = groups.text(2);
    group.rule = groups.text(3);
    group.region = groups.text(4);
    group.site = groups.text(5);
    totals.findings[group] = {.findings = groups.count(6), .places = groups.count(7)};
  }
  return totals;
}

/// In the order of `stands_before`: SQLite compares texts as std::string does.
Result<void> RunStore::each_finding(const std::function<void(const Finding&)>& take) {
  Statement rows = database_.prepare(
      "SELECT file, offset, record, url, site, finding.path, time, region, kind, severity, pack, "
      "rule, "
      "rule_place, expected, seen, excerpt, excerpt_mark, excerpt_length, finding.count FROM finding "
      "JOIN archive ON archive.id = finding.archive WHERE in_run ORDER BY file, offset, record, url, "
      "region, "
      "pack, rule, kind_order, expected, seen, excerpt, excerpt_mark, excerpt_length, finding.count, "
      "finding.rowid");
  for (auto row = rows.step(); !row || *row; row = rows.step()) {
    if (!row) return row.error();
    take(finding_of_row(rows));
  }
  return {};
}

Result<void> RunStore::each_fault(const std::function<void(const ArchiveFault&)>& take) {
  Statement rows = database_.prepare(
      "SELECT file, offset, record, reason, is_last FROM fault "
      "JOIN archive ON archive.id = fault.archive WHERE in_run ORDER BY 1, 2, 3, 4, fault.rowid");
  for (auto row = rows.step(); !row || *row; row = rows.step()) {
    if (!row) return row.error();
    take({.place = {.archive = rows.text(0), .offset = rows.count(1), .record = rows.text(2)},
          .reason = rows.text(3),
          .is_last = rows.integer(4) != 0});
  }
  return {};
}

}  // namespace caveat::audit
