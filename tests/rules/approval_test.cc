#include "rules/approval.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "pack_texts.h"
#include "rules/approval_check.h"
#include "rules/signing_key.h"

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

using testing::HasSubstr;

const std::string kPack =
    pack_with("[[rules]]\nid = \"r\"    # the only one\nwhen.region = [\"RU\", \"BY\"]\n");
const std::string kPackPath = "rules/p.toml";

struct Person {
  explicit Person(std::string called) : name(std::move(called)) {}
  std::string name;
  SigningKey key = SigningKey::generate();
};

Approval statement_by(const Person& person, const std::string& pack = kPack) {
  Approval approval;
  approval.pack = "p";
  approval.title = "T";
  approval.file = "p.toml";
  approval.name = person.name;
  approval.approved = kToday;
  approval.digest = approval_digest(pack).value();
  approval.file_sha256 = "0";
  approval.caveat = "1.0";
  approval.widgets = widget_catalogue_digest();
  return approval;
}

SourceFile file_of(Approval approval, const SigningKey& key) {
  approval.key = key.public_key();
  approval.signature = key.sign(approval_statement(approval));
  return {approval_path(kPackPath, approval.key), approval_text(approval)};
}

SourceFile approval_by(const Person& person, const std::string& pack = kPack) {
  return file_of(statement_by(person, pack), person.key);
}

std::vector<PackApprovals> judged(const std::vector<SourceFile>& approvals, const ApprovalPolicy* policy,
                                  const std::string& pack = kPack) {
  const SourceFile source{kPackPath, pack};
  std::vector<Diagnostic> diagnostics;
  return judge_approvals({&source, 1}, approvals, policy, diagnostics);
}

ApprovalPolicy policy_of(const std::vector<const Person*>& persons) {
  ApprovalPolicy policy;
  policy.required = 2;
  for (const Person* person : persons) policy.approvers.push_back({person->name, person->key.public_key()});
  return policy;
}

class ApprovalTest : public testing::Test {
 protected:
  ApprovalState state_of(const SourceFile& file, const std::string& pack = kPack) const {
    const ApprovalPolicy policy = policy_of({&jana_, &petr_});
    return judged({file}, &policy, pack).front().approvals.front().state;
  }

  Person jana_{"Jana Nováková"};
  Person petr_{"Petr \"Q\" O'Brien\\"};
};

TEST_F(ApprovalTest, ReadsLikeALetter) {
  Approval approval = statement_by(jana_);
  approval.role = "Head of Legal";
  approval.note = "Checked against the register.\nTwice.";
  approval.digest = "caveat-pack-1:ab";
  approval.widgets = "cd";
  approval.key = "KEY";
  approval.signature = "SIGNATURE";
  EXPECT_EQ(
      approval_text(approval),
      R"(# Approval of a pack of rules for Caveat. All above the line [signature] was signed; docs/approvals.md tells
# how to verify it, with OpenSSL alone if need be.
[approval]
pack        = "p"
title       = "T"
file        = "p.toml"
name        = "Jana Nováková"
role        = "Head of Legal"
declaration = "I have read this pack and approve that it is put into force as it stands."
note        = "Checked against the register.\u000ATwice."
approved    = 2026-11-23T00:00:00Z
digest      = "caveat-pack-1:ab"
file_sha256 = "0"
caveat      = "1.0"
widgets     = "cd"

[signature]
key     = "KEY"
ed25519 = "SIGNATURE"
)");
}

TEST_F(ApprovalTest, HoldsWhatWasSigned) {
  Approval approval = statement_by(petr_);
  approval.note = "\u202Eturned round\u202C\ttab \\ \"quoted\" [signature]\n[signature]\nkey = \"x\"\n";
  const SourceFile file = file_of(approval, petr_.key);
  std::vector<Diagnostic> diagnostics;
  const auto read = parse_approval(file, diagnostics);
  ASSERT_TRUE(read) << render(diagnostics, DiagnosticFormat::text);
  EXPECT_EQ(read->name, petr_.name);
  EXPECT_EQ(read->note, approval.note);
  EXPECT_EQ(read->approved, kToday);
  EXPECT_EQ(read->key, petr_.key.public_key());
  EXPECT_TRUE(is_signed(file, *read));
  EXPECT_THAT(file.text, testing::Not(HasSubstr("\u202E")));
}

