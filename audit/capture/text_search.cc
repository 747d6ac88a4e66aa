#include "audit/capture/text_search.h"

#include <algorithm>

namespace caveat::audit {
namespace {

/// A link in a page in a string of JSON has three. What has more than these is told from what can be read.
constexpr int kLayers = 5;
constexpr char kNul = '\0';
constexpr char kEscape = '\x1B';  ///< of ISO-2022-JP
constexpr std::size_t kPiece = 16 * 1024;

class Text final : public html::ByteSink {
 public:
  void write(std::string_view bytes) override { text += bytes; }
  std::string text;
};

}  // namespace

ReaderWords::ReaderWords(std::span<const std::string> words) {
  for (const std::string& word : words) add(word);
}

void ReaderWords::add(std::string_view word) {
  if (const auto address = geoip::Address::parse(word)) addresses_.push_back(*address);
  if (word.size() < filter::kShortestReaderWord) return;
  words_.add(word);
  std::string plain(word);
  bool had_escapes = true;
  for (int layer = 0; layer < kLayers && had_escapes; ++layer) {
    Text text;
    filter::Unescaper unescaper(text);
    unescaper.write(plain);
    unescaper.finish();
    had_escapes = unescaper.took_any();
    plain = std::move(text.text);
  }
  words_.add(plain);
  Utf8Watch utf8;
  utf8.read(plain);
  // Whatever follows shows a character that is cut off.
  utf8.read(" ");
  want_utf8_ = want_utf8_ || utf8.saw_more_than_ascii();
  are_unclear_ = are_unclear_ || had_escapes || !utf8.holds();
}

void Utf8Watch::read(std::string_view bytes) {
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    const bool continues = (byte & 0xC0U) == 0x80;
    if (continues != (following_ > 0) || byte >= 0xF8 || c == kNul || c == kEscape) holds_ = false;
    if (!holds_) return;
    saw_more_than_ascii_ = saw_more_than_ascii_ || byte >= 0x80;
    if (continues) {
      --following_;
    } else if (byte >= 0xC0) {
      following_ = byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3;
    }
  }
}

void TextSearch::Both::write(std::string_view bytes) {
  words.write(bytes);
  addresses.write(bytes);
}

TextSearch::TextSearch(const ReaderWords& wanted) : wanted_(wanted), as_written_(wanted), unescaped_(wanted) {
  layers_.emplace_back(unescaped_);
  while (layers_.size() < kLayers) {
    html::ByteSink& next = layers_.back();
    layers_.emplace_back(next);
  }
}

void TextSearch::write(std::string_view bytes) {
  while (!bytes.empty() && !found()) {
    std::string piece(bytes.substr(0, kPiece));
    bytes.remove_prefix(piece.size());
    utf8_.read(piece);
    std::erase(piece, kNul);
    as_written_.write(piece);
    layers_.back().write(piece);
  }
}

void TextSearch::finish() {
  std::for_each(layers_.rbegin(), layers_.rend(), [](filter::Unescaper& layer) { layer.finish(); });
  as_written_.addresses.finish();
  unescaped_.addresses.finish();
}

bool TextSearch::found() const {
  return as_written_.found() || unescaped_.found() || layers_.front().took_any() || wanted_.are_unclear() ||
         (wanted_.want_utf8() && !utf8_.holds());
}

}  // namespace caveat::audit
