#include "filter/beginning_mentions.h"

#include <utility>

namespace caveat::filter {
namespace {

class MentionsReaderSink final : public html::ByteSink {
 public:
  MentionsReaderSink(html::MentionReader& reader, html::SelectorFinder& finder)
      : reader_(reader), finder_(finder) {}
  void write(std::string_view bytes) override {
    followed_ = followed_ && reader_.write(bytes) && finder_.write(bytes);
  }
  bool followed() const { return followed_; }

 private:
  html::MentionReader& reader_;
  html::SelectorFinder& finder_;
  bool followed_ = true;
};

}  // namespace

BeginningMentions::BeginningMentions(html::MentionReader::Sets sets,
                                     html::SelectorFinder::Selectors selectors, const html::Charset& charset)
    : sets_(std::move(sets)),
      selectors_(std::move(selectors)),
      decoder_(make_charset_decoder(charset.kind)),
      reader_(sets_, rewritten_charset(charset), html::RewriterLimits().token_bytes),
      finder_(selectors_, html::RewriterLimits().token_bytes) {}

bool BeginningMentions::read(const PageBeginning& beginning) {
  const std::string_view bytes = std::string_view(beginning.bytes()).substr(read_);
  read_ = beginning.bytes().size();
  MentionsReaderSink page(reader_, finder_);
  decoder_ ? decoder_->write(bytes, page) : page.write(bytes);
  if (!beginning.whole()) return page.followed();
  if (decoder_) decoder_->finish(page);
  if (page.followed()) {
    reader_.finish();
    finder_.finish();
  }
  return page.followed();
}

std::vector<const html::MentionSet*> BeginningMentions::found() const {
  std::vector<const html::MentionSet*> found;
  for (std::size_t i = 0; i < sets_.size(); ++i) {
    if (reader_.found()[i]) found.push_back(sets_[i].get());
  }
  return found;
}

std::vector<const html::SelectorList*> BeginningMentions::elements() const {
  std::vector<const html::SelectorList*> found;
  for (std::size_t i = 0; i < selectors_.size(); ++i) {
    if (finder_.found()[i]) found.push_back(selectors_[i].get());
  }
  return found;
}

}  // namespace caveat::filter
