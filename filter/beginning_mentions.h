// Which mentions and elements the beginning of a page has, as it grows.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "filter/charset_codec.h"
#include "filter/page_beginning.h"
#include "html/mention_reader.h"
#include "html/selector_finder.h"

namespace caveat::filter {

class BeginningMentions {
 public:
  /// `charset`: any but `replacement`.
  BeginningMentions(html::MentionReader::Sets sets, html::SelectorFinder::Selectors selectors,
                    const html::Charset& charset);

  /// Reads what has come since the last call, to the end if the page is whole. False once it cannot be
  /// followed any further.
  bool read(const PageBeginning& beginning);

  bool all_found() const { return reader_.all_found() && finder_.all_found(); }
  std::vector<const html::MentionSet*> found() const;
  std::vector<const html::SelectorList*> elements() const;

 private:
  html::MentionReader::Sets sets_;
  html::SelectorFinder::Selectors selectors_;
  std::unique_ptr<CharsetDecoder> decoder_;  ///< null where there is no need
  html::MentionReader reader_;
  html::SelectorFinder finder_;
  std::size_t read_ = 0;  ///< bytes
};

}  // namespace caveat::filter
