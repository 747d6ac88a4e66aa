// `caveat crawl`: a site's pages, as readers of some regions get them, into an archive.
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <deque>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <set>

#include "app/crawl.h"
#include "app/exit_codes.h"
#include "app/region_address.h"
#include "app/region_loading.h"
#include "app/server_commands.h"
#include "app/sitemap.h"
#include "app/stored_configuration.h"
#include "app/wall_clock.h"
#include "rules/diagnostic_renderers.h"

namespace caveat::app {
namespace {

constexpr std::size_t kMostSitemaps = 10'000;

/// How the proxy is told where a reader is.
struct ProxyTerms {
  geoip::LocatorOptions regions = built_in_regions();
  proxy::AddressField field = proxy::AddressField::x_forwarded_for;
  std::string admin;  ///< where it tells of itself; empty: nowhere
};

std::optional<ProxyTerms> terms_or_complain(const CrawlArguments& arguments) {
  if (arguments.configuration.empty()) return ProxyTerms();
  const auto file = read_configuration_file(arguments.configuration);
  if (!file) {
    std::cerr << file.error().said;
    return std::nullopt;
  }
  const proxy::ServerOptions& server = file->configuration.server;
  return ProxyTerms{file->configuration.regions, server.address_field, server.admin_listen};
}

filter::FieldLines fields_of(const geoip::Address& address, proxy::AddressField field) {
  const std::string text = address.to_string();
  if (field == proxy::AddressField::x_forwarded_for) return {{"X-Forwarded-For", text}};
  return {{"Forwarded", address.is_v4() ? "for=" + text : "for=\"[" + text + "]\""}};
}

/// "UA-43", or "UA-43=203.0.113.7" with the address that the reader is to have.
std::optional<CrawlReader> reader_or_complain(const std::string& asked, const ProxyTerms& terms,
                                              const geoip::Locator& locator) {
  const std::size_t equals = asked.find('=');
  const std::string region = asked.substr(0, equals);
  std::optional<geoip::Address> address;
  if (equals != std::string::npos) {
    address = geoip::Address::parse(asked.substr(equals + 1));
    if (!address) std::cerr << "caveat: " << asked.substr(equals + 1) << " is no address\n";
  } else if (!geoip::Location::stated(region)) {
    std::cerr << "caveat: --as " << region << " is no region; write RU, UA-43 or UA-43=203.0.113.7\n";
  } else {
    address = address_in(region, locator, terms.regions);
    if (!address) {
      std::cerr << "caveat: no address in " << region << " was found in the region data; give one, as "
                << region << "=203.0.113.7\n";
    }
  }
  if (!address) return std::nullopt;
  return CrawlReader{region, fields_of(*address, terms.field)};
}

std::optional<std::vector<CrawlReader>> readers_or_complain(const CrawlArguments& arguments,
                                                            const ProxyTerms& terms) {
  const auto locator = open_locator_or_complain(terms.regions);
  if (!locator) return std::nullopt;
  std::vector<CrawlReader> readers;
  for (const std::string& region : arguments.regions) {
    auto reader = reader_or_complain(region, terms, *locator);
    if (!reader) return std::nullopt;
    readers.push_back(*std::move(reader));
  }
  return readers;
}

bool is_url(const std::string& text) {
  return text.starts_with("http://") || text.starts_with("https://");
}

std::optional<std::string> read_or_complain(const std::string& path) {
  if (path == "-") return std::string{std::istreambuf_iterator<char>(std::cin), {}};
  std::ifstream file(path, std::ios::binary);
  if (file) return std::string{std::istreambuf_iterator<char>(file), {}};
  std::cerr << "caveat: " << path << " cannot be read: " << std::strerror(errno) << "\n";
  return std::nullopt;
}

/// The bytes of a sitemap, by way of the proxy where it is a URL.
std::optional<std::string> sitemap_or_complain(const std::string& place, HttpClient& client,
                                               const CrawlReader& reader) {
  if (!is_url(place)) return read_or_complain(place);
  auto page = client.get(place, reader.fields);
  if (page && page->head.status == 200) return std::move(page->body);
  std::cerr << "caveat: the sitemap " << rules::harmless_text(place)
            << " cannot be had: " << (page ? "status " + std::to_string(page->head.status) : page.error())
            << "\n";
  return std::nullopt;
}

/// Every page once, in order; of sitemaps those that they name, too.
std::optional<std::vector<std::string>> urls_or_complain(const CrawlArguments& arguments, HttpClient& client,
                                                         const CrawlReader& reader) {
  std::deque<std::string> sitemaps(arguments.sitemaps.begin(), arguments.sitemaps.end());
  sitemaps.insert(sitemaps.end(), arguments.urls.begin(), arguments.urls.end());
  std::set<std::string> seen(sitemaps.begin(), sitemaps.end());
  std::vector<std::string> urls;
  for (std::size_t read = 0; !sitemaps.empty() && read < kMostSitemaps; ++read) {
    const std::string place = sitemaps.front();
    sitemaps.pop_front();
    const auto bytes = sitemap_or_complain(place, client, reader);
    if (!bytes) return std::nullopt;
    const auto map = parse_sitemap(*bytes);
    if (!map) {
      std::cerr << "caveat: " << rules::harmless_text(place) << " is neither a sitemap nor a list of URLs\n";
      return std::nullopt;
    }
    for (const std::string& url : map->urls) {
      if (!is_url(url) || !seen.insert(url).second) continue;
      if (map->is_index) {
        sitemaps.push_back(url);
      } else if (arguments.limit == 0 || urls.size() < arguments.limit) {
        urls.push_back(url);
      }
    }
  }
  return urls;
}

class OutputFile final : public html::ByteSink {
 public:
  explicit OutputFile(const std::string& path) : out_(path, std::ios::binary | std::ios::trunc) {}
  void write(std::string_view bytes) override { out_ << bytes; }
  bool good() { return out_.flush().good(); }

