// What a page states of its article: the same in any chunks, and never more than is kept.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "filter/article_statements.h"

namespace caveat::filter {
namespace {

constexpr std::size_t kTokenBytes = 1000;

struct Read {
  rules::ArticleFacts facts;
  bool followed = true;
};

Read read_in_chunks(std::string_view page, std::size_t chunk) {
  ArticleStatements statements;
  html::PageMetadataReader reader(statements, "UTF-8", kTokenBytes);
  Read read;
  for (; !page.empty(); page.remove_prefix(std::min(chunk, page.size())))
    read.followed = read.followed && reader.write(page.substr(0, chunk));
  if (read.followed) reader.finish();
  read.facts = statements.facts(rules::ArticleReading::whole);
  return read;
}

bool same(const std::vector<rules::StatedName>& a, const std::vector<rules::StatedName>& b) {
  return std::ranges::equal(a, b, {}, &rules::StatedName::text, &rules::StatedName::text);
}

void check(std::string_view page) {
  const Read once = read_in_chunks(page, page.size() + 1);
  const Read in_pieces = read_in_chunks(page, 3);
  if (once.facts.tags.size() > 500 || once.facts.authors.size() > 500) std::abort();
  if (!once.followed || !in_pieces.followed) return;
  if (!same(once.facts.tags, in_pieces.facts.tags)) std::abort();
  if (!same(once.facts.authors, in_pieces.facts.authors)) std::abort();
  if (once.facts.reading != in_pieces.facts.reading) std::abort();
  if (once.facts.published.has_value() != in_pieces.facts.published.has_value()) std::abort();
  if (once.facts.published && !once.facts.published->date->ok()) std::abort();
}

}  // namespace
}  // namespace caveat::filter

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  caveat::filter::check({reinterpret_cast<const char*>(data), size});
  return 0;
}
