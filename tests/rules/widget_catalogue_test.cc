#include "rules/widget_catalogue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "html/rewriter.h"

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

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

std::string without(const html::SelectorList& selector, std::size_t max_text_bytes, std::string_view page) {
  html::ProgramBuilder builder;
  builder.remove({0, selector, max_text_bytes});
  Page out;
  html::Rewriter rewriter(builder.build(), html::RewriterLimits{}, out);
  rewriter.write(page);
  rewriter.finish();
  return out.text;
}

std::string page_with(std::string_view html) {
  return "<!DOCTYPE html><html><body><p>a</p>" + std::string(html) + "</body></html>";
}

/// An element with the attribute that `[name*="value" i]` asks for; empty for other selectors.
std::string element_for(std::string_view selector) {
  if (!selector.starts_with('[') || !selector.ends_with("\" i]")) return "";
  const std::size_t op = selector.find("*=\"");
  if (op == std::string_view::npos) return "";
  std::string name(selector.substr(1, op - 1));
  std::erase(name, '\\');
  return "<i " + name + "=\"https:" + std::string(selector.substr(op + 3, selector.size() - op - 7)) +
         "\">x</i>";
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

/// Addresses in attributes are too many for an example each, so those are written here.
TEST(WidgetCatalogue, HasNoSelectorWithoutAnExample) {
  const WidgetCatalogue catalogue = built_in();
  for (const Widget& widget : catalogue.widgets()) {
    for (const std::string& text : widget.selectors) {
      const auto selector = html::SelectorList::parse(text);
      ASSERT_TRUE(selector) << widget.name << ": " << text;
      std::string page = page_with(widget.example);
      if (without(*selector, widget.max_text_bytes, page) != page) continue;
      page = page_with(element_for(text));
      EXPECT_NE(without(*selector, widget.max_text_bytes, page), page) << widget.name << ": " << text;
    }
  }
}

TEST(WidgetCatalogue, LeavesItsCounterexamplesAsTheyAre) {
  const WidgetCatalogue catalogue = built_in();
  for (const Widget& widget : catalogue.widgets()) {
    for (const std::string& html : widget.stays) {
      const std::string page = page_with(html);
      EXPECT_EQ(without(widget.selector, widget.max_text_bytes, page), page) << widget.name;
    }
  }
}

TEST(WidgetCatalogue, NamesWhatIsWrong) {
  constexpr EmbeddedText kFile = {
      "x.toml",
      "[[widgets]]\nkind = \"share\"\nname = \"x\"\nnetwork = \"X\"\nelements = ['a::b']\n"
      "example = '<a>x</a>'\n"};
  std::vector<Diagnostic> diagnostics;
  EXPECT_THAT(WidgetCatalogue::read({&kFile, 1}, diagnostics).widgets(), testing::IsEmpty());
  std::set<std::string> codes;
  for (const Diagnostic& diagnostic : diagnostics) codes.insert(diagnostic.code);
  EXPECT_THAT(codes, testing::ElementsAre("CV050", "CV080"));
}

TEST(WidgetCatalogue, LooksForEachAddressInEachAttribute) {
  constexpr EmbeddedText kFile = {
      "x.toml",
      "[[widgets]]\nkind = \"share\"\nname = \"x\"\nnetwork = \"X\"\nelements = ['.x']\n"
      "addresses = ['x.example/share', 'x://']\nattributes = ['data-url', '\\@click']\n"
      "but_not = ['main', 'p']\nexample = '<a>x</a>'\nstays = ['<b>x</b>']\n"};
  std::vector<Diagnostic> diagnostics;
  const WidgetCatalogue catalogue = WidgetCatalogue::read({&kFile, 1}, diagnostics);
  EXPECT_EQ(render(diagnostics, DiagnosticFormat::text), "");
  ASSERT_THAT(catalogue.widgets(), testing::SizeIs(1));
  EXPECT_THAT(catalogue.widgets()[0].selectors,
              testing::ElementsAre(".x:not(main, p)", "[data-url*=\"x.example/share\" i]:not(main, p)",
                                   "[data-url*=\"x://\" i]:not(main, p)",
                                   "[\\@click*=\"x.example/share\" i]:not(main, p)",
                                   "[\\@click*=\"x://\" i]:not(main, p)"));
  EXPECT_THAT(catalogue.widgets()[0].stays, testing::ElementsAre("<b>x</b>"));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
