#include "audit/archive_queue.h"

#include <algorithm>
#include <utility>

#include "audit/formats/revisit_keys.h"

namespace caveat::audit {
namespace {

/// Enough that handing over costs nothing, little enough that every thread has something at an archive's end.
constexpr std::size_t kBatchBytes = std::size_t{1024} * 1024;
constexpr std::size_t kBatchRecords = 64;

/// With no more of it than has to be told should it be there no more: no query, nothing of the request.
PutOffRevisit put_off(ArchivedExchange revisit, std::uint64_t number) {
  PutOffRevisit put_off;
  put_off.number = number;
  put_off.place = std::move(revisit.place);
  put_off.url = revisit.url.substr(0, revisit.url.find_first_of("?#"));
  put_off.time = revisit.time;
  if (revisit.capture) put_off.region = std::move(revisit.capture->region);
  for (const std::string& key : revisit.revisit_of) put_off.keys.push_back(hash_of_key(key));
  return put_off;
}

}  // namespace

ArchiveQueue::ArchiveQueue(std::vector<Source> sources, Open open, OpenArchiveAt open_at, Deliver deliver,
                           std::size_t most_body_bytes)
    : open_(std::move(open)),
      open_at_(std::move(open_at)),
      deliver_(std::move(deliver)),
      most_body_bytes_(most_body_bytes) {
  states_.reserve(sources.size());
  for (Source& source : sources) {
    State& state = states_.emplace_back();
    state.source = std::move(source);
  }
}

std::optional<Batch> ArchiveQueue::next() {
  std::unique_lock lock(reading_);
  while (true) {
    bool any_left = false;
    State* state = free_source(any_left);
    if (!any_left || stopped_) return std::nullopt;
    if (state == nullptr) {
      freed_.wait(lock);
      continue;
    }
    state->being_read = true;
    lock.unlock();
    Batch batch = read_batch(*state);
    lock.lock();
    state->being_read = false;
    state->ended = batch.piece.last;
    if (state->ended) state->archive.reset();
    freed_.notify_all();
    return batch;
  }
}

ArchiveQueue::State* ArchiveQueue::free_source(bool& any_left) {
  for (State& state : states_) {
    if (state.ended) continue;
    any_left = true;
    if (!state.being_read) return &state;
  }
  return nullptr;
}

void ArchiveQueue::stop() {
  const std::scoped_lock lock(reading_);
  stopped_ = true;
  freed_.notify_all();
}

Batch ArchiveQueue::read_batch(State& state) {
  Batch batch;
  batch.source = static_cast<std::size_t>(&state - states_.data());
  batch.number = state.batches++;
  if (!state.archive && !open(state, batch)) return batch;
  std::size_t bytes = 0;
  while (bytes < kBatchBytes && batch.piece.records < kBatchRecords) {
    auto next = state.archive->next();
    ++batch.piece.records;
    if (!next) {
      take_fault(next.error(), batch);
      if (batch.piece.last) break;
      continue;
    }
    if (!*next) {
      batch.piece.last = true;
      break;
    }
    const std::size_t known = batch.responses.size();
    take(**std::move(next), state, batch);
    if (batch.responses.size() > known) bytes += batch.responses.back().body.size();
  }
  const std::uint64_t position = state.archive->position();
  batch.bytes_read = position - std::min(position, state.position);
  state.position = position;
  if (batch.piece.last) {
    batch.piece.totals.archives = 1;
    batch.piece.totals.archive_bytes = state.source.size;
  }
  return batch;
}

void ArchiveQueue::take(ArchivedExchange exchange, State& state, Batch& batch) {
  if (state.source.puts_off_revisits && !exchange.revisit_of.empty() && needs_body(exchange)) {
    state.archive->complete(exchange);
    batch.piece.put_off.push_back(put_off(std::move(exchange), batch.piece.records));
  } else {
    batch.responses.push_back(take_response(std::move(exchange), *state.archive, most_body_bytes_));
  }
  const auto place = state.archive->next_record_place();
  if (!place) return;
  batch.piece.resume_records = batch.piece.records;
  batch.piece.resume_offset = *place;
}

/// Also passes over the records that an earlier run has judged.
bool ArchiveQueue::open(State& state, Batch& batch) {
  std::uint64_t skipped = state.source.skipped;
  if (state.source.resume_records > 0 && open_at_) {
    state.archive = open_at_(state.source.path, state.source.resume_offset);
    if (state.archive) skipped -= state.source.resume_records;
  }
  if (!state.archive && !open_anew(state, batch)) return false;
  for (std::uint64_t i = 0; i < skipped; ++i) {
    const auto next = state.archive->next();
    if (next ? !*next : next.error().is_last) break;
  }
  return true;
}

bool ArchiveQueue::open_anew(State& state, Batch& batch) {
  auto archive = open_(state.source.path);
  if (!archive) {
    take_fault(archive.error(), batch);
    batch.piece.last = true;
    return false;
  }
  state.archive = *std::move(archive);
  return true;
}

void ArchiveQueue::take_fault(ArchiveFault fault, Batch& batch) {
  batch.piece.last = batch.piece.last || fault.is_last;
  ++batch.piece.totals.unreadable_records;
  batch.piece.faults.push_back(std::move(fault));
}

void ArchiveQueue::done(Batch batch) {
  const std::scoped_lock lock(delivering_);
  State& state = states_[batch.source];
  const std::uint64_t number = batch.number;
  state.waiting.emplace(number, std::move(batch));
  for (auto first = state.waiting.begin(); first != state.waiting.end() && first->first == state.delivered;
       first = state.waiting.erase(first)) {
    deliver_(state.source, first->second);
    ++state.delivered;
  }
}

}  // namespace caveat::audit
