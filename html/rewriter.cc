#include "html/rewriter.h"

#include <utility>

#include "html/page_editor.h"
#include "html/text_editor.h"

namespace caveat::html {

/// Keeps together what the page is edited by: text comes last, so that it is searched as it will be read.
class Rewriter::Editor {
 public:
  Editor(std::shared_ptr<const Program> program, const RewriterLimits& limits, ByteSink& sink,
         std::string_view charset, Scope scope)
      : program_(std::move(program)),
        report_{.inserts = std::vector<InsertOutcome>(program_->inserts().size()),
                .removed = std::vector<std::uint64_t>(program_->removes().size()),
                .attributes_changed = std::vector<std::uint64_t>(program_->attributes().size()),
                .disabled = std::vector<std::uint64_t>(program_->disables().size()),
                .labelled = std::vector<std::uint64_t>(program_->labels().size()),
                .withheld = std::vector<std::uint64_t>(program_->withholds().size())} {
    ByteSink* next = &sink;
    if (program_->edits_text()) next = &text_.emplace(*program_, charset, limits, report_, sink);
    page_.emplace(*program_, limits, PageEditor::Scope::page, report_, *next);
    if (scope == Scope::fragment) page_->begin_inside_body();
  }

  void finish() {
    page_->finish();
    if (text_ && !page_->failure()) text_->finish();
  }
  std::optional<Failure> failure() const {
    if (text_ && text_->failed()) return Failure::token_too_long;
    return page_->failure();
  }
  PageEditor& page() { return *page_; }
  const RewriteReport& report() const { return report_; }

 private:
  std::shared_ptr<const Program> program_;
  RewriteReport report_;
  std::optional<TextEditor> text_;
  std::optional<PageEditor> page_;
};

Rewriter::Rewriter(std::shared_ptr<const Program> program, const RewriterLimits& limits, ByteSink& sink,
                   std::string_view charset, Scope scope)
    : editor_(std::make_unique<Editor>(std::move(program), limits, sink, charset, scope)) {}

Rewriter::~Rewriter() = default;

void Rewriter::write(std::string_view bytes) {
  editor_->page().write(bytes);
}
void Rewriter::finish() {
  editor_->finish();
}
void Rewriter::release_hold() {
  editor_->page().release_hold();
}
bool Rewriter::holding() const {
  return editor_->page().holding();
}
bool Rewriter::all_placed() const {
  return editor_->page().all_placed();
}
std::optional<Rewriter::Failure> Rewriter::failure() const {
  return editor_->failure();
}
const RewriteReport& Rewriter::report() const {
  return editor_->report();
}

}  // namespace caveat::html
