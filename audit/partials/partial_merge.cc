#include "audit/partials/partial_merge.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <queue>
#include <utility>
#include <vector>

#include "audit/reports/visible_text.h"

namespace caveat::audit {
namespace {

/// Empty if the two belong to one audit.
std::string difference_between(const ReportHead& a, const ReportHead& b) {
  if (a.version != b.version) return "it was made by another version of caveat";
  if (a.rules_digest != b.rules_digest) return "it was made under other rules";
  if (a.regions != b.regions) return "it was made for other regions";
  if (a.at != b.at) return "it was made for another moment";
  if (a.question != b.question) return "it answers another question";
  return {};
}

std::optional<PartialFault> add_archives(const ReportHead& part, std::vector<AuditedArchive>& archives,
                                         std::map<std::string, std::string>& names,
                                         std::map<std::string, std::string>& digests) {
  for (const AuditedArchive& archive : part.archives) {
    const auto named = names.emplace(archive.name, archive.digest);
    if (!named.second) return PartialFault{visible_text(archive.name) + " is in more than one partial", 0};
    if (archive.digest.empty()) {
      archives.push_back(archive);
      continue;
    }
    const auto [same, is_new] = digests.emplace(archive.digest, archive.name);
    if (!is_new) {
      return PartialFault{visible_text(archive.name) + " has the very bytes of " + visible_text(same->second),
                          0};
    }
    archives.push_back(archive);
  }
  return std::nullopt;
}

bool is_before(const AuditedArchive& a, const AuditedArchive& b) {
  return stands_before(a, b);
}

/// Puts what one more part read for bodies to what others did. How much of an archive a part reads depends on
/// what it looks for, so its faults may be others: all are told, up to the bound.
void add_bodies(const ReportHead& part, std::vector<AuditedArchive>& bodies) {
  for (const AuditedArchive& archive : part.bodies) {
    const auto at = std::ranges::lower_bound(bodies, archive, &is_before);
    if (at == bodies.end() || is_before(archive, *at)) {
      bodies.insert(at, archive);
      continue;
    }
    std::vector<UnreadableRecord>& records = at->unreadable;
    std::ranges::copy(archive.unreadable, std::back_inserter(records));
    std::ranges::sort(records);
    const auto repeated = std::ranges::unique(records);
    records.erase(repeated.begin(), repeated.end());
    records.resize(std::min(records.size(), AuditedArchive::kMostUnreadable));
  }
}

/// Whether what was read under one name had other bytes.
bool differ(const AuditedArchive& a, const AuditedArchive& b) {
  return a.name == b.name && a.digest != b.digest && !a.digest.empty() && !b.digest.empty();
}

/// What some part audits itself needs not be named as looked into; refused is that of other bytes. `archives`
/// are in order.
std::optional<PartialFault> settle_bodies(const std::vector<AuditedArchive>& archives,
                                          std::vector<AuditedArchive>& bodies) {
  const auto fault = [](const AuditedArchive& archive) {
    return PartialFault{visible_text(archive.name) + " had other bytes where another partial was made", 0};
  };
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    // One without a digest stands before these.
    if (i > 0 && differ(bodies[i - 1], bodies[i])) return fault(bodies[i]);
    const auto at = std::ranges::lower_bound(archives, bodies[i].name, {}, &AuditedArchive::name);
    if (at != archives.end() && differ(*at, bodies[i])) return fault(bodies[i]);
  }
  std::erase_if(bodies, [&](const AuditedArchive& archive) {
    const auto at = std::ranges::lower_bound(archives, archive.name, {}, &AuditedArchive::name);
    return at != archives.end() && at->name == archive.name && at->digest == archive.digest;
  });
  return std::nullopt;
}

/// Which reading or finding is next in the order of all.
const UnauditableReading& ordered(const UnauditableReading& reading) {
  return reading;
}
const Finding& ordered(const ReportedFinding& reported) {
  return reported.finding;
}

template <class Entry>
struct Next {
  Entry entry;
  std::size_t part;
};

/// The one that stands first is on top of the queue. Equal ones are alike: which comes first cannot be seen.
template <class Entry>
struct StandsBehind {
  bool operator()(const Next<Entry>& a, const Next<Entry>& b) const {
    return stands_before(ordered(b.entry), ordered(a.entry));
  }
};

/// `read` takes the next of a part.
template <class Entry, class Read>
std::optional<MergeFault> merge(std::span<PartialReader> parts, Read read,
                                const std::function<void(const Entry&)>& take) {
  std::priority_queue<Next<Entry>, std::vector<Next<Entry>>, StandsBehind<Entry>> queue;
  const auto advance = [&](std::size_t part) -> std::optional<MergeFault> {
    auto next = read(parts[part]);
    if (!next) return MergeFault{part, next.error()};
    if (*next) queue.push({**std::move(next), part});
    return std::nullopt;
  };
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (auto fault = advance(i)) return fault;
  }
  while (!queue.empty()) {
    const Next<Entry> next = queue.top();
    queue.pop();
    take(next.entry);
    if (auto fault = advance(next.part)) return fault;
  }
  return std::nullopt;
}

}  // namespace

boost::system::result<ReportHead, MergeFault> merged_head(std::span<const PartialReader> parts) {
  ReportHead head;
  std::map<std::string, std::string> names, digests;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const ReportHead& part = parts[i].head();
    if (i == 0) {
      head.version = part.version;
      head.rules_digest = part.rules_digest;
      head.question = part.question;
      head.regions = part.regions;
      head.at = part.at;
    }
    if (std::string reason = difference_between(head, part); !reason.empty()) {
      return MergeFault{i, {std::move(reason), 0}};
    }
    if (auto fault = add_archives(part, head.archives, names, digests))
      return MergeFault{i, *std::move(fault)};
    add_bodies(part, head.bodies);
    head.totals.merge(part.totals);
  }
  std::ranges::sort(head.archives, {}, &AuditedArchive::name);
  if (auto fault = settle_bodies(head.archives, head.bodies))
    return MergeFault{parts.size() - 1, *std::move(fault)};
  return head;
}

std::optional<MergeFault> merge_unauditable(std::span<PartialReader> parts,
                                            const std::function<void(const UnauditableReading&)>& take) {
  return merge(
      parts, [](PartialReader& part) { return part.next_unauditable(); }, take);
}

std::optional<MergeFault> merge_findings(std::span<PartialReader> parts,
                                         const std::function<void(const ReportedFinding&)>& take) {
  return merge(
      parts, [](PartialReader& part) { return part.next(); }, take);
}

}  // namespace caveat::audit
