// when.site: the host name that the reader asked for.
#include <algorithm>
#include <optional>
#include <utility>

#include "rules/canonical_url.h"
#include "rules/matchers/matchers.h"

namespace caveat::rules {

namespace {

struct SitePattern {
  enum class Kind { exact, subdomains, any };
  Kind kind = Kind::exact;
  std::string name;  ///< for subdomains with its dot: ".example.org"

  bool matches(std::string_view site) const {
    switch (kind) {
      case Kind::exact:
        return site == name;
      case Kind::subdomains:
        return site.size() > name.size() && site.ends_with(name);
      case Kind::any:
        break;
    }
    return true;
  }

  std::string text() const { return kind == Kind::any ? "*" : kind == Kind::subdomains ? "*" + name : name; }
};

class SiteMatcher : public Matcher {
 public:
  explicit SiteMatcher(std::vector<SitePattern> patterns) : patterns_(std::move(patterns)) {}

  Held matches(const Facts& facts) const override { return matching(facts.site) ? Held::yes : Held::no; }

  std::string explain(const Facts& facts) const override {
    if (const SitePattern* pattern = matching(facts.site)) return facts.site + " is " + pattern->text();
    std::string all;
    for (const SitePattern& pattern : patterns_) all += (all.empty() ? "" : ", ") + pattern.text();
    return facts.site + " is none of " + all;
  }

  bool asks_about_reader() const override { return false; }

 private:
  const SitePattern* matching(std::string_view site) const {
    const auto found = std::find_if(patterns_.begin(), patterns_.end(),
                                    [site](const SitePattern& pattern) { return pattern.matches(site); });
    return found == patterns_.end() ? nullptr : &*found;
  }

  std::vector<SitePattern> patterns_;
};

/// What an author who pasted a whole URL meant.
std::string suggested_site(std::string_view text) {
  if (const auto url = canonical_url(text)) return "write " + quoted(url->site);
  const std::size_t end = text.find_first_of(":/");
  const auto site = end == std::string_view::npos ? std::nullopt : canonical_site(text.substr(0, end));
  return site ? "write " + quoted(*site) : "a site is a host name, \"*.\" and a host name, or \"*\"";
}

std::optional<SitePattern> parse_site(const PlacedText& text, Problems& problems) {
  std::string_view rest = *text.text;
  if (rest == "*") return SitePattern{SitePattern::Kind::any, {}};
  const bool subdomains = rest.starts_with("*.");
  if (subdomains) rest.remove_prefix(2);
  const bool bare = rest.find_first_of(":/@*") == std::string_view::npos || rest.starts_with('[');
  const auto site = bare ? canonical_site(rest) : std::nullopt;
  if (!site) {
    problems.add(Code::bad_site, text.value->place, quoted(*text.text) + " is no site",
                 suggested_site(*text.text));
    return std::nullopt;
  }
  if (subdomains) return SitePattern{SitePattern::Kind::subdomains, "." + *site};
  return SitePattern{SitePattern::Kind::exact, *site};
}

}  // namespace

std::unique_ptr<const Matcher> make_site_matcher(const ConditionSource& source, Problems& problems) {
  std::vector<SitePattern> patterns;
  for (const PlacedText& text : texts_of(source.value, source.key, problems)) {
    if (auto pattern = parse_site(text, problems)) patterns.push_back(std::move(*pattern));
  }
  return std::make_unique<SiteMatcher>(std::move(patterns));
}

}  // namespace caveat::rules
