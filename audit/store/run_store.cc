#include "audit/store/run_store.h"

#include <utility>

#include "audit/store/schema.h"
#include "audit/store/stored_values.h"

namespace caveat::audit {
namespace {

template <class Value>
using Result = boost::system::result<Value, StoreError>;

Result<void> make_tables(Database& database, const std::string& path) {
  std::int64_t schema = 0;
  {
    Statement version = database.prepare("PRAGMA user_version");
    const auto row = version.step();
    if (!row) return row.error();
    schema = version.integer(0);
  }
  if (schema == kStoreSchema) return {};
  if (schema != 0) {
    return StoreError{path +
                      ": the store is of another version of Caveat; name another file, or delete this one"};
  }
  return database.execute("BEGIN;" + std::string(kStoreTables) +
                          "PRAGMA user_version = " + std::to_string(kStoreSchema) + "; COMMIT");
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
      add_not_auditable_(database_.prepare("INSERT INTO not_auditable VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")),
      add_fault_(database_.prepare("INSERT INTO fault VALUES (?, ?, ?, ?, ?, ?)")),
      add_progress_(
          database_.prepare("UPDATE archive SET resume_records = iif(?1, records + ?1, resume_records), "
                            "resume_offset = iif(?1, ?2, resume_offset), records = records + ?3, "
                            "complete = ?4, revisits = revisits + ?5 WHERE id = ?6")),
      add_put_off_(
          database_.prepare("INSERT INTO put_off SELECT id, records + ?, ?, ?, ?, ?, ?, ? FROM archive "
                            "WHERE id = ?")),
      add_awaited_(
          database_.prepare("INSERT INTO awaited SELECT id, records + ?, ? FROM archive WHERE id = ?")) {}

Result<RunStore> RunStore::open(const std::string& path) {
  auto database = Database::open(path);
  if (!database) return database.error();
  // What is lost with the machine's power is read again; with WAL nothing is torn by it.
  const std::string settings = path.empty() ? "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF"
                                            : "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL";
  if (auto set = database->execute(settings); !set) return set.error();
  if (auto made = make_tables(*database, path); !made) return made.error();
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
            "DELETE FROM coverage; DELETE FROM not_auditable; DELETE FROM put_off; DELETE FROM awaited; "
            "DELETE FROM bodies_fault; DELETE FROM bodies_archive; "
            "DELETE FROM archive; DELETE FROM run");
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
  for (const std::string table :
       {"finding", "fault", "count", "coverage", "not_auditable", "put_off", "awaited"}) {
    const std::string sql = "DELETE FROM " + table + " WHERE archive = ?";
    if (auto gone = database_.prepare(sql).bind(archive).run(); !gone) return gone;
  }
  return database_.prepare("DELETE FROM archive WHERE id = ?").bind(archive).run();
}

Result<void> RunStore::add(std::int64_t archive, const ArchivePiece& piece) {
  return within_transaction([&]() -> Result<void> {
    if (auto added = add_counts(archive, piece.totals); !added) return added;
    if (auto added = add_findings(archive, piece); !added) return added;
    if (auto added = add_not_auditable(archive, piece); !added) return added;
    if (auto added = add_faults(archive, piece); !added) return added;
    if (auto added = add_put_off(archive, piece); !added) return added;
    add_progress_.bind(piece.resume_records).bind(piece.resume_offset).bind(piece.records);
    return add_progress_.bind(std::int64_t{piece.last})
        .bind(std::uint64_t{piece.put_off.size()})
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
    bind_place(finding.place, add_finding_.bind(archive)).bind(finding.url);
    add_finding_.bind(finding.site).bind(finding.path).bind(seconds_of(finding.time)).bind(finding.region);
    add_finding_.bind(name_of(finding.kind)).bind(static_cast<std::int64_t>(finding.kind));
    add_finding_.bind(name_of(finding.severity)).bind(finding.pack).bind(finding.rule);
    add_finding_.bind(finding.rule_place).bind(finding.expected).bind(finding.seen).bind(finding.excerpt);
    add_finding_.bind(finding.excerpt_mark).bind(finding.excerpt_length).bind(finding.count).bind(print);
    if (auto added = add_finding_.run(); !added) return added;
  }
  return {};
}

Result<void> RunStore::add_not_auditable(std::int64_t archive, const ArchivePiece& piece) {
  for (const UnauditableReading& reading : piece.not_auditable) {
    bind_place(reading.place, add_not_auditable_.bind(archive)).bind(reading.url);
    add_not_auditable_.bind(seconds_of(reading.time)).bind(reading.region).bind(reading.reason);
    if (auto added = add_not_auditable_.bind(reading.detail).run(); !added) return added;
  }
  return {};
}

Result<void> RunStore::add_faults(std::int64_t archive, const ArchivePiece& piece) {
  for (const ArchiveFault& fault : piece.faults) {
    bind_place(fault.place, add_fault_.bind(archive)).bind(fault.reason);
    if (auto added = add_fault_.bind(std::int64_t{fault.is_last}).run(); !added) return added;
  }
  return {};
}

}  // namespace caveat::audit