 private:
  std::ofstream out_;
};

std::string file_name_of(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

class Progress {
 public:
  Progress(std::size_t whole, bool is_shown) : whole_(whole), is_shown_(is_shown) {}
  void told(const CrawlCounts& counts, const std::string& failure) {
    if (!failure.empty())
      std::cerr << (is_shown_ ? "\r\x1b[K" : "") << "caveat: " << rules::harmless_text(failure) << "\n";
    if (!is_shown_) return;
    std::cerr << "\r" << counts.pages + counts.failed << " of " << whole_ << " pages, " << counts.failed
              << " failed, " << counts.bytes / 1024 << " KiB" << std::flush;
  }
  ~Progress() {
    if (is_shown_) std::cerr << "\n";
  }

 private:
  std::size_t whole_;
  bool is_shown_;
};

}  // namespace

int crawl(const CrawlArguments& arguments) {
  if (arguments.sitemaps.empty() && arguments.urls.empty()) {
    std::cerr << "caveat: nothing to ask for; give --sitemap or --urls\n";
    return kCouldNot;
  }
  const auto terms = terms_or_complain(arguments);
  const auto readers = terms ? readers_or_complain(arguments, *terms) : std::nullopt;
  if (!readers) return kCouldNot;
  HttpClient client(arguments.proxy);
  const auto urls = urls_or_complain(arguments, client, readers->front());
  if (!urls) return kCouldNot;
  RulesAsked rules(arguments.admin.empty() ? terms->admin : arguments.admin);
  if (!urls->empty() && rules.digest_for(urls->front()).empty() && !rules.problem().empty()) {
    std::cerr << "caveat: the proxy does not tell which rules it has, and the notes will lack them: "
              << rules.problem() << "\n";
  }
  OutputFile out(arguments.output);
  if (!out.good()) {
    std::cerr << "caveat: " << arguments.output << " cannot be written: " << std::strerror(errno) << "\n";
    return kCouldNot;
  }
  audit::WarcWriter writer(out);
  writer.warcinfo(file_name_of(arguments.output), now(), "caveat/" CAVEAT_VERSION);
  CrawlCounts counts;
  {
    Progress progress(urls->size() * readers->size(), ::isatty(STDERR_FILENO) == 1);
    const CrawlLimits limits{.requests_per_second = arguments.rate, .retries = arguments.retries};
    counts = crawl_pages(
        client, rules, *urls, *readers, limits, writer,
        [&](const CrawlCounts& so_far, const std::string& failure) { progress.told(so_far, failure); });
  }
  if (!out.good()) {
    std::cerr << "caveat: " << arguments.output << " cannot be written: " << std::strerror(errno) << "\n";
    return kCouldNot;
  }
  std::cout << counts.pages << " responses written, " << counts.failed << " failed\n";
  return counts.failed == 0 ? kClean : kFindings;
}

}  // namespace caveat::app
