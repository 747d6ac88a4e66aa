// What a page has stated so far of the article that it shows, from all the places where sites state it.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "filter/linked_data.h"
#include "html/page_metadata.h"
#include "rules/article_facts.h"

namespace caveat::filter {

/// Knows which name of a meta element, which annotation and which part of JSON-LD means what
/// (docs/decisions/016-article-facts.md).
class ArticleStatements final : public html::PageMetadataHandler {
 public:
  void property(std::string_view name, std::string_view value) override;
  void linked_data(std::string_view json) override;

  /// Grows with every statement, so that who waits for one knows when to look again.
  std::size_t count() const { return count_; }
  /// `reading`: how far the page has been read; what it states may be beyond reading all the same.
  rules::ArticleFacts facts(rules::ArticleReading reading) const;

 private:
  using Names = std::vector<rules::StatedName>;

  void add_names(std::string_view text, Names& names);
  void add_name(std::string_view text, Names& names);
  void add_date(std::string_view text, std::optional<rules::TomlDateTime>& date);

  LinkedData linked_data_;
  Names tags_;
  Names authors_;
  /// By JSON-LD or Open Graph, where the article's own date is meant.
  std::optional<rules::TomlDateTime> published_;
  /// By what some sites use otherwise: for the last change, for the day of printing, for a comment.
  std::optional<rules::TomlDateTime> perhaps_published_;
  bool all_readable_ = true;
  std::size_t count_ = 0;
};

}  // namespace caveat::filter
