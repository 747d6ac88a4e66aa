#include "filter/page_beginning.h"

#include "filter/xml_beginning.h"
#include "html/escape_sequences.h"

namespace caveat::filter {
namespace {

/// The longest beginning that tells UTF-16 without a byte order mark: "<?x" in two bytes each.
constexpr std::size_t kCharsetSignatureBytes = 6;

/// How much of an XML document is searched for its root element and its language, each time anew.
constexpr std::size_t kMaxProlog = std::size_t{16} * 1024;

/// Whether the charset is known without a look for meta: by the header, unless there is a mark.
bool suffices_for_header(std::string_view bytes, std::string_view header_label) {
  return bytes.size() >= kCharsetSignatureBytes && html::charset_of_label(header_label).has_value();
}

class LanguageSink final : public html::ByteSink {
 public:
  explicit LanguageSink(html::PageLanguageReader& reader) : reader_(reader) {}
  void write(std::string_view utf8) override { reader_.write(utf8); }

 private:
  html::PageLanguageReader& reader_;
};

}  // namespace

void PageBeginning::write(std::string_view bytes) {
  bytes_ += bytes;
}

void PageBeginning::read_language() {
  if (!language_reader_) language_reader_.emplace();
  const std::string_view rest = std::string_view(bytes_).substr(language_read_);
  language_read_ = bytes_.size();
  LanguageSink utf8(*language_reader_);
  charset_decoder_ ? charset_decoder_->write(rest, utf8) : utf8.write(rest);
}

void PageBeginning::read_as(const html::Charset& charset) {
  if (charset_decoder_ || charset.kind == html::CharsetKind::ascii_compatible) return;
  charset_decoder_ = make_charset_decoder(charset.kind);
  language_reader_.reset();
  language_read_ = 0;
}

void PageBeginning::finish() {
  finished_ = true;
}

bool PageBeginning::over() const {
  return finished_ || bytes_.size() >= limit_ || (stopped_ && bytes_.size() >= kCharsetSignatureBytes);
}

std::optional<Sniffed> PageBeginning::kind() const {
  const Sniffed sniffed = sniff_html(bytes_, finished_);
  if (sniffed != Sniffed::needs_more) return sniffed;
  if (!over()) return std::nullopt;
  return widest_guess(bytes_);
}

std::optional<html::Charset> PageBeginning::charset(std::string_view header_label) {
  const bool is_asked_again = charset_ && charset_read_ == bytes_.size() && charset_header_ == header_label;
  if (is_asked_again) return charset_;
  is_known_ = known_ && header_label.empty() && bytes_.starts_with(known_->bytes);
  if (is_known_) {
    charset_ = known_->charset;
  } else if (over() || suffices_for_header(bytes_, header_label) || has_told_charset()) {
    charset_ = read_charset(header_label);
  } else {
    return std::nullopt;
  }
  charset_read_ = bytes_.size();
  charset_header_ = header_label;
  return charset_;
}

html::Charset PageBeginning::read_charset(std::string_view header_label) const {
  html::Charset charset = meta_reader_ && meta_read_ == bytes_.size()
                              ? html::sniff_charset(bytes_, header_label, meta_reader_->label())
                              : html::sniff_charset(bytes_, header_label);
  html::EscapeSequences escapes;
  if (charset.guessed) escapes.write(bytes_);
  // What some browsers would take for markup here is text to others.
  if (escapes.seen()) charset.kind = html::CharsetKind::replacement;
  return charset;
}

bool PageBeginning::tells_anew(const html::Charset& charset) const {
  const bool is_plain = charset.kind == html::CharsetKind::ascii_compatible && !charset.guessed;
  return is_plain && !is_known_ && !over() && meta_reader_ && !meta_reader_->label().empty();
}

std::optional<html::Charset> PageBeginning::xml_charset(std::string_view header_label) const {
  return sniff_xml_charset(bytes_, header_label, over());
}

std::string_view PageBeginning::prolog() const {
  return std::string_view(bytes_).substr(0, kMaxProlog);
}

bool PageBeginning::prolog_over() const {
  return over() || bytes_.size() >= kMaxProlog;
}

std::optional<bool> PageBeginning::is_feed() const {
  const auto feed = sniff_feed(prolog());
  if (feed || !prolog_over()) return feed;
  return !whole();
}

std::optional<std::string> PageBeginning::feed_language(std::string_view otherwise) const {
  const auto stated = sniff_feed_language(prolog());
  if (!stated && !prolog_over()) return std::nullopt;
  return stated && !stated->empty() ? *stated : std::string(otherwise);
}

bool PageBeginning::has_told_charset() {
  if (!meta_reader_) meta_reader_.emplace();
  meta_reader_->write(std::string_view(bytes_).substr(meta_read_));
  meta_read_ = bytes_.size();
  return !meta_reader_->label().empty() ||
         (meta_reader_->head_over() && bytes_.size() >= html::kCharsetPrescanBytes);
}

std::optional<std::string> PageBeginning::language(std::string_view otherwise) {
  read_language();
  if (finished_) language_reader_->finish();
  const std::optional<std::string>& stated = language_reader_->language();
  if (!stated) return over() ? std::optional<std::string>(std::in_place) : std::nullopt;
  return stated->empty() ? std::string(otherwise) : *stated;
}

}  // namespace caveat::filter
