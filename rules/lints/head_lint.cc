// What a court would ask of a pack as a whole.
#include "rules/calendar.h"
#include "rules/lints/lints.h"

namespace caveat::rules {

namespace {

constexpr std::chrono::days kReviewNotice{30};

void lint_review(const LintedPack& pack, const TomlTable& head) {
  const TomlValue* written = find(head, "review_by");
  if (!written || !written->date_time()) return;
  const auto day = instant_of(*written->date_time(), pack.head().time_zone);
  if (!day || *day <= pack.today || *day - pack.today > kReviewNotice) return;
  const auto days = std::chrono::ceil<std::chrono::days>(*day - pack.today).count();
  pack.problems.add(Code::review_near, written->place,
                    "the pack is to be reviewed by this day, which is " +
                        (days == 1 ? std::string("tomorrow") : "in " + std::to_string(days) + " days"));
}

}  // namespace

void lint_head(const LintedPack& pack) {
  const TomlValue* written = find(pack.document(), "pack");
  if (pack.head().retired()) return;
  if (pack.head().owner.empty()) {
    pack.problems.add(Code::unattributed_pack, written->place, "[pack] does not say who answers for it",
                      "add a line like owner = \"legal@newsroom.example\"");
  }
  if (pack.head().legal_basis.empty()) {
    pack.problems.add(Code::unattributed_pack, written->place,
                      "[pack] does not say on which law, order or decision it rests",
                      "add a line like legal_basis = \"Act on Herons, section 3\"");
  }
  lint_review(pack, *written->table());
  if (pack.written.pack.tests.empty()) {
    pack.problems.add(Code::no_tests, written->place,
                      "the pack has no [[tests]], so nothing shows that it does what it is meant to do",
                      "add a test for a reader whom it concerns, and one for a reader whom it does not");
  }
}

}  // namespace caveat::rules
