#include "app/crawl.h"

#include <chrono>
#include <thread>

#include "app/wall_clock.h"

namespace caveat::app {
namespace {

using std::chrono::steady_clock;

/// Lets requests go at no more than a rate.
class Pace {
 public:
  explicit Pace(double per_second)
      : between_(per_second > 0 ? std::chrono::duration_cast<steady_clock::duration>(
                                      std::chrono::duration<double>(1 / per_second))
                                : steady_clock::duration(0)) {}
  void wait() {
    std::this_thread::sleep_until(next_);
    next_ = std::max(next_, steady_clock::now()) + between_;
  }

 private:
  steady_clock::duration between_;
  steady_clock::time_point next_ = steady_clock::now();
};

/// What came, and by which rules.
struct Fetched {
  boost::system::result<FetchedPage, std::string> page;
  std::string rules_digest;
};

Fetched fetch(HttpClient& client, RulesAsked& rules, const std::string& url, const CrawlReader& reader,
              const CrawlLimits& limits, Pace& pace) {
  for (unsigned attempt = 0;; ++attempt) {
    pace.wait();
    // What held behind the page before holds before this one, or else does not hold behind it.
    std::string before = rules.last_digest_for(url);
    auto page = client.get(url, reader.fields);
    // Nobody can say which of two a page was made by.
    const bool has_changed = rules.digest_for(url) != before;
    if (has_changed) before.clear();
    const bool is_worth_another = !page || page->head.status >= 500 || has_changed;
    if (!is_worth_another || attempt >= limits.retries) return {std::move(page), std::move(before)};
  }
}

}  // namespace

CrawlCounts crawl_pages(HttpClient& client, RulesAsked& rules, const std::vector<std::string>& urls,
                        const std::vector<CrawlReader>& readers, const CrawlLimits& limits,
                        audit::WarcWriter& writer,
                        const std::function<void(const CrawlCounts&, const std::string& failure)>& told) {
  CrawlCounts counts;
  Pace pace(limits.requests_per_second);
  for (const std::string& url : urls) {
    for (const CrawlReader& reader : readers) {
      const auto [page, rules_digest] = fetch(client, rules, url, reader, limits, pace);
      if (!page) {
        ++counts.failed;
        told(counts, url + ", as " + reader.region + ": " + page.error());
        continue;
      }
      ++counts.pages;
      counts.bytes += page->body.size();
      const audit::CaptureNote note{reader.region, rules_digest};
      writer.response({url, now(), page->head, page->body, page->is_truncated}, &note);
      told(counts, {});
    }
  }
  return counts;
}

}  // namespace caveat::app
