// A site's pages as readers of some regions get them, into an archive.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "app/http_client.h"
#include "app/rules_asked.h"
#include "audit/formats/warc_writer.h"

namespace caveat::app {

/// A reader that the crawl is.
struct CrawlReader {
  std::string region;         ///< as it is noted
  filter::FieldLines fields;  ///< by which the proxy knows it
};

struct CrawlLimits {
  double requests_per_second = 10;  ///< 0: as fast as the proxy answers
  unsigned retries = 2;             ///< of a page that failed, or got a 5xx
};

struct CrawlCounts {
  std::uint64_t pages = 0;  ///< responses that were written
  std::uint64_t failed = 0;
  std::uint64_t bytes = 0;
};

/// Asks for each of `urls` as each of `readers`. The digest of the rules is noted where they were the same
/// before and after the response, for which a page is asked for again if it has to be. `told` is called after
/// each response with the counts so far, and with what failed, in words, or nothing.
CrawlCounts crawl_pages(HttpClient& client, RulesAsked& rules, const std::vector<std::string>& urls,
                        const std::vector<CrawlReader>& readers, const CrawlLimits& limits,
                        audit::WarcWriter& writer,
                        const std::function<void(const CrawlCounts&, const std::string& failure)>& told);

}  // namespace caveat::app
