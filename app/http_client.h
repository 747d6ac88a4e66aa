// Asks a site for pages. http_client.cc is the sole include of libcurl.
#pragma once

#include <boost/system/result.hpp>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "filter/head.h"

namespace caveat::app {

struct FetchedPage {
  filter::ResponseHead head;  ///< without what framed the body
  std::string body;           ///< content codings are on
  bool is_truncated = false;  ///< it is longer than is kept
};

/// One request after another over connections that are kept. One thread.
class HttpClient {
 public:
  static constexpr std::size_t kMostBodyBytes = 64 * 1024 * 1024;

  /// Every request goes to `proxy`, "http://127.0.0.1:8080", whatever host its URL names.
  explicit HttpClient(const std::string& proxy);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  /// GET. `fields`: more lines of the request's head. Redirects are not followed. The error is in words.
  boost::system::result<FetchedPage, std::string> get(const std::string& url,
                                                      const filter::FieldLines& fields);

 private:
  struct Connection;
  std::unique_ptr<Connection> connection_;
};

}  // namespace caveat::app
