// What the beginning of a page states of the article that it shows, as it grows.
#pragma once

#include <cstddef>
#include <memory>

#include "filter/article_statements.h"
#include "filter/charset_codec.h"
#include "filter/page_beginning.h"

namespace caveat::filter {

class BeginningArticle {
 public:
  /// `charset`: any but `replacement`.
  explicit BeginningArticle(const html::Charset& charset);
  BeginningArticle(const BeginningArticle&) = delete;
  BeginningArticle& operator=(const BeginningArticle&) = delete;

  /// Reads what has come since the last call, to the end if the page is whole. False once it cannot be
  /// followed any further.
  bool read(const PageBeginning& beginning);

  const ArticleStatements& statements() const { return statements_; }

 private:
  ArticleStatements statements_;
  std::unique_ptr<CharsetDecoder> decoder_;  ///< null where there is no need
  html::PageMetadataReader reader_;
  std::size_t read_ = 0;  ///< bytes
};

}  // namespace caveat::filter
