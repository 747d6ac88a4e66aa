#include "filter/acceptance_request.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "html/ascii.h"
#include "rules/canonical_url.h"
#include "rules/hex_digit.h"

namespace caveat::filter {
namespace {

constexpr std::string_view kPage = "page";
constexpr std::string_view kTerms = "terms";
constexpr std::string_view kHexDigits = "0123456789ABCDEF";

/// Longer targets make a form that servers in between may refuse; then the query is left out.
constexpr std::size_t kLongestTarget = 4096;

std::string percent_encoded(std::string_view text, std::string_view also_kept) {
  std::string out;
  for (const char c : text) {
    if (html::is_ascii_alphanumeric(c) || also_kept.find(c) != std::string_view::npos) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += {'%', kHexDigits[byte >> 4], kHexDigits[byte & 0xF]};
    }
  }
  return out;
}

/// nullopt if a '%' stands without its digits.
std::optional<std::string> percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    const int octet = rules::hex_octet(text.substr(i + 1));
    if (octet < 0) return std::nullopt;
    out += static_cast<char>(octet);
    i += 2;
  }
  return out;
}

/// What the form says.
struct Form {
  std::optional<std::string> page;
  std::vector<std::string_view> terms;
};

Form form_of(std::string_view query) {
  Form form;
  while (!query.empty()) {
    const std::string_view parameter = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(parameter.size() + 1, query.size()));
    const std::size_t equals = std::min(parameter.find('='), parameter.size());
    const std::string_view name = parameter.substr(0, equals);
    const std::string_view value = parameter.substr(std::min(equals + 1, parameter.size()));
    if (name == kPage && !form.page) form.page = percent_decoded(value);
    if (name == kTerms) form.terms.push_back(value);
  }
  return form;
}

/// A page of this very site, in canonical form, or nullopt.
std::optional<std::string> page_to_go_to(const Form& form) {
  if (!form.page || form.terms.empty()) return std::nullopt;
  const bool printable = std::ranges::all_of(
      *form.page, [](char c) { return static_cast<unsigned char>(c) > ' ' && c != '\x7F'; });
  if (!printable) return std::nullopt;
  // In canonical form no path begins with two slashes, or with a backslash.
  const auto target = rules::canonical_target(*form.page);
  if (!target || target->path == kAcceptancePath) return std::nullopt;
  return percent_encoded(target->text(), "-._~:/?#[]@!$&'()*+,;=%");
}

/// A form of another site must not accept anything in the reader's name. Browsers from before these fields
/// send none, and neither do text browsers.
bool is_from_another_site(const FieldLines& request, const rules::Facts& facts) {
  if (const auto from = request.first("Sec-Fetch-Site")) return *from != "same-origin";
  const auto origin = request.first("Origin");
  if (!origin) return false;
  const std::size_t scheme = origin->find("://");
  if (scheme == std::string_view::npos) return true;
  return rules::canonical_site(origin->substr(scheme + 3)) != facts.site;
}

}  // namespace

Transport transport_of(const FieldLines& request, const AcceptanceOptions& options) {
  const auto scheme = request.first("X-Forwarded-Proto");
  const bool encrypted = scheme && html::equal_ignoring_ascii_case(*scheme, "https");
  return encrypted || options.always_encrypted ? Transport::encrypted : Transport::plain;
}

std::string acceptance_target(std::string_view page, std::span<const rules::Terms> terms) {
  if (page.size() > kLongestTarget) page = page.substr(0, page.find('?'));
  std::string target =
      std::string(kAcceptancePath) + "?" + std::string(kPage) + "=" + percent_encoded(page, "-._~/");
  for (const rules::Terms& one : terms) target += "&" + std::string(kTerms) + "=" + one.id;
  return target;
}

AcceptanceAnswer acceptance_answer(const RequestHead& request, const rules::Facts& facts,
                                   std::span<const rules::Terms> current, const AcceptanceOptions& options) {
  if (request.method != "POST") {
    Answer answer = plain_answer(405, "This address takes what readers accept by a button on a page.\n");
    answer.head.fields.set("Allow", "POST");
    return {answer, {}};
  }
  if (is_from_another_site(request.fields, facts))
    return {plain_answer(403, "Only a page of this site can send this.\n"), {}};
  const Form form = form_of(facts.query);
  const auto page = page_to_go_to(form);
  if (!page) return {plain_answer(400, "No page of this site sends this.\n"), {}};
  AcceptanceAnswer result{plain_answer(303, ""), {}};
  FieldLines& fields = result.answer.head.fields;
  fields.set("Location", *page);
  if (!options.keys) return result;
  const auto today = std::chrono::floor<std::chrono::days>(facts.time);
  const Transport transport = transport_of(request.fields, options);
  for (const rules::Terms& terms : current) {
    if (std::ranges::find(form.terms, terms.id) == form.terms.end()) continue;
    fields.append("Set-Cookie", acceptance_cookie(terms, *options.keys, transport, today));
    result.accepted.push_back(terms);
  }
  return result;
}

}  // namespace caveat::filter
