#include "app/http_client.h"

#include <curl/curl.h>

#include <algorithm>
#include <new>
#include <string_view>

#include "filter/field_list.h"

namespace caveat::app {
namespace {

constexpr long kConnectSeconds = 10;
constexpr long kWholeSeconds = 60;

struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, FreeList>;

void append(List& list, const std::string& line) {
  curl_slist* const longer = curl_slist_append(list.get(), line.c_str());
  if (longer == nullptr) throw std::bad_alloc();
  static_cast<void>(list.release());
  list.reset(longer);
}

/// A status line begins a new head: of the last one counts what comes.
std::size_t take_head_line(char* data, std::size_t size, std::size_t count, void* page) {
  auto& head = static_cast<FetchedPage*>(page)->head;
  std::string_view line(data, size * count);
  while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
  const std::size_t colon = line.find(':');
  if (line.starts_with("HTTP/")) {
    head = {};
    const std::size_t reason = line.find(' ', line.find(' ') + 1);
    if (reason != std::string_view::npos) head.reason = line.substr(reason + 1);
  } else if (colon != std::string_view::npos) {
    head.fields.append(line.substr(0, colon), filter::trim_ows(line.substr(colon + 1)));
  }
  return size * count;
}

std::size_t take_body(char* data, std::size_t size, std::size_t count, void* into) {
  auto& page = *static_cast<FetchedPage*>(into);
  const std::size_t room = HttpClient::kMostBodyBytes - page.body.size();
  page.body.append(data, std::min(room, size * count));
  page.is_truncated = page.is_truncated || size * count > room;
  return size * count;
}

/// "http" and "127.0.0.1:8080".
std::pair<std::string, std::string> taken_apart(const std::string& url) {
  const std::size_t colon = url.find("://");
  if (colon == std::string::npos) return {"http", url};
  std::string authority = url.substr(colon + 3);
  return {url.substr(0, colon), authority.substr(0, authority.find_first_of("/?#"))};
}

}  // namespace

struct HttpClient::Connection {
  struct Free {
    void operator()(CURL* transfer) const { curl_easy_cleanup(transfer); }
  };
  std::unique_ptr<CURL, Free> handle{curl_easy_init()};
  std::string scheme;
  List connect_to;
};

HttpClient::HttpClient(const std::string& proxy) : connection_(std::make_unique<Connection>()) {
  if (!connection_->handle) throw std::bad_alloc();
  const auto [proxy_scheme, authority] = taken_apart(proxy);
  connection_->scheme = proxy_scheme;
  append(connection_->connect_to, "::" + authority);
}

HttpClient::~HttpClient() = default;

boost::system::result<FetchedPage, std::string> HttpClient::get(const std::string& url,
                                                                const filter::FieldLines& fields) {
  FetchedPage page;
  CURL* const handle = connection_->handle.get();
  const std::string asked = connection_->scheme + url.substr(std::min(url.find("://"), url.size()));
  List lines;
  append(lines, "Accept: text/html,application/xhtml+xml,*/*;q=0.8");
  // The proxy is reached by http where the site is by https: without it the site would redirect.
  append(lines, "X-Forwarded-Proto: " + taken_apart(url).first);
  for (const filter::FieldLine& line : fields)
    append(lines, std::string(line.name) + ": " + std::string(line.value));
  curl_easy_reset(handle);
  curl_easy_setopt(handle, CURLOPT_URL, asked.c_str());
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_CONNECT_TO, connection_->connect_to.get());
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, lines.get());
  curl_easy_setopt(handle, CURLOPT_PROXY, "");
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, kWholeSeconds);
  curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, take_head_line);
  curl_easy_setopt(handle, CURLOPT_HEADERDATA, &page);
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &page);
  const CURLcode code = curl_easy_perform(handle);
  if (code != CURLE_OK) return std::string(curl_easy_strerror(code));
  long status = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
  page.head.status = static_cast<int>(status);
  for (const std::string_view name : {"Transfer-Encoding", "Content-Length", "Connection"})
    page.head.fields.remove(name);
  return page;
}

}  // namespace caveat::app
