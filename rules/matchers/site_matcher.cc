// when.site: the host name that the reader asked for.
#include <algorithm>
#include <utility>

#include "rules/matchers/matchers.h"
#include "rules/site_pattern.h"

namespace caveat::rules {

namespace {

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
  const std::vector<SitePattern>* sites() const override { return &patterns_; }

 private:
  const SitePattern* matching(std::string_view site) const {
    const auto found = std::find_if(patterns_.begin(), patterns_.end(),
                                    [site](const SitePattern& pattern) { return pattern.matches(site); });
    return found == patterns_.end() ? nullptr : &*found;
  }

  std::vector<SitePattern> patterns_;
};

}  // namespace

std::unique_ptr<const Matcher> make_site_matcher(const ConditionSource& source, Problems& problems) {
  std::vector<SitePattern> patterns;
  for (const PlacedText& text : texts_of(source.value, source.key, problems)) {
    if (auto pattern = SitePattern::parse(*text.text)) {
      patterns.push_back(std::move(*pattern));
    } else {
      problems.add(Code::bad_site, text.value->place, in_quotes(*text.text) + " is no site",
                   suggested_site(*text.text));
    }
  }
  return std::make_unique<SiteMatcher>(std::move(patterns));
}

}  // namespace caveat::rules
