#include "audit/revisits.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

#include "audit/formats/revisit_keys.h"
#include "audit/formats/revisit_originals.h"
#include "audit/store/payload_places.h"

namespace caveat::audit {
namespace {

constexpr std::size_t kRevisitPiece = 64;
/// Why a revisit cannot be judged that was there, or whose body was, when the archives were read first.
constexpr const char* kChanged = "archive-changed";

/// Goes through an archive past its faults. Of one that is audited they have been told before; of another
/// `tell` tells them.
class SecondReading {
 public:
  using Tell = std::function<void(const ArchiveFault&)>;
  explicit SecondReading(Archive& archive, Tell tell = nullptr) : archive_(archive), tell_(std::move(tell)) {}

  Archive& archive() { return archive_; }
  /// Which result of Archive::next the last one was, from 1 on.
  std::uint64_t number() const { return number_; }
  /// The next exchange; nullopt behind the last.
  std::optional<ArchivedExchange> next() {
    while (!over_) {
      auto next = archive_.next();
      ++number_;
      if (next && *next) return *std::move(next);
      if (!next && tell_) tell_(next.error());
      over_ = next ? true : next.error().is_last;
    }
    return std::nullopt;
  }
  /// That of this number; nullopt if it is there no more.
  std::optional<ArchivedExchange> next_at(std::uint64_t number) {
    while (number_ < number) {
      auto exchange = next();
      if (!exchange) return std::nullopt;
      if (number_ == number) return exchange;
    }
    return std::nullopt;
  }

 private:
  Archive& archive_;
  Tell tell_;
  std::uint64_t number_ = 0;
  bool over_ = false;
};

/// What is left of a revisit in the store once its archive has it no more.
ArchivedExchange exchange_of(const PutOffRevisit& revisit) {
  ArchivedExchange exchange;
  exchange.place = revisit.place;
  exchange.url = revisit.url;
  exchange.time = revisit.time;
  if (revisit.region) exchange.capture = CaptureNote{*revisit.region, {}};
  return exchange;
}

class RevisitJudging {
 public:
  RevisitJudging(const std::vector<std::string>& archives, const std::vector<std::string>& bodies_from,
                 const Judge& judge, const OpenArchive& open, const OpenArchiveAt& open_at, RunStore& store)
      : archives_(archives),
        audited_(archives.begin(), archives.end()),
        judge_(judge),
        open_(open),
        open_at_(open_at),
        store_(store) {
    std::ranges::copy(bodies_from, std::back_inserter(archives_));
    std::ranges::sort(archives_);
    const auto repeated = std::ranges::unique(archives_);
    archives_.erase(repeated.begin(), repeated.end());
  }

  boost::system::result<void, StoreError> run() {
    const auto waiting = store_.archives_with_revisits();
    if (!waiting) return waiting.error();
    if (waiting->empty()) return {};
    auto places = store_.places_of_awaited();
    if (!places) return places.error();
    for (std::size_t i = 0; i < archives_.size() && places->any_left(); ++i) {
      if (auto looked = look_into(i, *places); !looked) return looked;
    }
    for (const ArchiveWithRevisits& archive : *waiting) {
      if (auto judged = judge_archive(archive, *places); !judged) return judged;
    }
    return {};
  }

 private:
  boost::system::result<void, StoreError> look_into(std::size_t index, PayloadPlaces& places) {
    const std::string& path = archives_[index];
    const bool is_audited = audited_.contains(path);
    if (!is_audited) {
      if (auto added = store_.add_bodies_archive(path); !added) return added;
    }
    boost::system::result<void, StoreError> told;
    const auto tell = [&](const ArchiveFault& fault) {
      if (told && !is_audited) told = store_.add_bodies_fault(path, fault);
    };
    auto archive = open_(path);
    if (!archive) {
      tell(archive.error());
      return told;
    }
    SecondReading reading(**archive, tell);
    while (places.any_left()) {
      const auto exchange = reading.next();
      if (!exchange) break;
      if (exchange->body == ArchivedBody::absent || exchange->body == ArchivedBody::elsewhere) continue;
      for (const std::string& key : (*archive)->payload_keys()) {
        const PayloadPlace place{.archive = index, .offset = exchange->place.offset};
        if (auto put = places.put(hash_of_key(key), place); !put) return put;
      }
    }
    return told;
  }

