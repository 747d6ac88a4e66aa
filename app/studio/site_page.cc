#include "app/studio/site_page.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>
#include <vector>

#include "app/studio/archive_search.h"
#include "app/studio/confined_archive.h"
#include "audit/archived_page.h"
#include "audit/formats/open_archive.h"
#include "filter/content_coding.h"
#include "proxy/page_fetch.h"
#include "proxy/site_table.h"
#include "rules/base64.h"
#include "rules/canonical_url.h"
#include "studio/request_members.h"

namespace caveat::app {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using studio::ApiError;
using studio::Asked;

constexpr std::size_t kMostFetchedBytes = std::size_t{16} * 1024 * 1024;

class BoundedText final : public html::ByteSink {
 public:
  void write(std::string_view bytes) override {
    over_ = over_ || text.size() + bytes.size() > kMostFetchedBytes;
    if (!over_) text += bytes;
  }
  bool over() const { return over_; }

  std::string text;

 private:
  bool over_ = false;
};

/// Without content codings.
Asked<studio::SiteResponse> decoded_page(proxy::FetchedPage page) {
  const auto coding = filter::content_coding_of(page.head.fields.combined("Content-Encoding"));
  if (!coding) return ApiError{502, "no-page", "The site sent the page in a coding that is not known."};
  for (const std::string_view field :
       {"Content-Encoding", "Transfer-Encoding", "Content-Length", "Connection"})
    page.head.fields.remove(field);
  if (*coding == filter::ContentCoding::identity)
    return studio::SiteResponse{std::move(page.head), std::move(page.body)};
  BoundedText text;
  const auto decoder = filter::make_decoder(*coding, {});
  const bool good =
      decoder->write(page.body, text).has_value() && decoder->finish().has_value() && !text.over();
  if (!good) return ApiError{502, "no-page", "What the site sent cannot be unpacked."};
  return studio::SiteResponse{std::move(page.head), std::move(text.text)};
}

/// From the upstream of the site that the URL belongs to: a URL of any other host is asked of nobody.
Asked<studio::SiteResponse> page_of_site(const Studio& studio, const std::string& url) {
  if (!studio.configuration) {
    return ApiError{422, "no-site",
                    "Pages can be fetched once the studio is started with --config: only the sites named "
                    "there are asked."};
  }
  const auto place = rules::canonical_url(url);
  if (!place)
    return ApiError{422, "no-url",
                    "This is no address of a page; write it whole: https://www.example.org/a/1.html"};
  const auto& sites = studio.configuration->server.sites;
  const auto found = proxy::SiteTable(sites).find(place->site);
  if (!found)
    return ApiError{403, "other-site", place->site + " is none of the configured sites, so it is not asked."};
  filter::RequestHead request{.method = "GET", .target = place->target.text(), .fields = {}};
  request.fields = {{"Host", place->port.empty() ? place->site : place->site + ":" + place->port},
                    {"Accept", "text/html,application/xhtml+xml,*/*;q=0.8"},
                    {"Accept-Encoding", "identity"},
                    {"X-Forwarded-Proto", place->scheme},
                    {"User-Agent", "caveat-studio"},
                    {"Connection", "close"}};
  auto fetched = proxy::fetch_page(sites[*found], request, {.body_bytes = kMostFetchedBytes});
  if (!fetched) return ApiError{502, "no-page", "The page was not fetched: " + fetched.error().reason + "."};
  return decoded_page(*std::move(fetched));
}

/// A text, or the bytes of a file, whose charset is found as in a page of the site that states none.
Asked<AskedPage> page_at_hand(const json::object& page, const std::string& url) {
  const auto html = studio::optional_text(page, "html");
  const auto written = studio::optional_text(page, "bytes");
  const auto type = studio::optional_text(page, "content_type");
  if (!html || !written || !type) return !html ? html.error() : !written ? written.error() : type.error();
  auto bytes = rules::from_base64(*written, (kMostFetchedBytes + 2) / 3 * 4);
  if (!written->empty() && !bytes) return studio::bad_request("`bytes` has to be base64 of at most 16 MiB");
  const std::string otherwise = bytes ? "text/html" : "text/html; charset=utf-8";
  AskedPage asked{url, {}};
  asked.response.head.fields.append("Content-Type", type->empty() ? otherwise : *type);
  asked.response.body = bytes ? *std::move(bytes) : *html;
  return asked;
}

Asked<AskedPage> page_of_archive(Studio& studio, const std::string& path, const std::string& record,
                                 const std::string& url) {
  const auto archive = allowed_archive(studio, path);
  if (!archive) return archive.error();
  const std::unique_lock turn(studio.slow, kWaitForTurn);
  if (!turn) return busy();
  auto found = find_exchange(**archive, {record, url}, {});
  if (!found) return found.error();
  audit::ArchivedPage page(audit::take_response(*std::move(found), **archive, kMostFetchedBytes),
                           kMostFetchedBytes);
  if (!page.problem().empty())
    return ApiError{422, "no-page", "The archive does not hold the whole page: " + page.problem() + "."};
  return AskedPage{page.exchange().url, {page.head(), std::string(page.body())}};
}

bool is_below(const fs::path& path, const fs::path& folder) {
  std::error_code error;
  const fs::path root = fs::weakly_canonical(folder, error);
  const fs::path target = error ? fs::path() : fs::weakly_canonical(path, error);
  if (error) return false;
  const fs::path relative = target.lexically_relative(root);
  return !relative.empty() && *relative.begin() != "..";
}

bool may_read(const Studio& studio, const fs::path& path) {
  return is_below(path, studio.rules.root()) || (!studio.audits.empty() && is_below(path, studio.audits));
}

}  // namespace

