// PageEditor's part that edits what is in noscript elements: a page of its own, for browsers without scripts.
#include <utility>

#include "html/page_editor.h"

namespace caveat::html {
namespace {

/// A longer noscript element stays as it is.
constexpr std::size_t kMaxNoscriptBytes = std::size_t{256} * 1024;

class StringSink final : public ByteSink {
 public:
  void write(std::string_view bytes) override { bytes_ += bytes; }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

}  // namespace

/// Whether the content of an element of that name is to be edited.
bool PageEditor::edits_noscript(Tag tag) const {
  return tag == Tag::noscript && scope_ == Scope::page && program_.edits_elements();
}

void PageEditor::edit_noscript() {
  in_noscript_ = false;
  const std::string content = std::exchange(noscript_, {});
  if (content.size() > kMaxNoscriptBytes) {
    output_.put(content);
    return;
  }
  StringSink sink;
  PageEditor inside(program_, limits_, Scope::noscript, report_, sink);
  inside.tokenizer_.begin_inside();
  inside.tree_.begin_inside_body(tree_.in_quirks_mode());
  inside.read_ = read_ - content.size();
  inside.write(content);
  inside.finish();
  output_.put(inside.failure() ? content : sink.bytes());
}

}  // namespace caveat::html
