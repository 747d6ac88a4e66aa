#include "rules/approvers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/signing_key.h"
#include "rules/toml.h"

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

using testing::HasSubstr;

struct Read {
  ApprovalPolicy policy;
  std::string said;
};

Read read(const std::string& text) {
  std::vector<Diagnostic> diagnostics;
  const SourceFile file{"caveat.toml", text};
  Problems problems(file, diagnostics);
  const TomlTable document = parse_toml(file.path, file.text, diagnostics).value();
  TableReader reader(document, {}, "[rules]", problems);
  Read out{read_approval_policy(reader, problems), ""};
  out.said = render(diagnostics, DiagnosticFormat::text);
  return out;
}

std::string approver(const std::string& name, const std::string& key = SigningKey::generate().public_key()) {
  return "[[approvers]]\nname = \"" + name + "\"\nkey = \"" + key + "\"\n";
}

TEST(ApprovalPolicy, OfAConfigurationWithoutOneDemandsNothing) {
  EXPECT_EQ(read("").policy.required, 0U);
  EXPECT_EQ(read("").said, "");
}

TEST(ApprovalPolicy, ListsWhoseApprovalsCount) {
  const std::string key = SigningKey::generate().public_key();
  const Read both = read("require_approvals = 2\n" + approver("Jana", key) + approver("Petr"));
  EXPECT_EQ(both.said, "");
  EXPECT_EQ(both.policy.required, 2U);
  ASSERT_NE(both.policy.find(key), nullptr);
  EXPECT_EQ(both.policy.find(key)->name, "Jana");
  EXPECT_EQ(both.policy.find(SigningKey::generate().public_key()), nullptr);
}

struct Mistake {
  const char* name;
  std::string text;
  const char* said;
};

TEST(ApprovalPolicy, SaysWhatIsWrong) {
  const std::string key = SigningKey::generate().public_key();
  const Mistake mistakes[] = {
      {"more than there are", "require_approvals = 2\n" + approver("Jana"), "`approvers` lists 1 persons"},
      {"one person with two keys", "require_approvals = 2\n" + approver("Jana") + approver("Jana"),
       "`approvers` lists 1 persons"},
      {"nobody", "require_approvals = 1\n", "`approvers` lists 0 persons"},
      {"less than none", "require_approvals = -1\n", "from 0 to 20"},
      {"a number in quotes", "require_approvals = \"2\"\n", "`require_approvals`"},
      {"a key twice", approver("Jana", key) + approver("Petr", key), "listed twice"},
      {"a key that is none", approver("Jana", "ssh-ed25519 AAAA"), "no public key"},
      {"no key", "[[approvers]]\nname = \"Jana\"\n", "has no `key`"},
      {"no name", "[[approvers]]\nkey = \"" + key + "\"\n", "has no `name`"},
      {"a name alone", "approvers = [\"Jana\"]\n", "`approvers` wants a table"},
      {"a misspelt key", approver("Jana") + "rol = \"x\"\n", "knows no `rol`"},
  };
  for (const Mistake& mistake : mistakes)
    EXPECT_THAT(read(mistake.text).said, HasSubstr(mistake.said)) << mistake.name;
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
