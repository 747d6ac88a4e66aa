#include "audit/run.h"

#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <future>
#include <iterator>
#include <utility>

#include "audit/revisits.h"
#include "rules/digest.h"

namespace caveat::audit {
namespace {

constexpr std::size_t kSampledBytes = std::size_t{64} * 1024;

/// Of the size, the beginning and the end: to read all of an archive would take as long as to audit it.
std::string sampled_digest(const std::string& path, std::uint64_t size) {
  std::ifstream file(path, std::ios::binary);
  std::string sample = std::to_string(size) + ":";
  const auto add = [&](std::uint64_t from) {
    std::string piece(kSampledBytes, '\0');
    file.clear();
    file.seekg(static_cast<std::streamoff>(from));
    file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    sample += piece.substr(0, static_cast<std::size_t>(file.gcount()));
  };
  add(0);
  if (size > kSampledBytes) add(size - std::min<std::uint64_t>(size - kSampledBytes, kSampledBytes));
  return file.bad() ? std::string() : rules::sha256_of(sample);
}

/// What judging adds to what reading told.
void judge_batch(const Judge& judge, Batch& batch) {
  for (ArchivedResponse& response : batch.responses) {
    Judgement judgement = judge.judge(std::move(response));
    batch.piece.totals.merge(judgement.totals);
    std::ranges::move(judgement.findings, std::back_inserter(batch.piece.findings));
    std::ranges::move(judgement.not_auditable, std::back_inserter(batch.piece.not_auditable));
  }
}

/// In whatever order they are named.
std::string digest_of_set(const std::vector<ArchiveIdentity>& archives) {
  std::vector<std::string> names;
  for (const ArchiveIdentity& archive : archives)
    names.push_back(archive.path + '\n' + archive.digest + '\n');
  std::ranges::sort(names);
  std::string all;
  for (const std::string& name : names) all += name;
  return rules::sha256_of(all);
}

/// The archives that are still to be read, as the store tells.
boost::system::result<std::vector<Source>, StoreError> open_sources(const std::vector<std::string>& archives,
                                                                    const RunOptions& options,
                                                                    RunStore& store) {
  const bool looks_elsewhere = options.open_at != nullptr;
  std::vector<Source> sources;
  std::vector<ArchiveIdentity> identities;
  for (const std::string& path : archives) identities.push_back(identity_of(path));
  std::vector<ArchiveIdentity> all = identities;
  for (const std::string& path : options.bodies_from) all.push_back(identity_of(path));
  if (auto set = store.set_archives(digest_of_set(all)); !set) return set.error();
  for (const ArchiveIdentity& identity : identities) {
    const auto progress = store.take(identity);
    if (!progress) return progress.error();
    if (progress->complete) continue;
    sources.push_back({.path = identity.path,
                       .size = identity.size,
                       .id = progress->id,
                       .skipped = progress->records,
                       .resume_records = progress->resume_records,
                       .resume_offset = progress->resume_offset,
                       .puts_off_revisits = looks_elsewhere && !identity.digest.empty()});
  }
  return sources;
}

}  // namespace

ArchiveIdentity identity_of(const std::string& path) {
  ArchiveIdentity identity;
  identity.path = path;
  struct stat status = {};
  if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return identity;
  identity.size = static_cast<std::uint64_t>(status.st_size);
  identity.changed = std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
  identity.digest = sampled_digest(path, identity.size);
  return identity;
}

boost::system::result<void, StoreError> run_audit(const std::vector<std::string>& archives,
                                                  const Judge& judge, const OpenArchive& open,
                                                  RunStore& store, const RunOptions& options) {
  auto sources = open_sources(archives, options, store);
  if (!sources) return sources.error();
  RunProgress progress;
  for (const Source& source : *sources) progress.bytes_total += source.size;
  std::optional<StoreError> failed;
  ArchiveQueue* reading = nullptr;
  const auto deliver = [&](const Source& source, const Batch& batch) {
    if (failed) return;
    if (auto added = store.add(source.id, batch.piece); !added) {
      failed = added.error();
      reading->stop();
      return;
    }
    progress.responses += batch.piece.totals.responses;
    progress.bytes_read += batch.bytes_read;
    if (options.progress) options.progress(progress);
  };
  ArchiveQueue queue(*std::move(sources), open, options.open_at, deliver, judge.most_body_bytes());
  reading = &queue;
  const auto work = [&] {
    while (auto batch = queue.next()) {
      judge_batch(judge, *batch);
      queue.done(*std::move(batch));
    }
  };
  std::vector<std::future<void>> others;
  for (unsigned i = 1; i < options.jobs; ++i) others.push_back(std::async(std::launch::async, work));
  work();
  for (std::future<void>& other : others) other.get();
  if (failed) return *failed;
  if (!options.open_at) return {};
  return judge_revisits(archives, options.bodies_from, judge, open, options.open_at, store);
}

}  // namespace caveat::audit
