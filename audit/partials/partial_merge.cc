#include "audit/partials/partial_merge.h"

#include <algorithm>
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
    const auto [same, is_new] = digests.emplace(archive.digest, archive.name);
    if (!is_new) {
      return PartialFault{visible_text(archive.name) + " has the very bytes of " + visible_text(same->second),
                          0};
    }
    archives.push_back(archive);
  }
  return std::nullopt;
}

struct Next {
  ReportedFinding finding;
  std::size_t part;
};

/// The one that stands first is on top of the queue. Equal findings are alike: which comes first cannot be
/// seen.
struct StandsBehind {
  bool operator()(const Next& a, const Next& b) const {
    return stands_before(b.finding.finding, a.finding.finding);
  }
};

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
    head.totals.merge(part.totals);
  }
  std::ranges::sort(head.archives, {}, &AuditedArchive::name);
  return head;
}

std::optional<MergeFault> merge_findings(std::span<PartialReader> parts,
                                         const std::function<void(const ReportedFinding&)>& take) {
  std::priority_queue<Next, std::vector<Next>, StandsBehind> queue;
  const auto advance = [&](std::size_t part) -> std::optional<MergeFault> {
    auto read = parts[part].next();
    if (!read) return MergeFault{part, read.error()};
    if (*read) queue.push({**std::move(read), part});
    return std::nullopt;
  };
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (auto fault = advance(i)) return fault;
  }
  while (!queue.empty()) {
    const Next next = queue.top();
    queue.pop();
    take(next.finding);
    if (auto fault = advance(next.part)) return fault;
  }
  return std::nullopt;
}

}  // namespace caveat::audit
