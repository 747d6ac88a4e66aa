#include "rules/site_pattern.h"

#include "rules/canonical_url.h"
#include "rules/problems.h"

namespace caveat::rules {

std::optional<SitePattern> SitePattern::parse(std::string_view text) {
  if (text == "*") return SitePattern(Kind::any, {});
  const bool subdomains = text.starts_with("*.");
  if (subdomains) text.remove_prefix(2);
  const bool bare = text.find_first_of(":/@*") == std::string_view::npos || text.starts_with('[');
  const auto site = bare ? canonical_site(text) : std::nullopt;
  if (!site) return std::nullopt;
  return subdomains ? SitePattern(Kind::subdomains, "." + *site) : SitePattern(Kind::exact, *site);
}

bool SitePattern::matches(std::string_view site) const {
  switch (kind_) {
    case Kind::exact:
      return site == name_;
    case Kind::subdomains:
      return site.size() > name_.size() && site.ends_with(name_);
    case Kind::any:
      break;
  }
  return true;
}

bool SitePattern::holds(const SitePattern& other) const {
  if (kind_ == Kind::any) return true;
  if (other.kind_ == Kind::any) return false;
  if (other.kind_ == Kind::exact) return matches(other.name_);
  return kind_ == Kind::subdomains && other.name_.ends_with(name_);
}

std::string SitePattern::example() const {
  return kind_ == Kind::any ? "www.example.org" : kind_ == Kind::subdomains ? "www" + name_ : name_;
}

std::string SitePattern::text() const {
  return kind_ == Kind::any ? "*" : kind_ == Kind::subdomains ? "*" + name_ : name_;
}

std::string suggested_site(std::string_view text) {
  if (const auto url = canonical_url(text)) return "write " + in_quotes(url->site);
  const std::size_t end = text.find_first_of(":/");
  const auto site = end == std::string_view::npos ? std::nullopt : canonical_site(text.substr(0, end));
  return site ? "write " + in_quotes(*site) : "a site is a host name, \"*.\" and a host name, or \"*\"";
}

}  // namespace caveat::rules
