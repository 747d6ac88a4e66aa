// Host names as rules and the configuration write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace caveat::rules {

/// "www.newsroom.example", "*.newsroom.example" for every subdomain (not the domain itself), or "*". A value.
class SitePattern {
 public:
  /// nullopt if `text` is no site: it has a port, a path, a user, or a star elsewhere.
  static std::optional<SitePattern> parse(std::string_view text);

  /// `site` as `canonical_site` gives it.
  bool matches(std::string_view site) const;
  bool matches_any_site() const { return kind_ == Kind::any; }
  /// Whether each site that `other` matches is matched by this one.
  bool holds(const SitePattern& other) const;
  /// Whether any site is matched by both.
  bool meets(const SitePattern& other) const { return holds(other) || other.holds(*this); }
  /// A site that it matches.
  std::string example() const;
  std::string text() const;

  enum class Kind { exact, subdomains, any };
  Kind kind() const { return kind_; }
  /// The host; for subdomains what they end in, with its dot: ".example.org". Empty for any site.
  const std::string& name() const { return name_; }

 private:
  SitePattern(Kind kind, std::string name) : kind_(kind), name_(std::move(name)) {}

  Kind kind_;
  std::string name_;
};

/// What to write instead of `text`, which is no site: for an author who pasted a whole URL.
std::string suggested_site(std::string_view text);

}  // namespace caveat::rules
