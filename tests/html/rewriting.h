// Runs a page through a Rewriter into memory.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "html/program.h"
#include "html/rewriter.h"

namespace caveat::html::tests {

inline const std::string kNotice =
    R"(<div role="note" data-caveat="pack/rule"><p>Sharing this is an offence.</p></div>)";

inline SelectorList selector(std::string_view text) {
  return *SelectorList::parse(text);
}

/// "start of article" as rule files write it.
inline Place place(std::string_view text) {
  for (const auto& [words, position] :
       std::initializer_list<std::pair<std::string_view, Position>>{{"start of ", Position::start_of},
                                                                    {"end of ", Position::end_of},
                                                                    {"before ", Position::before},
                                                                    {"after ", Position::after}}) {
    if (text.starts_with(words))
      return {.position = position, .selector = selector(text.substr(words.size()))};
  }
  throw std::invalid_argument("no place: " + std::string(text));
}

inline InsertEdit notice_at(const std::vector<std::string>& places) {
  InsertEdit edit{.owner = 0, .places = {}, .mark = "pack/rule", .html = kNotice};
  for (const std::string& text : places) edit.places.push_back(place(text));
  return edit;
}

class MemorySink final : public ByteSink {
 public:
  void write(std::string_view bytes) override { bytes_ += bytes; }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

struct Rewritten {
  std::string html;
  RewriteReport report;
};

/// Feeds `page` in chunks of `chunk` bytes; 0: whole.
inline Rewritten rewrite(std::string_view page, const std::shared_ptr<const Program>& program,
                         std::size_t chunk = 0, const RewriterLimits& limits = {}) {
  MemorySink sink;
  Rewriter rewriter(program, limits, sink);
  if (chunk == 0) chunk = page.size();
  for (std::size_t at = 0; at < page.size(); at += chunk) rewriter.write(page.substr(at, chunk));
  rewriter.finish();
  return {.html = sink.bytes(), .report = rewriter.report()};
}

}  // namespace caveat::html::tests
