// Rules as a fleet of publishers would have them, in any number, and addresses that were never asked for
// before.
#pragma once

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "rules/rule_set.h"

namespace caveat::bench {

inline constexpr std::size_t kRulesAPack = 25;

inline std::string site_of(std::size_t pack) {
  return "publisher-" + std::to_string(pack / 4) + ".example";
}

/// The condition on regions of one rule in two, and of those for a whole site; the others are for all
/// readers.
inline std::string region_of(std::size_t rule) {
  static const std::vector<std::string> kRegions = {R"("contested")",  R"("RU")",
                                                    R"(["DE", "AT"])", R"("EU")",
                                                    R"("CN")",         R"(["TR", "continent:AF"])",
                                                    R"("US-CA")",      R"("IR")",
                                                    R"("unknown")",    R"(["GB", "203.0.113.0/24"])"};
  const bool everywhere = rule % 2 == 0 && rule % 10 != 0;
  return everywhere ? "" : "when.region = " + kRegions[rule / 2 % kRegions.size()] + "\n";
}

/// The condition on paths: articles, sections, wildcards in the middle and at the front, expressions; one
/// rule in ten is for the whole site.
inline std::string path_of(std::size_t rule) {
  const std::string n = std::to_string(rule);
  switch (rule % 10) {
    case 0:
      return "";
    case 1:
      return "when.path = \"/a/2026/" + n + ".html\"\n";
    case 2:
      return "when.path = \"/" + n + "-*\"\n";
    case 3:
      return "when.path = [\"/topic-" + n + "/**\", \"/amp/topic-" + n + "/**\"]\n";
    case 4:
      return "when.path = \"/*/story-" + n + "/**\"\n";
    case 5:
      return "when.path = \"/news/*/" + n + "/*.html\"\n";
    case 6:
      return "when.path = 're:^/dossier-" + n + "/[0-9]+'\n";
    case 7:
      return "when.path = \"**/author-" + n + "\"\nunless.path = \"/archive/**\"\n";
    case 8:
      return "when.path = \"/section-" + std::to_string(rule % 50) + "/**\"\nwhen.language = \"ru\"\n";
    default:
      return "when.path = 're:/print-" + n + "(/|$)'\n";
  }
}

inline std::string action_of(std::size_t rule) {
  switch (rule % 4) {
    case 0:
      return "insert = { notice = \"n\", at = \"start of article\" }\n";
    case 1:
      return "remove = { widgets = [\"share\"], elements = \".box-" + std::to_string(rule) + "\" }\n";
    case 2:
      return "headers.set.Referrer-Policy = \"no-referrer\"\n";
    default:
      return "attributes = { \"a[target=_blank]\" = { set = { rel = \"noreferrer\" } } }\n";
  }
}

inline std::string rule_text(std::size_t rule, std::size_t pack) {
  std::string text = "[[rules]]\nid = \"r" + std::to_string(rule) + "\"\n";
  const std::string site = site_of(pack);
  text += rule % 3 == 0   ? "when.site = \"*." + site + "\"\n"
          : rule % 3 == 1 ? "when.site = \"www." + site + "\"\n"
                          : "when.site = [\"" + site + "\", \"www." + site + "\"]\n";
  return text + region_of(rule) + path_of(rule) + action_of(rule);
}

/// `count` rules in packs of 25; four packs a publisher.
inline std::vector<rules::SourceFile> rule_files(std::size_t count) {
  std::vector<rules::SourceFile> files;
  for (std::size_t first = 0; first < count; first += kRulesAPack) {
    const std::size_t pack = first / kRulesAPack;
    const std::string id = "pack-" + std::to_string(pack);
    std::string text = "[pack]\nid = \"" + id + "\"\ntitle = \"Duties " + std::to_string(pack) +
                       "\"\nlegal_basis = \"Art. 1\"\n[regions.contested]\ninclude = [\"RU\", \"UA-43\", "
                       "\"UA-40\", \"UA-14\"]\n[notices.n]\nkind = \"warning\"\n[notices.n.text]\nen = \"In "
                       "{region} this is a **risk**.\"\nru = \"В {region} это риск.\"\n";
    for (std::size_t rule = first; rule < std::min(count, first + kRulesAPack); ++rule) {
      text += rule_text(rule, pack);
    }
    files.push_back({id + ".toml", std::move(text)});
  }
  return files;
}

/// What stays the same of a request when its address is fresh: which rule it may be about, how, and who
/// reads.
struct RequestShape {
  std::size_t rule = 0;
  std::size_t path = 0;
  std::string place;
  std::string language;
};

/// One shape in three is covered by a rule's path.
inline std::vector<RequestShape> request_shapes(std::size_t count, std::size_t rules) {
  static const std::vector<std::string> kPlaces = {"RU", "UA-40", "UA",    "DE", "AT", "CZ", "CN",
                                                   "TR", "US-CA", "US-NY", "GB", "IR", "BR", "unknown"};
  std::mt19937 random(7);
  std::vector<RequestShape> shapes;
  for (std::size_t i = 0; i < count; ++i) {
    shapes.push_back({random() % rules, random() % 3 == 0 ? random() % 5 : 5 + random() % 5,
                      kPlaces[random() % kPlaces.size()], random() % 2 == 0 ? "ru" : "en"});
  }
  return shapes;
}

/// A request of that shape for a page that nobody asked for before.
inline rules::Facts fresh_request(const RequestShape& shape, std::mt19937& random) {
  const std::string n = std::to_string(shape.rule);
  const std::string fresh = std::to_string(random());
  const std::string paths[] = {"/" + n + "-" + fresh,           "/topic-" + n + "/" + fresh,
                               "/ru/story-" + n + "/" + fresh,  "/dossier-" + n + "/" + fresh,
                               "/" + fresh + "/author-" + n,    "/news/politics/" + fresh,
                               "/a/2026/" + fresh + ".html",    "/" + fresh + "-a-long-title-of-a-page",
                               "/section-8/" + fresh + ".html", "/tag/" + fresh + "/page/2"};
  rules::Facts facts;
  facts.site = "www." + site_of(shape.rule / kRulesAPack);
  facts.path = paths[shape.path];
  facts.location = *geoip::Location::stated(shape.place);
  facts.reader_languages = {"ru", "en-us"};
  facts.time = std::chrono::sys_days(std::chrono::year(2026) / 11 / 1);
  facts.content_type = "text/html";
  facts.status = 200;
  facts.page = rules::PageFacts{.language = shape.language};
  return facts;
}

}  // namespace caveat::bench