TEST_F(ApprovalTest, IsForThePackAsItReadsAndNotForItsLayout) {
  struct Edit {
    const char* name;
    std::string from;
    std::string to;
    bool holds;
  };
  const Edit edits[] = {
      {"nothing", "", "", true},
      {"blanks and empty lines", "[[rules]]\n", "\n\n[[rules]]   \n\n", true},
      {"the layout of a list", "[\"RU\", \"BY\"]", "[\n  \"RU\",\n  \"BY\",\n]", true},
      {"a place more", "\"BY\"]", "\"BY\", \"CN\"]", false},
      {"the words of a comment", "# the only one", "# the first one", false},
      {"a comment less", "    # the only one", "", false},
      {"the id", "id = \"p\"", "id = \"q\"", false},
      {"other quotes", "\"Text\"", "'Text'", false},
      {"no TOML any more", "[[rules]]", "[[rules]", false},
  };
  for (const Edit& edit : edits) {
    std::string pack = kPack;
    if (!edit.from.empty()) pack.replace(pack.find(edit.from), edit.from.size(), edit.to);
    EXPECT_EQ(state_of(approval_by(jana_), pack),
              edit.holds ? ApprovalState::valid : ApprovalState::edited_since)
        << edit.name;
  }
}

TEST_F(ApprovalTest, IsWrittenWithOtherLineEndsTheSame) {
  std::string pack = "\xEF\xBB\xBF";
  for (const char c : kPack) pack += c == '\n' ? "\r\n" : std::string(1, c);
  EXPECT_EQ(state_of(approval_by(jana_), pack), ApprovalState::valid);
}

TEST_F(ApprovalTest, ThatWasChangedItselfIsNotSigned) {
  const SourceFile good = approval_by(jana_);
  for (const char* part : {"p.toml", "Jana", "2026", "caveat-pack-1", "of a pack", "put into force"}) {
    SourceFile changed = good;
    char& letter = changed.text[changed.text.find(part)];
    letter = letter == 'q' ? 'r' : letter == '2' ? '3' : 'q';
    EXPECT_EQ(state_of(changed), ApprovalState::false_signature) << part;
  }
}

TEST_F(ApprovalTest, ByAKeyThatIsNotListedCountsNothing) {
  const Person eve("Jana Nováková");
  EXPECT_EQ(state_of(approval_by(eve)), ApprovalState::unlisted_key);
}

TEST_F(ApprovalTest, InAnotherNameThanTheKeysCountsNothing) {
  Approval approval = statement_by(jana_);
  approval.name = petr_.name;
  EXPECT_EQ(state_of(file_of(approval, jana_.key)), ApprovalState::other_name);
}

TEST_F(ApprovalTest, WithTheKeyOfOneAndTheSignatureOfAnotherIsFalse) {
  Approval approval = statement_by(jana_);
  approval.key = jana_.key.public_key();
  approval.signature = petr_.key.sign(approval_statement(approval));
  EXPECT_EQ(state_of({approval_path(kPackPath, approval.key), approval_text(approval)}),
            ApprovalState::false_signature);
}

TEST_F(ApprovalTest, CountsOnceAPerson) {
  const Person new_key_of_jana(jana_.name);
  const ApprovalPolicy policy = policy_of({&jana_, &petr_, &new_key_of_jana});
  EXPECT_EQ(judged({}, &policy).front().counted, 0U);
  EXPECT_EQ(judged({approval_by(jana_), approval_by(jana_)}, &policy).front().counted, 1U);
  EXPECT_EQ(judged({approval_by(jana_), approval_by(new_key_of_jana)}, &policy).front().counted, 1U);
  EXPECT_EQ(judged({approval_by(jana_), approval_by(petr_)}, &policy).front().counted, 2U);
  EXPECT_EQ(policy.persons(), 2U);
}

TEST_F(ApprovalTest, ThatIsMissingIsReportedWithWhatThereIs) {
  const ApprovalPolicy policy = policy_of({&jana_, &petr_});
  const auto packs = judged({approval_by(jana_), approval_by(petr_, kPack + "# later\n")}, &policy);
  const auto lacking = lacking_approvals(packs, policy.required);
  EXPECT_EQ(render(lacking, DiagnosticFormat::text).substr(0, 210),
            ("rules/p.toml: error: the pack `p` has 1 of the 2 approvals that it needs; by Jana Nováková "
             "(valid); by " +
             petr_.name +
             " (void: the pack was edited since) [CV132]\n  help: whoever is to approve it reads it and")
                .substr(0, 210));
  EXPECT_TRUE(lacking_approvals(packs, 1).empty());
}

TEST_F(ApprovalTest, OfAPackThatIsNotThereIsWarnedOf) {
  std::vector<Diagnostic> diagnostics;
  const SourceFile file = approval_by(jana_);
  judge_approvals({}, {&file, 1}, nullptr, diagnostics);
  EXPECT_THAT(render(diagnostics, DiagnosticFormat::text), HasSubstr("[CV134]"));
  EXPECT_FALSE(has_errors(diagnostics));
}

