#include "html/rewriter.h"

#include <utility>

#include "html/page_editor.h"

namespace caveat::html {

/// Keeps together what the page is edited by.
class Rewriter::Editor {
 public:
  Editor(std::shared_ptr<const Program> program, const RewriterLimits& limits, ByteSink& sink)
      : program_(std::move(program)),
        report_{.inserts = std::vector<InsertOutcome>(program_->inserts().size()),
                .removed = std::vector<std::uint64_t>(program_->removes().size()),
                .attributes_changed = std::vector<std::uint64_t>(program_->attributes().size())},
        page_(*program_, limits, PageEditor::Scope::page, report_, sink) {}

  PageEditor& page() { return page_; }
  const RewriteReport& report() const { return report_; }

 private:
  std::shared_ptr<const Program> program_;
  RewriteReport report_;
  PageEditor page_;
};

Rewriter::Rewriter(std::shared_ptr<const Program> program, const RewriterLimits& limits, ByteSink& sink)
    : editor_(std::make_unique<Editor>(std::move(program), limits, sink)) {}

Rewriter::~Rewriter() = default;

void Rewriter::write(std::string_view bytes) {
  editor_->page().write(bytes);
}
void Rewriter::finish() {
  editor_->page().finish();
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
  return editor_->page().failure();
}
const RewriteReport& Rewriter::report() const {
  return editor_->report();
}

}  // namespace caveat::html
