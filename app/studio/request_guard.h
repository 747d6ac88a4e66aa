// Who may ask the studio, and how.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "filter/head.h"
#include "studio/api_answer.h"

namespace caveat::app {

/// Whether the request names a host of `origins` ("http://127.0.0.1:8080") and no other: a name that somebody
/// has pointed here (DNS rebinding) is another site to a browser, whatever it leads to.
bool is_for(const filter::RequestHead& request, const std::vector<std::string>& origins);

/// What a question has to show.
struct RequestTerms {
  const std::string& token;
  const std::vector<std::string>& own_origins;
};

/// Why a question is refused before it is read: 401 without the token; 403 from another site's page, or
/// without Content-Type: application/json where it has a body.
std::optional<studio::ApiError> refusal_of(const filter::RequestHead& request, const RequestTerms& terms);

/// Takes as long for every guess.
bool same_secret(std::string_view one, std::string_view other);

}  // namespace caveat::app
