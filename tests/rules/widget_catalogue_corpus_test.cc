// The whole catalogue over every page of the corpus, as packs use it.
#include <gtest/gtest.h>

#include <chrono>

#include "html/rewriter.h"
#include "rules/rule_set.h"
#include "rules/widget_catalogue.h"
#include "tests/corpus.h"

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

namespace fs = std::filesystem;
using caveat::tests::corpus_folder;
using caveat::tests::kCorpusMissing;
using caveat::tests::read_file;

class Page : public html::ByteSink {
 public:
  void write(std::string_view bytes) override { text += bytes; }
  std::string text;
};

/// Of a rule that does `action` to widgets of every kind.
std::shared_ptr<const html::Program> program_that(std::string_view action) {
  std::string kinds;
  for (const std::string_view kind : widget_kinds()) {
    kinds += (kinds.empty() ? "\"" : ", \"") + std::string(kind) + "\"";
  }
  const std::string reason = action == "disable" ? ", reason = \"why\"" : "";
  const SourceFile file = {"p.toml",
                           "[pack]\nid = \"p\"\ntitle = \"P\"\nowner = \"o\"\nlegal_basis = \"none\"\n"
                           "[notices.why]\nkind = \"information\"\n[notices.why.text]\nen = \"Not here.\"\n"
                           "[[rules]]\nid = \"r\"\nwhen.region = \"everywhere\"\n" +
                               std::string(action) + " = { widgets = [" + kinds + "]" + reason + " }\n"};
  const std::chrono::sys_days day = std::chrono::year(2026) / 11 / 1;
  const auto compiled = RuleSet::compile({&file, 1}, day);
  if (compiled.rules == nullptr) {
    ADD_FAILURE() << render(compiled.diagnostics, DiagnosticFormat::text);
    return nullptr;
  }
  Facts facts;
  facts.site = "www.newsroom.example";
  facts.path = "/a/1.html";
  facts.time = day;
  facts.content_type = "text/html";
  facts.status = 200;
  facts.page = PageFacts{.language = "en"};
  return compiled.rules->decide(facts).program;
}

std::string rewritten(std::string_view page, const std::shared_ptr<const html::Program>& program) {
  Page out;
  html::Rewriter rewriter(program, html::RewriterLimits{}, out);
  rewriter.write(page);
  rewriter.finish();
  return out.text;
}

class EveryPageWithTheCatalogue : public testing::TestWithParam<const char*> {};

TEST_P(EveryPageWithTheCatalogue, IsNotChangedASecondTime) {
  const auto root = corpus_folder("pages");
  if (!root) GTEST_SKIP() << "skipped: " << kCorpusMissing;
  const auto program = program_that(GetParam());
  ASSERT_NE(program, nullptr);
  std::size_t changed = 0;
  for (const auto& entry : fs::recursive_directory_iterator(*root)) {
    if (!entry.is_regular_file()) continue;
    const std::string page = read_file(entry.path());
    const std::string once = rewritten(page, program);
    changed += once != page ? 1 : 0;
    EXPECT_TRUE(rewritten(once, program) == once) << entry.path();
  }
  EXPECT_GT(changed, 0U);
}

INSTANTIATE_TEST_SUITE_P(Actions, EveryPageWithTheCatalogue, testing::Values("remove", "disable"),
                         [](const auto& action) { return std::string(action.param); });

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
