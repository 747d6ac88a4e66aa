#include "audit/capture/reader_mentions.h"

#include <algorithm>
#include <optional>

#include "filter/content_coding.h"

namespace caveat::audit {
namespace {

class Text final : public html::ByteSink {
 public:
  void write(std::string_view bytes) override { text += bytes; }
  std::string text;
};

std::optional<std::string> decoded(const filter::CapturedResponse& response, filter::ContentCoding coding) {
  Text out;
  const auto decoder = filter::make_decoder(coding, {});
  if (!decoder->write(response.body, out)) return std::nullopt;
  if (!response.is_truncated && !decoder->finish()) return std::nullopt;
  return std::move(out.text);
}

bool says_one_of(std::string_view text, const std::vector<std::string>& words) {
  return std::ranges::any_of(
      words, [&](const std::string& word) { return text.find(word) != std::string_view::npos; });
}

}  // namespace

bool mentions_reader(const filter::CapturedResponse& response) {
  const auto& words = response.reader_words;
  if (words.empty()) return false;
  if (says_one_of(response.url, words)) return true;
  for (const filter::FieldLine& line : response.head.fields) {
    if (says_one_of(line.value, words)) return true;
  }
  const std::string named = response.head.fields.combined("Content-Encoding");
  if (named.empty()) return says_one_of(response.body, words);
  const auto coding = filter::content_coding_of(named);
  const auto body = coding ? decoded(response, *coding) : std::nullopt;
  return !body || says_one_of(*body, words);
}

}  // namespace caveat::audit
