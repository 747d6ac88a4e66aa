// Which rules a proxy judges by at the moment, as its admin server tells.
#pragma once

#include <optional>
#include <string>

#include "app/http_client.h"

namespace caveat::app {

class RulesAsked {
 public:
  /// `admin`: "http://127.0.0.1:9090" or without the scheme; empty: nobody is asked.
  explicit RulesAsked(const std::string& admin);

  /// The digest of the rule set of the site of `url`, in hexadecimal digits; empty if nobody is asked, or
  /// tells.
  std::string digest_for(const std::string& url);
  /// The last answer, if it was of the same site; else asks.
  std::string last_digest_for(const std::string& url);
  /// Why the last one was empty, in words.
  const std::string& problem() const { return problem_; }

 private:
  std::string ask(const std::string& site);

  std::optional<HttpClient> admin_;
  std::string problem_;
  std::optional<std::string> last_site_;  ///< host and port
  std::string last_digest_;
};

}  // namespace caveat::app
