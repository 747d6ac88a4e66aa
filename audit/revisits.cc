#include "audit/revisits.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "audit/formats/revisit_originals.h"

namespace caveat::audit {
namespace {

constexpr std::uint64_t kPiece = 64;

struct PayloadPlace {
  std::size_t archive = 0;  ///< its index
  std::uint64_t offset = 0;
};

std::uint64_t hash_of(const std::string& key) {
  return std::hash<std::string>()(key);
}

/// Goes through an archive whose faults have been told before. `take` also gets which result of
/// Archive::next it is, from 1 on, and says whether to go on.
template <class Take>
void each_exchange(Archive& archive, Take take) {
  for (std::uint64_t record = 1;; ++record) {
    auto next = archive.next();
    if (!next) {
      if (next.error().is_last) return;
      continue;
    }
    if (!*next || !take(**std::move(next), record)) return;
  }
}

class RevisitJudging {
 public:
  RevisitJudging(std::vector<std::string> archives, const Judge& judge, const OpenArchive& open,
                 const OpenArchiveAt& open_at, RunStore& store)
      : archives_(std::move(archives)), judge_(judge), open_(open), open_at_(open_at), store_(store) {
    std::ranges::sort(archives_);
  }

  boost::system::result<void, StoreError> run() {
    const auto put_off = store_.put_off_revisits();
    if (!put_off) return put_off.error();
    if (put_off->empty()) return {};
    if (auto read = store_.each_awaited([this](const std::string& key) { wanted_.insert(hash_of(key)); });
        !read)
      return read;
    for (std::size_t i = 0; i < archives_.size() && places_.size() < wanted_.size(); ++i) look_into(i);
    for (const PutOffRevisits& archive : *put_off) {
      if (auto judged = judge_archive(archive); !judged) return judged;
    }
    return {};
  }

 private:
  void look_into(std::size_t index) {
    auto archive = open_(archives_[index]);
    if (!archive) return;
    each_exchange(**archive, [&](const ArchivedExchange& exchange, std::uint64_t) {
      if (exchange.body == ArchivedBody::absent) return true;
      for (const std::string& key : (*archive)->payload_keys()) {
        const std::uint64_t hash = hash_of(key);
        if (wanted_.contains(hash)) places_.try_emplace(hash, PayloadPlace{index, exchange.place.offset});
      }
      return places_.size() < wanted_.size();
    });
  }

  boost::system::result<void, StoreError> judge_archive(const PutOffRevisits& put_off) {
    auto archive = open_(put_off.path);
    if (!archive) return {};
    ArchivePiece piece;
    std::size_t at = put_off.done;
    std::uint64_t count = 0;
    boost::system::result<void, StoreError> added;
    const auto hand_over = [&] {
      added = store_.add_revisited(put_off.id, std::exchange(piece, {}), std::exchange(count, 0));
    };
    each_exchange(**archive, [&](ArchivedExchange exchange, std::uint64_t record) {
      if (at == put_off.records.size()) return false;
      if (record != put_off.records[at]) return true;
      ++at;
      Judgement judgement = judge_.judge(with_body(std::move(exchange), **archive));
      piece.totals.merge(judgement.totals);
      std::ranges::move(judgement.findings, std::back_inserter(piece.findings));
      if (++count == kPiece) hand_over();
      return added.has_value();
    });
    if (added && count > 0) hand_over();
    return added;
  }

  ArchivedResponse with_body(ArchivedExchange exchange, Archive& own) const {
    // Put off by a run that had begun behind its body.
    if (exchange.revisit_of.empty()) return take_response(std::move(exchange), own, judge_.most_body_bytes());
    own.complete(exchange);
    for (const std::string& key : std::exchange(exchange.revisit_of, {})) {
      const auto place = places_.find(hash_of(key));
      if (place == places_.end()) continue;
      const auto archive = open_at_(archives_[place->second.archive], place->second.offset);
      const auto original = archive ? next_by_key(*archive, place->second.offset, key) : std::nullopt;
      if (!original) continue;
      take_head_of(*original, exchange.head.status != 0, exchange);
      return take_response(std::move(exchange), *archive, judge_.most_body_bytes());
    }
    ArchivedResponse response;
    response.has_body = true;
    response.exchange = std::move(exchange);
    return response;
  }

  std::vector<std::string> archives_;
  const Judge& judge_;
  const OpenArchive& open_;
  const OpenArchiveAt& open_at_;
  RunStore& store_;
  std::unordered_set<std::uint64_t> wanted_;
  std::unordered_map<std::uint64_t, PayloadPlace> places_;
};

}  // namespace

boost::system::result<void, StoreError> judge_revisits(const std::vector<std::string>& archives,
                                                       const Judge& judge, const OpenArchive& open,
                                                       const OpenArchiveAt& open_at, RunStore& store) {
  return RevisitJudging(archives, judge, open, open_at, store).run();
}

}  // namespace caveat::audit
