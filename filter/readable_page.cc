#include "filter/readable_page.h"

#include <utility>

#include "filter/charset_codec.h"
#include "html/charset.h"
#include "html/charset_decoder.h"
#include "rules/utf8.h"

namespace caveat::filter {
namespace {

class ReadableSink final : public html::ByteSink {
 public:
  void write(std::string_view bytes) override { bytes_ += bytes; }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

}  // namespace

std::optional<ReadablePage> readable_page(std::string bytes, std::string_view header_charset) {
  const html::Charset charset = html::sniff_charset(bytes, header_charset);
  if (charset.kind == html::CharsetKind::replacement) return std::nullopt;
  std::string name(rewritten_charset(charset));
  const auto decoder = make_charset_decoder(charset.kind);
  if (!decoder) return ReadablePage{std::move(bytes), std::move(name)};
  ReadableSink utf8;
  decoder->write(bytes, utf8);
  decoder->finish(utf8);
  return ReadablePage{utf8.take(), std::move(name)};
}

std::string in_utf8(const ReadablePage& page) {
  html::CharsetDecoder decoder(page.charset);
  std::string text;
  for (std::string_view rest = page.bytes; !rest.empty();) rules::append_utf8(text, decoder.take(rest));
  return text;
}

}  // namespace caveat::filter
