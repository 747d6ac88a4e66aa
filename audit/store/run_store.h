// What a run has found so far, in an SQLite file: docs/audit.md tells its tables.
#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "audit/archive.h"
#include "audit/finding.h"
#include "audit/store/archive_progress.h"
#include "audit/store/database.h"
#include "audit/store/payload_places.h"
#include "audit/totals.h"
#include "audit/unauditable_reading.h"

namespace caveat::audit {

/// One thread at a time. After each call that returned, a process may end in any way: what was added stays.
class RunStore {
 public:
  /// `path`: "" keeps it for this run only.
  static boost::system::result<RunStore, StoreError> open(const std::string& path);

  /// Begins or goes on with a run. Where the file answers another question (question.h), its answers go.
  /// `rules` and `regions` are for people who open the file.
  boost::system::result<void, StoreError> begin(const std::string& question, const std::string& rules,
                                                const std::string& regions);
  /// Takes an archive into the run. One that has changed begins anew.
  boost::system::result<ArchiveProgress, StoreError> take(const ArchiveIdentity& archive);
  boost::system::result<void, StoreError> add(std::int64_t archive, const ArchivePiece& piece);

  /// Before the first `take`: which archives this run is over, as one text. Where that is new, archives whose
  /// revisits looked for bodies in others begin anew.
  boost::system::result<void, StoreError> set_archives(const std::string& archives);
  /// Of the archives of this run that were read to their ends, by path: those with revisits that wait.
  boost::system::result<std::vector<ArchiveWithRevisits>, StoreError> archives_with_revisits();
  /// The first `count` of those of `archive`, by number.
  boost::system::result<std::vector<PutOffRevisit>, StoreError> put_off_revisits(std::int64_t archive,
                                                                                 std::size_t count);
  /// Of the keys of all that wait; to be given up before the next ones are asked for.
  boost::system::result<PayloadPlaces, StoreError> places_of_awaited() {
    return PayloadPlaces::of_awaited(database_);
  }
  /// What came of the revisits of `archive` up to that of number `last`: they wait no more.
  boost::system::result<void, StoreError> add_revisited(std::int64_t archive, const ArchivePiece& piece,
                                                        std::uint64_t last);

  /// An archive of this run that is not audited was looked into for bodies of revisits.
  boost::system::result<void, StoreError> add_bodies_archive(const std::string& path);
  /// What could not be read there; the same fault may be told again.
  boost::system::result<void, StoreError> add_bodies_fault(const std::string& path,
                                                           const ArchiveFault& fault);
  /// By path, each with its faults in the order of `each_fault`.
  boost::system::result<std::vector<BodiesArchive>, StoreError> bodies_archives();

  /// The SHA-256 of a file that is still as it was when it was kept; nullopt: not known. Whatever is asked of
  /// archives, these stay.
  boost::system::result<std::optional<std::string>, StoreError> digest_of(const FileState& file);
  boost::system::result<void, StoreError> keep_digest(const FileState& file, const std::string& digest);

  /// Of the archives of this run.
  boost::system::result<Totals, StoreError> totals();
  /// In their order (stands_before).
  boost::system::result<void, StoreError> each_finding(const std::function<void(const Finding&)>& take);
  boost::system::result<void, StoreError> each_not_auditable(
      const std::function<void(const UnauditableReading&)>& take);
  boost::system::result<void, StoreError> each_fault(const std::function<void(const ArchiveFault&)>& take);

 private:
  explicit RunStore(Database database);

  boost::system::result<void, StoreError> forget(std::int64_t archive);
  boost::system::result<void, StoreError> add_counts(std::int64_t archive, const Totals& totals);
  boost::system::result<void, StoreError> add_findings(std::int64_t archive, const ArchivePiece& piece);
  boost::system::result<void, StoreError> add_faults(std::int64_t archive, const ArchivePiece& piece);
  boost::system::result<void, StoreError> add_not_auditable(std::int64_t archive, const ArchivePiece& piece);
  boost::system::result<void, StoreError> add_put_off(std::int64_t archive, const ArchivePiece& piece);
  boost::system::result<void, StoreError> within_transaction(
      const std::function<boost::system::result<void, StoreError>()>& work);

  Database database_;
  Statement add_count_;
  Statement add_coverage_;
  Statement add_finding_;
  Statement add_not_auditable_;
  Statement add_fault_;
  Statement add_progress_;
  Statement add_put_off_;
  Statement add_awaited_;
};

}  // namespace caveat::audit
