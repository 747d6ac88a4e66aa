#include "rules/plan_digest.h"

#include "rules/digest.h"

namespace caveat::rules {
namespace {

/// Collects parts so that no two lists of parts read alike.
class Parts {
 public:
  Parts() { text_.reserve(kUsual); }
  Parts& add(std::string_view part) {
    text_.append(std::to_string(part.size())).append(":").append(part);
    return *this;
  }
  Parts& add(int number) { return add(std::to_string(number)); }
  std::string digest() const { return sha256_of(text_); }

 private:
  static constexpr std::size_t kUsual = 1024;
  std::string text_;
};

void add_inserts(const html::Program& program, Parts& parts) {
  for (const html::InsertEdit& insert : program.inserts()) {
    parts.add("insert").add(static_cast<int>(insert.owner)).add(insert.html);
    for (const html::Place& place : insert.places)
      parts.add(static_cast<int>(place.position)).add(place.selector.text());
  }
  for (const html::DisableEdit& disable : program.disables()) parts.add("disable").add(disable.html);
  for (const html::LabelEdit& label : program.labels()) parts.add("label").add(label.html);
  for (const html::WithholdEdit& withhold : program.withholds()) parts.add("withhold").add(withhold.html);
}

void add_reasons(const Decision& decision, Parts& parts) {
  for (const Reason& reason : decision.reasons) {
    parts.add(reason.shadow ? "shadow" : "rule").add(reason.pack).add(reason.rule);
    parts.add(reason.asked ? 1 : 0).add(reason.accepted ? 1 : 0);
  }
}

void add_head_edits(const HeadEdits& edits, Parts& parts) {
  for (const auto& [name, value] : edits.set) parts.add("set").add(name).add(value);
  for (const std::string& name : edits.remove) parts.add("remove").add(name);
}

}  // namespace

std::string digest_of_plan(const Decision& decision) {
  Parts parts;
  parts.add(static_cast<int>(decision.verdict)).add(static_cast<int>(decision.on_failure));
  parts.add(static_cast<int>(decision.non_html));
  add_reasons(decision, parts);
  add_head_edits(decision.head_edits, parts);
  if (decision.program) add_inserts(*decision.program, parts);
  for (const InnerEdits& inner : decision.inner) {
    parts.add("in").add(inner.place.text());
    if (inner.program) add_inserts(*inner.program, parts);
  }
  if (decision.block) parts.add("block").add(decision.block->status).add(decision.block->body);
  if (decision.acknowledgement) parts.add("acknowledge").add(decision.acknowledgement->before_action);
  return parts.digest();
}

std::string digest_of_acceptance(std::span<const Terms> accepted) {
  Parts parts;
  for (const Terms& terms : accepted) parts.add("accepted").add(terms.mark).add(terms.id);
  return parts.digest();
}

}  // namespace caveat::rules
