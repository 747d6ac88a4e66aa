#include "filter/beginning_mentions.h"

#include <utility>

namespace caveat::filter {
namespace {

class MentionSink final : public html::ByteSink {
 public:
  explicit MentionSink(html::MentionReader& reader) : reader_(reader) {}
  void write(std::string_view bytes) override { followed_ = followed_ && reader_.write(bytes); }
  bool followed() const { return followed_; }

 private:
  html::MentionReader& reader_;
  bool followed_ = true;
};

}  // namespace

BeginningMentions::BeginningMentions(html::MentionReader::Sets sets, const html::Charset& charset)
    : sets_(std::move(sets)),
      decoder_(make_charset_decoder(charset.kind)),
      reader_(sets_, rewritten_charset(charset), html::RewriterLimits().token_bytes) {}

bool BeginningMentions::read(const PageBeginning& beginning) {
  const std::string_view bytes = std::string_view(beginning.bytes()).substr(read_);
  read_ = beginning.bytes().size();
  MentionSink text(reader_);
  decoder_ ? decoder_->write(bytes, text) : text.write(bytes);
  if (!beginning.whole()) return text.followed();
  if (decoder_) decoder_->finish(text);
  if (text.followed()) reader_.finish();
  return text.followed();
}

std::vector<const html::MentionSet*> BeginningMentions::found() const {
  std::vector<const html::MentionSet*> found;
  for (std::size_t i = 0; i < sets_.size(); ++i) {
    if (reader_.found()[i]) found.push_back(sets_[i].get());
  }
  return found;
}

}  // namespace caveat::filter
