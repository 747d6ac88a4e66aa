// What a run has found so far, in an SQLite file: docs/audit.md tells its tables.
#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "audit/archive.h"
#include "audit/finding.h"
#include "audit/store/database.h"
#include "audit/store/payload_places.h"
#include "audit/totals.h"
#include "audit/unauditable_reading.h"

namespace caveat::audit {

/// A file as stat(2) tells of it: as long as all of it is the same, so are its bytes, unless somebody sets
/// the clock back to hide a change.
struct FileState {
  std::string path;
  std::uint64_t size = 0;
  std::int64_t modified = 0;  ///< nanoseconds since 1970
  std::int64_t changed = 0;   ///< of the inode; no program can set it
  std::uint64_t device = 0;
  std::uint64_t inode = 0;

  bool operator==(const FileState&) const = default;
};

/// What makes an archive the same as it was. Without a digest it is never taken for unchanged.
struct ArchiveIdentity {
  std::string path;  ///< as it was named
  std::uint64_t size = 0;
  std::int64_t changed = 0;  ///< nanoseconds since 1970
  std::string digest;        ///< of its size, beginning and end
};

/// How far an archive was read.
struct ArchiveProgress {
  std::int64_t id = 0;        ///< of its row
  std::uint64_t records = 0;  ///< results of Archive::next that are done with
  bool complete = false;
  /// Reading may begin at `resume_offset` of the file, past so many of `records`.
  std::uint64_t resume_records = 0;
  std::uint64_t resume_offset = 0;
};

/// A revisit that was put off, since its body may be in another archive.
struct PutOffRevisit {
  std::uint64_t number = 0;  ///< which result of Archive::next it is, from 1 on; in a piece: of this piece
  ArchivePlace place;
  std::string url;                                 ///< without its query
  std::optional<std::chrono::sys_seconds> time{};  ///< of the capture
  std::optional<std::string> region{};             ///< that was recorded with it
  /// Hashes (revisit_keys.h) of what its body may be known by: the keys have URLs in them, with their
  /// queries. The store does not give them one by one.
  std::vector<std::uint64_t> keys{};
};

/// An archive with revisits that wait.
struct ArchiveWithRevisits {
  std::int64_t id = 0;
  std::string path;
};

/// What a piece of an archive gave; pieces of one archive are added in order.
struct ArchivePiece {
  Totals totals;
  std::vector<Finding> findings;
  std::vector<UnauditableReading> not_auditable;
  std::vector<ArchiveFault> faults;
  std::uint64_t records = 0;  ///< more than before
  bool last = false;          ///< the archive is over
  /// Reading may begin at `resume_offset` of the file, past so many of this piece's records; 0: nowhere new.
  std::uint64_t resume_records = 0;
  std::uint64_t resume_offset = 0;
  std::vector<PutOffRevisit> put_off;
};

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
