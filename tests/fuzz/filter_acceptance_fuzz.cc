// The request by which a reader accepts: whatever it says, it leads nowhere but to a page of the same site,
// and what is no seal of ours never counts as one.
#include <cstdint>
#include <cstdlib>

#include "filter/acceptance_request.h"

namespace caveat::filter {
namespace {

const rules::Terms kTerms{.mark = "p/r", .id = "0123456789abcdef", .days = 1};

void check_request(const std::string& query) {
  rules::Facts facts;
  facts.site = "a.example";
  facts.path = kAcceptancePath;
  facts.query = query;
  AcceptanceOptions options;
  options.keys = std::make_shared<const AcceptanceKeys>(AcceptanceKeys::Key{});
  const RequestHead request{"POST", std::string(kAcceptancePath) + "?" + query, {}};
  const auto [answer, accepted] = acceptance_answer(request, facts, {&kTerms, 1}, options);
  if (accepted.empty() == answer.head.fields.contains("Set-Cookie")) std::abort();
  const std::string location = answer.head.fields.combined("Location");
  if (answer.head.status != 303 && (answer.head.status != 400 || !location.empty())) std::abort();
  if (answer.head.status != 303) return;
  const bool leaves = !location.starts_with('/') || location.starts_with("//") || location.starts_with("/\\");
  const bool returns = location.substr(0, location.find('?')) == kAcceptancePath;
  if (leaves || returns) std::abort();
  for (const char c : location) {
    if (c <= ' ' || c > '~') std::abort();
  }
}

void check_cookies(const std::string& field) {
  const AcceptanceKeys keys(AcceptanceKeys::Key{1});
  FieldLines request = {{"Cookie", field}};
  if (!accepted_terms(request, keys, Transport::plain, {}).empty()) std::abort();
  remove_acceptances(request);
  const std::string once = request.combined("Cookie");
  remove_acceptances(request);
  if (request.combined("Cookie") != once) std::abort();
}

}  // namespace
}  // namespace caveat::filter

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  caveat::filter::check_request(text);
  caveat::filter::check_cookies(text);
  return 0;
}
