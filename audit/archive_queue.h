// Hands the responses of archives to several threads, and their results on in the order of the archives.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "audit/archive.h"
#include "audit/archived_page.h"
#include "audit/store/run_store.h"

namespace caveat::audit {

/// Neighbouring responses of one archive.
struct Batch {
  std::size_t source = 0;    ///< which archive
  std::uint64_t number = 0;  ///< of the batch in its archive
  std::vector<ArchivedResponse> responses;
  ArchivePiece piece;  ///< what reading alone tells: faults, records, whether it was the last
  std::uint64_t bytes_read = 0;
};

/// An archive that is to be read.
struct Source {
  std::string path;
  std::uint64_t size = 0;
  std::int64_t id = 0;        ///< in the store
  std::uint64_t skipped = 0;  ///< records that are done with
  /// Of these, how many are before `resume_offset` in the file, where reading may begin.
  std::uint64_t resume_records = 0;
  std::uint64_t resume_offset = 0;
  /// Those whose bodies are not in this archive are left to whoever looks in others.
  bool puts_off_revisits = false;
};

/// Reads an archive from a record on (Archive::next_record_place); null if that cannot be.
using OpenArchiveAt = std::function<std::unique_ptr<Archive>(const std::string& path, std::uint64_t offset)>;

/// Each archive is read by one thread at a time; which one does not matter. So one large archive keeps all
/// threads busy, and as many archives are open as there are threads. Safe to use from any thread.
class ArchiveQueue {
 public:
  using Open =
      std::function<boost::system::result<std::unique_ptr<Archive>, ArchiveFault>(const std::string&)>;
  /// `deliver` gets the pieces of an archive in order, one at a time, whatever thread judged them.
  using Deliver = std::function<void(const Source& source, const Batch& batch)>;

  /// `open_at` may be null: then an archive is read from its beginning.
  ArchiveQueue(std::vector<Source> sources, Open open, OpenArchiveAt open_at, Deliver deliver,
               std::size_t most_body_bytes);

  /// The next batch; nullopt once there is nothing more to read. Waits while others read all that is left.
  std::optional<Batch> next();
  /// `batch` has been judged: its piece is complete.
  void done(Batch batch);
  /// Nothing more is read.
  void stop();

 private:
  struct State {
    Source source;
    std::unique_ptr<Archive> archive;
    std::uint64_t batches = 0;
    std::uint64_t position = 0;
    bool being_read = false;
    bool ended = false;
    std::map<std::uint64_t, Batch> waiting;  ///< for those before them
    std::uint64_t delivered = 0;
  };

  State* free_source(bool& any_left);
  Batch read_batch(State& state);
  bool open(State& state, Batch& batch);
  bool open_anew(State& state, Batch& batch);
  void take(ArchivedExchange exchange, State& state, Batch& batch);
  void take_fault(ArchiveFault fault, Batch& batch);

  std::vector<State> states_;
  Open open_;
  OpenArchiveAt open_at_;
  Deliver deliver_;
  std::size_t most_body_bytes_;
  std::mutex reading_;
  std::condition_variable freed_;
  std::mutex delivering_;
  bool stopped_ = false;
};

}  // namespace caveat::audit
