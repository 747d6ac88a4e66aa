#include "filter/article_statements.h"

#include <algorithm>
#include <utility>

#include "rules/stated_date.h"

namespace caveat::filter {
namespace {

enum class Meaning { tags, author, published, perhaps_published };

struct Property {
  std::string_view name;
  Meaning meaning;
};

constexpr Property kProperties[] = {
    // Open Graph, also as sites misspell it.
    {"article:tag", Meaning::tags},
    {"article:section", Meaning::tags},
    {"og:article:tag", Meaning::tags},
    {"og:article:section", Meaning::tags},
    {"article:author", Meaning::author},
    {"og:article:author", Meaning::author},
    {"article:published_time", Meaning::published},
    {"og:article:published_time", Meaning::published},
    {"article:published", Meaning::published},
    // HTML and search engines.
    {"keywords", Meaning::tags},
    {"news_keywords", Meaning::tags},
    {"author", Meaning::author},
    {"date", Meaning::perhaps_published},
    // Microdata (schema.org).
    {"articlesection", Meaning::tags},
    {"datepublished", Meaning::perhaps_published},
    // Dublin Core, and what scholars' search engines read.
    {"dc.subject", Meaning::tags},
    {"dcterms.subject", Meaning::tags},
    {"citation_keywords", Meaning::tags},
    {"dc.creator", Meaning::author},
    {"dcterms.creator", Meaning::author},
    {"citation_author", Meaning::author},
    {"dc.date", Meaning::perhaps_published},
    {"dc.date.issued", Meaning::perhaps_published},
    {"dcterms.date", Meaning::perhaps_published},
    {"dcterms.created", Meaning::perhaps_published},
    {"dcterms.issued", Meaning::perhaps_published},
    {"citation_date", Meaning::perhaps_published},
    {"citation_publication_date", Meaning::perhaps_published},
    // Services that count readers or send letters.
    {"parsely-tags", Meaning::tags},
    {"parsely-section", Meaning::tags},
    {"sailthru.tags", Meaning::tags},
    {"cxenseparse:keywords", Meaning::tags},
    {"parsely-author", Meaning::author},
    {"sailthru.author", Meaning::author},
    {"cxenseparse:author", Meaning::author},
    {"parsely-pub-date", Meaning::perhaps_published},
    {"sailthru.date", Meaning::perhaps_published},
    {"cxenseparse:recs:publishtime", Meaning::perhaps_published},
    // Sites' own.
    {"section", Meaning::tags},
    {"prism.section", Meaning::tags},
    {"tags", Meaning::tags},
    {"article_author", Meaning::author},
    {"byl", Meaning::author},
    {"byline", Meaning::author},
    {"article_date_original", Meaning::perhaps_published},
    {"item-publish-date", Meaning::perhaps_published},
    {"pub_date", Meaning::perhaps_published},
    {"pubdate", Meaning::perhaps_published},
    {"publish-date", Meaning::perhaps_published},
    {"publish_date", Meaning::perhaps_published},
    {"publishdate", Meaning::perhaps_published},
};

constexpr std::string_view kBetweenNames = ",;|";
constexpr std::string_view kStatementSpace = " \t\r\n";

/// More than any page has in good faith.
constexpr std::size_t kMostNames = 500;

std::string_view without_space(std::string_view text) {
  const auto first = text.find_first_not_of(kStatementSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kStatementSpace) - first + 1);
}

}  // namespace

void ArticleStatements::property(std::string_view name, std::string_view value) {
  const auto* known = std::ranges::find(kProperties, name, &Property::name);
  if (known == std::end(kProperties)) return;
  switch (known->meaning) {
    case Meaning::tags:
      return add_names(value, tags_);
    case Meaning::author:
      return add_names(value, authors_);
    case Meaning::published:
      return add_date(value, published_);
    case Meaning::perhaps_published:
      return add_date(value, perhaps_published_);
  }
}

void ArticleStatements::linked_data(std::string_view json) {
  const LinkedStatements said = linked_data_.read(json);
  all_readable_ = all_readable_ && said.readable;
  for (const std::string& tag : said.tags) add_names(tag, tags_);
  for (const std::string& author : said.authors) add_names(author, authors_);
  for (const std::string& date : said.published) add_date(date, published_);
  for (const std::string& date : said.page_published) add_date(date, perhaps_published_);
}

/// A text may be one name or a list of them, and a name may have a comma in it: all of these are stated.
void ArticleStatements::add_names(std::string_view text, Names& names) {
  add_name(text, names);
  if (text.find_first_of(kBetweenNames) == std::string_view::npos) return;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(kBetweenNames), text.size());
    add_name(text.substr(0, end), names);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void ArticleStatements::add_name(std::string_view text, Names& names) {
  // Open Graph names authors by the address of their profile.
  if (text.find("://") != std::string_view::npos) return;
  if (names.size() >= kMostNames) {
    all_readable_ = false;
    return;
  }
  rules::StatedName name(without_space(text));
  if (name.folded.empty()) return;
  if (std::ranges::find(names, name.folded, &rules::StatedName::folded) != names.end()) return;
  names.push_back(std::move(name));
  ++count_;
}

void ArticleStatements::add_date(std::string_view text, std::optional<rules::TomlDateTime>& date) {
  if (date) return;
  date = rules::stated_date(text);
  if (date) ++count_;
}

rules::ArticleFacts ArticleStatements::facts(rules::ArticleReading reading) const {
  rules::ArticleFacts facts{.reading = reading, .tags = tags_, .authors = authors_, .published = published_};
  const bool whole = reading == rules::ArticleReading::whole;
  if (whole && !all_readable_) facts.reading = rules::ArticleReading::in_part;
  if (reading != rules::ArticleReading::going_on && !facts.published) facts.published = perhaps_published_;
  return facts;
}

}  // namespace caveat::filter
