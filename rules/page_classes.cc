#include "rules/page_classes.h"

#include <re2/re2.h>

#include <algorithm>
#include <set>
#include <utility>

#include "rules/canonical_url.h"
#include "rules/expression_text.h"

namespace caveat::rules {

namespace {

constexpr std::string_view kEverySite = "*";
constexpr std::string_view kEveryPage = "/**";

std::string site_of(std::string_view pattern) {
  if (pattern == kEverySite) return "a-site-that-no-rule-names.example";
  const std::string name =
      pattern.starts_with("*.") ? "a-subdomain" + std::string(pattern.substr(1)) : std::string(pattern);
  return canonical_site(name).value_or(name);
}

/// Each star stands for one letter: a segment, or none but one.
std::string path_of_glob(std::string_view glob) {
  std::string path;
  for (const char c : glob) {
    if (c != '*')
      path += c;
    else if (!path.ends_with('x'))
      path += 'x';
  }
  return canonical_path(path);
}

class Builder {
 public:
  explicit Builder(std::span<const PackText> packs) : packs_(packs) {}

  PageClasses build() {
    for (const PackText& pack : packs_) {
      for (const RuleText& rule : pack.rules) add(rule);
    }
    PageClasses out;
    out.classes.assign(classes_.begin(), classes_.end());
    out.without_page.assign(without_page_.begin(), without_page_.end());
    return out;
  }

 private:
  void add(const RuleText& rule) {
    const std::vector<std::string> every_site = {std::string(kEverySite)};
    const std::vector<std::string> every_page = {std::string(kEveryPage)};
    for (const std::string& site : rule.sites.empty() ? every_site : rule.sites) {
      for (const std::string& path : rule.paths.empty() ? every_page : rule.paths) add(site, path);
      for (const std::string& path : rule.excepted_paths) add(site, path);
    }
  }

  void add(const std::string& site, const std::string& path) {
    const std::string page = is_expression(path) ? path_matching(path) : path_of_glob(path);
    if (page.empty()) {
      without_page_.insert(path);
    } else {
      classes_.insert({site, path, site_of(site), page});
    }
  }

  /// The path of a test; empty if none matches.
  std::string path_matching(const std::string& expression) const {
    const re2::RE2 pattern(expression.substr(3), re2::RE2::Quiet);
    for (const PackText& pack : packs_) {
      for (const std::string& text : pack.urls) {
        const auto url = canonical_url(text);
        if (url && pattern.ok() && re2::RE2::PartialMatch(url->target.path, pattern)) return url->target.path;
      }
    }
    return {};
  }

  std::span<const PackText> packs_;
  std::set<PageClass> classes_;
  std::set<std::string> without_page_;
};

}  // namespace

PageClasses page_classes(std::span<const PackText> packs) {
  return Builder(packs).build();
}

}  // namespace caveat::rules
