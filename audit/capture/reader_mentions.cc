#include "audit/capture/reader_mentions.h"

#include "audit/capture/text_search.h"
#include "filter/content_coding.h"

namespace caveat::audit {
namespace {

/// No word goes on in the next line.
void write_line(std::string_view line, TextSearch& search) {
  search.write(line);
  search.write("\n");
}

bool write_body(const filter::CapturedResponse& response, TextSearch& search) {
  const std::string named = response.head.fields.combined("Content-Encoding");
  if (named.empty()) {
    search.write(response.body);
    return true;
  }
  const auto coding = filter::content_coding_of(named);
  if (!coding) return false;
  const auto decoder = filter::make_decoder(*coding, {});
  return decoder->write(response.body, search) && (response.is_truncated || decoder->finish());
}

}  // namespace

bool mentions_reader(const filter::CapturedResponse& response) {
  if (response.reader_words.empty()) return false;
  const ReaderWords wanted(response.reader_words);
  TextSearch search(wanted);
  write_line(response.url, search);
  for (const filter::FieldLine& line : response.head.fields) write_line(line.value, search);
  if (!write_body(response, search)) return true;
  search.finish();
  return search.found();
}

}  // namespace caveat::audit