Asked<std::string> allowed_path(const Studio& studio, const std::string& path) {
  const bool is_plain = !path.empty() && path.find('\0') == std::string::npos;
  // A store names archives as seen from where the audit was run.
  std::vector<fs::path> places = {fs::path(path)};
  if (is_plain && places.front().is_relative()) {
    places.insert(places.begin(), studio.rules.root() / path);
    if (!studio.audits.empty()) places.insert(places.begin(), fs::path(studio.audits) / path);
  }
  bool is_allowed = is_plain && may_read(studio, places.front());
  for (const fs::path& place : places) {
    std::error_code error;
    if (!is_plain || !fs::exists(place, error)) continue;
    is_allowed = may_read(studio, place);
    if (is_allowed) return fs::absolute(place, error).string();
  }
  if (is_allowed) return ApiError{404, "no-such-file", path + " is not there."};
  return ApiError{403, "outside", "Only what lies below the folder of rules, or of --audits, is read."};
}

Asked<std::unique_ptr<audit::Archive>> allowed_archive(const Studio& studio, const std::string& path) {
  const auto place = allowed_path(studio, path);
  if (!place) return place.error();
  auto archive = audit::open_archive(*place);
  if (!archive)
    return ApiError{422, "no-archive", "The archive cannot be read: " + archive.error().reason + "."};
  return confined(*std::move(archive), [&studio](const std::string& file) { return may_read(studio, file); });
}

Asked<AskedPage> asked_page(Studio& studio, const json::object& question) {
  const auto page = studio::optional_object(question, "page");
  if (!page) return page.error();
  const auto url = studio::optional_text(*page, "url");
  const auto archive = studio::optional_text(*page, "archive");
  const auto record = studio::optional_text(*page, "record");
  if (!url || !archive || !record) return !url ? url.error() : !archive ? archive.error() : record.error();
  if (!archive->empty()) {
    return page_of_archive(studio, *archive, *record, *url);
  }
  if (page->contains("html") || page->contains("bytes")) return page_at_hand(*page, *url);
  auto response = page_of_site(studio, *url);
  if (!response) return response.error();
  return AskedPage{*url, *std::move(response)};
}

}  // namespace caveat::app