  /// Each of its revisits comes to a judgement, whatever has become of the archive since it was read.
  boost::system::result<void, StoreError> judge_archive(const ArchiveWithRevisits& waiting,
                                                        PayloadPlaces& places) {
    const auto archive = open_(waiting.path);
    std::optional<SecondReading> reading;
    if (archive) reading.emplace(**archive);
    while (true) {
      const auto revisits = store_.put_off_revisits(waiting.id, kRevisitPiece);
      if (!revisits) return revisits.error();
      if (revisits->empty()) return {};
      ArchivePiece piece;
      for (const PutOffRevisit& revisit : *revisits) {
        auto judgement = judge_revisit(revisit, reading, places);
        if (!judgement) return judgement.error();
        piece.totals.merge(judgement->totals);
        std::ranges::move(judgement->findings, std::back_inserter(piece.findings));
        std::ranges::move(judgement->not_auditable, std::back_inserter(piece.not_auditable));
      }
      if (auto added = store_.add_revisited(waiting.id, piece, revisits->back().number); !added) return added;
    }
  }

  boost::system::result<Judgement, StoreError> judge_revisit(const PutOffRevisit& revisit,
                                                             std::optional<SecondReading>& reading,
                                                             PayloadPlaces& places) const {
    auto exchange = reading ? reading->next_at(revisit.number) : std::nullopt;
    const bool is_there = exchange && exchange->place.offset == revisit.place.offset &&
                          exchange->place.record == revisit.place.record;
    if (!is_there) return judge_.cannot_judge(exchange_of(revisit), kChanged);
    return judge_exchange(*std::move(exchange), reading->archive(), places);
  }

  boost::system::result<Judgement, StoreError> judge_exchange(ArchivedExchange exchange, Archive& own,
                                                              PayloadPlaces& places) const {
    const std::size_t most_bytes = judge_.most_body_bytes();
    // Put off by a run that had begun behind its body.
    if (exchange.revisit_of.empty()) return judge_.judge(take_response(std::move(exchange), own, most_bytes));
    own.complete(exchange);
    bool was_there = false;
    for (const std::string& key : std::exchange(exchange.revisit_of, {})) {
      const auto place = places.find(hash_of_key(key));
      if (!place) return place.error();
      if (!*place) continue;
      was_there = true;
      const std::uint64_t offset = (*place)->offset;
      const auto archive = open_at_(archives_[(*place)->archive], offset);
      const auto original = archive ? next_by_key(*archive, offset, key) : std::nullopt;
      if (!original) continue;
      take_head_of(*original, exchange.head.status != 0, exchange);
      return judge_.judge(take_response(std::move(exchange), *archive, most_bytes));
    }
    if (was_there) return judge_.cannot_judge(std::move(exchange), kChanged);
    exchange.body_flaw = "a revisit, and what it is of is in none of the archives of this audit";
    ArchivedResponse response;
    response.has_body = true;
    response.exchange = std::move(exchange);
    return judge_.judge(std::move(response));
  }

  std::vector<std::string> archives_;  ///< in which bodies are looked for, in order
  std::set<std::string> audited_;
  const Judge& judge_;
  const OpenArchive& open_;
  const OpenArchiveAt& open_at_;
  RunStore& store_;
};

}  // namespace

boost::system::result<void, StoreError> judge_revisits(const std::vector<std::string>& archives,
                                                       const std::vector<std::string>& bodies_from,
                                                       const Judge& judge, const OpenArchive& open,
                                                       const OpenArchiveAt& open_at, RunStore& store) {
  return RevisitJudging(archives, bodies_from, judge, open, open_at, store).run();
}

}  // namespace caveat::audit
