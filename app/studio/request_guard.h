// Who may ask the studio, and how.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "filter/head.h"
#include "studio/api_answer.h"

namespace caveat::app {

/// What a question has to show. Names of other hosts never come this far (proxy::LocalServer).
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
