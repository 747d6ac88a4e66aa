#include "rules/widget_catalogue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "html/rewriter.h"

namespace caveat::rules {
namespace {

WidgetCatalogue built_in() {
  std::vector<Diagnostic> diagnostics;
  WidgetCatalogue catalogue = WidgetCatalogue::read(embedded_widgets(), diagnostics);
  EXPECT_EQ(render(diagnostics, DiagnosticFormat::text), "");
  return catalogue;
}

class Page : public html::ByteSink {
 public:
  void write(std::string_view bytes) override { text += bytes; }
  std::string text;
};

std::string without(const Widget& widget, std::string_view page) {
  html::ProgramBuilder builder;
  builder.remove({0, widget.selector, widget.max_text_bytes});
  Page out;
  html::Rewriter rewriter(builder.build(), html::RewriterLimits{}, out);
  rewriter.write(page);
  rewriter.finish();
  return out.text;
}

TEST(WidgetCatalogue, IsWithoutFault) {
  EXPECT_GT(built_in().widgets().size(), 50U);
}

TEST(WidgetCatalogue, KnowsEveryKind) {
  std::set<std::string_view> kinds;
  const WidgetCatalogue catalogue = built_in();
  for (const Widget& widget : catalogue.widgets()) kinds.insert(widget.kind);
  for (const std::string_view kind : widget_kinds()) EXPECT_TRUE(kinds.contains(kind)) << kind;
}

TEST(WidgetCatalogue, TakesOutItsOwnExamples) {
  const WidgetCatalogue catalogue = built_in();
  for (const Widget& widget : catalogue.widgets()) {
    if (widget.example.empty()) continue;
    const std::string page = "<!DOCTYPE html><html><body><p>a</p>" + widget.example + "</body></html>";
    EXPECT_LT(without(widget, page).size(), page.size()) << widget.name << ": " << widget.example;
  }
}

TEST(WidgetCatalogue, NamesWhatIsWrong) {
  constexpr EmbeddedText kFile = {"x.toml",
                                  "[[widgets]]\nkind = \"share\"\nname = \"x\"\nelements = ['a::b']\n"};
  std::vector<Diagnostic> diagnostics;
  EXPECT_THAT(WidgetCatalogue::read({&kFile, 1}, diagnostics).widgets(), testing::IsEmpty());
  std::set<std::string> codes;
  for (const Diagnostic& diagnostic : diagnostics) codes.insert(diagnostic.code);
  EXPECT_THAT(codes, testing::ElementsAre("CV050", "CV080"));
}

}  // namespace
}  // namespace caveat::rules
