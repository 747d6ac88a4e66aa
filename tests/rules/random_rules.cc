#include "random_rules.h"

#include <algorithm>

namespace caveat::rules {

namespace {

constexpr std::chrono::sys_seconds kDay = std::chrono::sys_days(std::chrono::year(2026) / 3 / 1);

}  // namespace

std::vector<SourceFile> RandomRules::files() {
  std::vector<SourceFile> files;
  const int count = below(4) + 1;
  for (int i = 0; i < count; ++i) files.push_back({"pack" + std::to_string(i) + ".toml", pack(i)});
  return files;
}

Facts RandomRules::facts(const std::vector<const html::MentionSet*>& mentions,
                         const std::vector<const html::SelectorList*>& elements,
                         const std::vector<std::string>& terms) {
  Facts facts;
  facts.site = one({"a.example", "www.a.example", "m.www.a.example", "b.example", "c.invalid"});
  facts.path = path();
  facts.query = one({"", "view=print", "view=full&id=7"});
  facts.method = one({"GET", "GET", "HEAD", "POST"});
  facts.location = location();
  if (chance(60)) facts.reader_languages = {one({"ru", "en-us", "fa", "de"}), "en"};
  facts.time = kDay + std::chrono::days(below(40));
  if (chance(20)) {
    facts.time_in_doubt =
        TimeSpan{facts.time - std::chrono::days(below(20)), facts.time + std::chrono::days(below(20))};
  }
  if (chance(75)) {
    facts.content_type =
        one({"text/html", "text/html", "application/json", "application/rss+xml", "application/xml", ""});
    facts.status = chance(80) ? 200 : 404;
  }
  if (facts.content_type && chance(70)) facts.page = PageFacts{one({"", "ru", "en", "pt-br"}), chance(50)};
  for (const std::string& id : terms) {
    if (chance(30)) facts.accepted.push_back(id);
  }
  if (facts.page && chance(70)) facts.article = article();
  if (facts.page && chance(70)) facts.page_mentions = found(mentions, elements);
  return facts;
}

std::string RandomRules::some(const std::vector<std::string>& list) {
  std::string out = "[";
  const int count = below(3) + 1;
  for (int i = 0; i < count; ++i) out += (i == 0 ? "'" : ", '") + one(list) + "'";
  return out + "]";
}

std::string RandomRules::path() {
  std::string out;
  const int count = below(5) + 1;
  for (int i = 0; i < count; ++i) {
    out += "/" + one({"a", "a", "b", "ab", "1", "1.html", "x-1", "a;x=1", ";", "%C3%A9"});
  }
  return chance(20) ? out + "/" : out;
}

std::string RandomRules::path_pattern() {
  if (chance(20))
    return one({"re:^/a/[0-9]+", "re:^/(a|b)/1", "re:^/a|^/b", "re:^/ab?/", "re:1\\.html$", "re:(?i)^/A/"});
  if (chance(10)) return one({"**", "/**", "/*", "/"});
  std::string out;
  const int count = below(4) + 1;
  for (int i = 0; i < count; ++i) {
    out += "/" + one({"a", "a", "b", "ab", "1", "*", "*", "**", "x-*", "*.html", "**1", "a*b", ";", "é"});
  }
  return chance(15) ? out + "/" : out;
}

std::string RandomRules::paths() {
  std::string out = "[";
  const int count = chance(10) ? 12 : below(3) + 1;
  for (int i = 0; i < count; ++i) out += (i == 0 ? "'" : ", '") + path_pattern() + "'";
  return out + "]";
}

std::string RandomRules::condition(std::string_view key) {
  if (key == "region") {
    return some({"RU", "UA-43", "UA", "DE", "EU", "contested", "outside", "office", "most", "unknown",
                 "anonymous", "lookup_failed", "everywhere", "asn:AS64500"});
  }
  if (key == "site")
    return some({"a.example", "www.a.example", "*.a.example", "*.example", "*", "b.example"});
  if (key == "path") return paths();
  if (key == "query") return some({"view=print", "view=*", "re:id=[0-9]"});
  if (key == "method") return some({"GET", "POST"});
  if (key == "language" || key == "reader_language") return some({"ru", "en", "pt-BR"});
  if (key == "content_type") return some({"text/html", "application/*"});
  if (key == "status") return chance(50) ? "200" : "[404, '5xx']";
  if (key == "article_tag") return some({"politics", "sport"});
  if (key == "page_has") return some({".paywall", "video"});
  if (key == "page_mentions") return some({"Riddle", "The Heron"});
  return "[2026-03-05, 2026-03-" + std::to_string(10 + below(20)) + "]";
}

std::string RandomRules::conditions(bool inner) {
  static const std::vector<std::string_view> kKeys = {"region",
                                                      "region",
                                                      "site",
                                                      "site",
                                                      "path",
                                                      "path",
                                                      "path",
                                                      "query",
                                                      "method",
                                                      "language",
                                                      "reader_language",
                                                      "content_type",
                                                      "status",
                                                      "page_has",
                                                      "page_mentions",
                                                      "article_tag",
                                                      "between"};
  std::string out;
  std::vector<std::string> used;
  const int count = below(5);
  for (int i = 0; i < count; ++i) {
    const std::string_view key = kKeys[random_() % kKeys.size()];
    if (inner && (key.starts_with("page_") || key.starts_with("article_"))) continue;
    const std::string whole = (chance(75) ? "when." : "unless.") + std::string(key);
    if (std::find(used.begin(), used.end(), whole) != used.end()) continue;
    used.push_back(whole);
    out += whole + " = " + condition(key) + "\n";
  }
  return out;
}

std::string RandomRules::rule(int number) {
  std::string out = "[[rules]]\nid = \"r" + std::to_string(number) + "\"\n";
  const bool block = chance(10);
  const bool inner = !block && chance(10);
  if (inner) out += "in = " + one({"'feed'", "['page', 'feed']", "'json:/a'"}) + "\n";
  out += conditions(inner);
  if (block) {
    out += "block = { notice = '" + one({"plain", "many"}) + "' }\nwhen_unknown = '" +
           one({"apply", "skip"}) + "'\n";
  } else if (inner || chance(50)) {
    out += "insert = { notice = '" + one({"plain", "many", "placed"}) + "', at = 'start of body' }\n";
  } else {
    out += one({"headers.set.X-A = '1'\n", "remove.elements = '.share'\n",
                "disable = { elements = '.form', reason = 'many' }\n"});
  }
  if (!block && !inner && chance(10)) out += "acknowledge.notice = '" + one({"plain", "many"}) + "'\n";
  if (chance(15)) out += "mode = 'shadow'\n";
  if (chance(20)) out += "on_failure = '" + one({"serve", "refuse"}) + "'\n";
  return out;
}

std::string RandomRules::pack(int number) {
  std::string out = "[pack]\nid = 'p" + std::to_string(number) + "'\ntitle = 'T'\n";
  if (chance(25)) out += "effective = 2026-03-" + std::to_string(10 + below(15)) + "\n";
  if (chance(25)) out += "expires = 2026-04-0" + std::to_string(1 + below(9)) + "\n";
  if (chance(5)) out += "retired = true\n";
  out +=
      "[regions.contested]\ntitle = 'There'\ninclude = ['RU', 'UA-43', 'UA-40']\n"
      "[regions.outside]\ninclude = ['UA-43', 'US-CA']\nuncertain = 'outside'\n"
      "[regions.office]\ninclude = ['CN', '203.0.113.0/24', 'asn:AS64500']\n"
      "[regions.most]\ninclude = ['everywhere']\nexclude = ['RU', 'anonymous']\n"
      "[notices.plain]\nkind = 'warning'\ntext.en = 'Text'\n"
      "[notices.many]\nkind = 'label'\ntext = { en = 'In {region}', ru = 'На {site}', fa = 'X' }\n"
      "[notices.placed]\nkind = 'warning'\ntext.en = 'At {url} in {region}'\n";
  const int count = below(12) + 1;
  for (int i = 0; i < count; ++i) out += rule(i);
  return out;
}

geoip::Location RandomRules::location() {
  geoip::Location location = *geoip::Location::stated(one(
      {"RU", "UA", "UA-43", "UA-40", "DE", "US-CA", "US", "CN", "unknown", "anonymous", "lookup_failed"}));
  if (chance(40)) return location;
  location.source = geoip::LocationSource::database;
  if (chance(50)) location.address = geoip::Address::parse(one({"203.0.113.7", "192.0.2.1"}));
  if (chance(50)) location.autonomous_system = chance(50) ? 64500U : 64501U;
  if (chance(50)) location.anonymous = chance(50);
  if (chance(10)) {
    location.country.clear();
    location.subdivision.clear();
    location.continent = one({"EU", "AS"});
  }
  return location;
}

ArticleFacts RandomRules::article() {
  ArticleFacts article;
  article.reading = static_cast<ArticleReading>(below(4));
  if (chance(50)) article.tags.emplace_back(one({"Politics", "Sport"}));
  return article;
}

PageMentions RandomRules::found(const std::vector<const html::MentionSet*>& mentions,
                                const std::vector<const html::SelectorList*>& elements) {
  PageMentions found;
  found.read_whole = chance(60);
  for (const auto* one : mentions) {
    if (chance(40)) found.found.push_back(one);
  }
  for (const auto* one : elements) {
    if (chance(40)) found.elements.push_back(one);
  }
  return found;
}

}  // namespace caveat::rules
