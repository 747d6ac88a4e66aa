#include "rules/widget_catalogue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "html/rewriter.h"

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

const std::vector<Widget>& widgets() {
  return WidgetCatalogue::built_in().widgets();
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

TEST(WidgetCatalogue, IsOfTheKindsThatRulesName) {
  std::set<std::string_view> kinds;
  for (const Widget& widget : widgets()) kinds.insert(widget.kind);
  EXPECT_THAT(kinds, testing::UnorderedElementsAreArray(widget_kinds()));
  EXPECT_GT(widgets().size(), 50U);
}

/// Addresses in attributes are too many for an example each, so those are written here.
TEST(WidgetCatalogue, HasNoSelectorWithoutAnExample) {
  for (const Widget& widget : widgets()) {
    for (const std::string_view text : widget.selectors) {
      const std::string but_not = widget.excluded.empty() ? "" : ":not(" + std::string(widget.excluded) + ")";
      const auto selector = html::SelectorList::parse(std::string(text) + but_not);
      ASSERT_TRUE(selector) << widget.name << ": " << text;
      std::string page = page_with(widget.example);
      if (without(*selector, widget.max_text_bytes, page) != page) continue;
      page = page_with(element_for(text));
      EXPECT_NE(without(*selector, widget.max_text_bytes, page), page) << widget.name << ": " << text;
    }
  }
}

TEST(WidgetCatalogue, LeavesItsCounterexamplesAsTheyAre) {
  for (const Widget& widget : widgets()) {
    for (const std::string_view html : widget.stays) {
      const std::string page = page_with(html);
      EXPECT_EQ(without(widget.selector, widget.max_text_bytes, page), page) << widget.name;
    }
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