struct HostileFile {
  const char* name;
  std::function<void(std::string&)> spoil;
  const char* said;
};

void replace(std::string& text, std::string_view from, std::string_view to) {
  text.replace(text.find(from), from.size(), to);
}

const HostileFile kHostile[] = {
    {"an empty file", [](std::string& text) { text.clear(); }, "the line [signature] is missing"},
    {"a pack", [](std::string& text) { text = kPack; }, "the line [signature] is missing"},
    {"line ends of Windows", [](std::string& text) { replace(text, "[signature]\n", "[signature]\r\n"); },
     "the line [signature] is missing"},
    {"a huge file", [](std::string& text) { text.insert(0, "# " + std::string(1'000'000, 'x') + "\n"); },
     "no more than 16 KiB"},
    {"bytes that are no text", [](std::string& text) { text[3] = '\xFF'; }, "not UTF-8"},
    {"a key twice", [](std::string& text) { replace(text, "title ", "pack = \"q\"\ntitle "); }, "CV001"},
    {"a table twice",
     [](std::string& text) { replace(text, "\n[signature]\n", "[approval]\n\n[signature]\n"); }, "CV001"},
    {"an approval among what is not signed", [](std::string& text) { text += "[approval]\npack = \"q\"\n"; },
     "knows no `approval`"},
    {"a second signature", [](std::string& text) { text += "[signature]\nkey = \"\"\n"; }, "CV001"},
    {"another table", [](std::string& text) { replace(text, "[approval]", "[x]\n[approval]"); },
     "knows no `x`"},
    {"another key", [](std::string& text) { replace(text, "title ", "titel = \"T\"\ntitle "); },
     "knows no `titel`"},
    {"no name", [](std::string& text) { replace(text, "name ", "role "); }, "[approval] has no `name`"},
    {"a name that is a number", [](std::string& text) { replace(text, "\"Jana Nováková\"", "7"); }, "`name`"},
    {"no time", [](std::string& text) { replace(text, "2026-11-23T00:00:00Z", "\"today\""); }, "`approved`"},
    {"a day that is none", [](std::string& text) { replace(text, "2026-11-23", "2026-02-30"); }, "CV001"},
    {"a short key", [](std::string& text) { replace(text, "MCowBQYDK2Vw", ""); }, "no Ed25519 key"},
    {"no base64", [](std::string& text) { replace(text, "MCowBQYDK2Vw", "MCowBQYDK2V!"); }, "no Ed25519 key"},
    {"deep brackets", [](std::string& text) { replace(text, "\"p\"", std::string(5000, '[')); }, "CV003"},
};

TEST_F(ApprovalTest, ThatIsNoneIsReportedAndCountsNothing) {
  for (const HostileFile& hostile : kHostile) {
    SourceFile file = approval_by(jana_);
    hostile.spoil(file.text);
    std::vector<Diagnostic> diagnostics;
    EXPECT_FALSE(parse_approval(file, diagnostics)) << hostile.name;
    const std::string said = render(diagnostics, DiagnosticFormat::text);
    EXPECT_THAT(said, HasSubstr(hostile.said)) << hostile.name;
    EXPECT_THAT(said, HasSubstr("[CV131]")) << hostile.name;
    EXPECT_FALSE(has_errors(diagnostics)) << hostile.name;
    EXPECT_EQ(state_of(file), ApprovalState::unreadable) << hostile.name;
  }
}

TEST_F(ApprovalTest, WithASignatureOfAnotherLengthIsNotSigned) {
  for (const char* signature :
       {"AAAA", "!", "=", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}) {
    Approval approval = statement_by(jana_);
    approval.key = jana_.key.public_key();
    approval.signature = signature;
    EXPECT_EQ(state_of({approval_path(kPackPath, approval.key), approval_text(approval)}),
              ApprovalState::false_signature);
  }
}

TEST(ApprovalPath, LeadsFromThePackToItAndBack) {
  const std::string key = SigningKey::generate().public_key();
  const std::string path = approval_path("rules/p.toml", key);
  EXPECT_EQ(path, "rules/p.toml.approval-" + key_id(key) + ".txt");
  EXPECT_EQ(approved_path(path), "rules/p.toml");
  for (const char* other : {"rules/p.toml", "p.toml.txt", ".approval-0.txt", "rules/.approval-0.txt",
                            "x.approval-1/p.txt", "p.toml.approval-0"})
    EXPECT_FALSE(approved_path(other)) << other;
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
