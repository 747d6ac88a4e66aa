#include "filter/beginning_article.h"

#include "html/rewriter.h"

namespace caveat::filter {
namespace {

class ArticleReaderSink final : public html::ByteSink {
 public:
  explicit ArticleReaderSink(html::PageMetadataReader& reader) : reader_(reader) {}
  void write(std::string_view bytes) override { followed_ = followed_ && reader_.write(bytes); }
  bool followed() const { return followed_; }

 private:
  html::PageMetadataReader& reader_;
  bool followed_ = true;
};

}  // namespace

BeginningArticle::BeginningArticle(const html::Charset& charset)
    : decoder_(make_charset_decoder(charset.kind)),
      reader_(statements_, rewritten_charset(charset), html::RewriterLimits().token_bytes) {}

bool BeginningArticle::read(const PageBeginning& beginning) {
  const std::string_view bytes = std::string_view(beginning.bytes()).substr(read_);
  read_ = beginning.bytes().size();
  ArticleReaderSink page(reader_);
  decoder_ ? decoder_->write(bytes, page) : page.write(bytes);
  if (!beginning.whole()) return page.followed();
  if (decoder_) decoder_->finish(page);
  if (page.followed()) reader_.finish();
  return page.followed();
}

}  // namespace caveat::filter
