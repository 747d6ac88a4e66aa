// lol-html's own cases, over real CSS test documents: which elements a selector matches and how far they
// reach. Its `selector_matching` files have comments around every match; those are taken out again and tell
// where the tags stand. Its `element_content_replacement` files have the matches' content replaced.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <iostream>
#include <map>
#include <optional>
#include <set>

#include "tests/corpus.h"
#include "tests/html/rewriting.h"

namespace caveat::html {
namespace CAVEAT_THIS_FILE {

using namespace tests;
using caveat::tests::corpus_folder;
using caveat::tests::kCorpusMissing;
using caveat::tests::read_file;
namespace fs = std::filesystem;

constexpr int kCasesThatRun = 193;

/// What the other cases use that no start tag of an HTML page can decide, and how many of them there are.
const std::map<std::string, int> kRefused = {{"namespace", 141},
                                             {"pseudo-element", 18},
                                             {"`+`", 3},
                                             {"`~`", 3},
                                             {"`:empty`", 6},
                                             {"`:last-child`", 3},
                                             {"`:last-of-type`", 1},
                                             {"`:nth-last-child`", 14},
                                             {"`:nth-last-of-type`", 9},
                                             {"`:only-child`", 2},
                                             {"`:only-of-type`", 2},
                                             {"`:checked`", 1},
                                             {"`:disabled`", 2},
                                             {"`:enabled`", 3},
                                             {"`:hover`", 1},
                                             {"`:lang`", 1},
                                             {"`:link`", 1},
                                             {"`:target`", 2},
                                             {"`:visited`", 1}};

/// Where the files are wrong: in a browser `:root` matches, and it is a first child (Selectors Level
/// 4, 13.3).
const std::set<std::string> kRootMatchesNothingThere = {
    "css3-modsel-27.expected1.html",  "css3-modsel-27a.expected0.html", "css3-modsel-27a.expected3.html",
    "css3-modsel-27a.expected4.html", "css3-modsel-27a.expected7.html", "css3-modsel-27a.expected10.html",
    "css3-modsel-27a.expected11.html"};

/// Where taking an element out differs from replacing its content, and why.
const std::map<std::string, std::set<std::string>> kTakenOutOtherwise = {
    {"a void element has no content that could be replaced",
     {"css3-modsel-25.expected0.html", "css3-modsel-68.expected1.html", "css3-modsel-69.expected1.html"}},
    {"the end tags of the page itself stay",
     {"css3-modsel-27.expected0.html", "css3-modsel-3a.expected0.html"}},
    {"what follows an element that is taken out is counted without it, as when the page is read again",
     {"css3-modsel-28.expected1.html", "css3-modsel-28.expected2.html", "css3-modsel-28.expected3.html",
      "css3-modsel-28.expected4.html", "css3-modsel-28b.expected1.html", "css3-modsel-28b.expected2.html",
      "css3-modsel-28b.expected3.html", "css3-modsel-28b.expected4.html", "css3-modsel-73b.expected1.html",
      "css3-modsel-73b.expected2.html", "css3-modsel-73b.expected4.html", "css3-modsel-145b.expected2.html",
      "css3-modsel-146b.expected2.html"}}};

struct Case {
  std::string file;
  std::string selector;
  std::string source;
  std::string expected;
};

std::vector<Case> cases(const char* folder) {
  std::vector<Case> list;
  const auto root = corpus_folder("lolhtml/" + std::string(folder));
  if (!root) return list;
  for (const auto& entry : fs::directory_iterator(*root)) {
    if (!entry.path().string().ends_with("-info.json")) continue;
    const auto info = boost::json::parse(read_file(entry.path())).as_object();
    const std::string source = read_file(*root / info.at("src").as_string().c_str());
    for (const auto& [selector, expected] : info.at("selectors").as_object()) {
      list.push_back({.file = std::string(expected.as_string()),
                      .selector = std::string(selector),
                      .source = source,
                      .expected = read_file(*root / expected.as_string().c_str())});
    }
  }
  std::ranges::sort(list, {}, &Case::file);
  return list;
}

/// The first offset behind the name and the attributes of the start tag at `offset`.
std::size_t end_of_attributes(std::string_view page, std::size_t offset) {
  char quote = '\0';
  std::size_t at = offset;
  for (; quote != '\0' || page[at] != '>'; ++at) {
    if (quote == '\0' && (page[at] == '"' || page[at] == '\'')) {
      quote = page[at];
    } else if (page[at] == quote) {
      quote = '\0';
    }
  }
  while (page[at - 1] == '/' || page[at - 1] == ' ' || page[at - 1] == '\n') --at;
  return at;
}

/// The case's page with a mark in the start tag of every element that its comments say is matched.
std::string with_marked_tags(const Case& c) {
  std::string page;
  std::vector<std::size_t> matches;
  for (std::size_t at = 0; at < c.expected.size();) {
    const auto skip = [&](const std::string& word) {
      const std::string comment = "<!--[" + word + "('" + c.selector + "')]-->";
      if (c.expected.compare(at, comment.size(), comment) != 0) return false;
      at += comment.size();
      return true;
    };
    if (skip("ELEMENT")) {
      matches.push_back(page.size());
    } else if (!skip("/ELEMENT") && !skip("TEXT") && !skip("/TEXT") && !skip("COMMENT") &&
               !skip("/COMMENT")) {
      page += c.expected[at++];
    }
  }
  EXPECT_EQ(page, c.source) << c.file << " is not understood";
  for (std::size_t i = matches.size(); i-- > 0;)
    page.insert(end_of_attributes(page, matches[i]), " match=\"\"");
  return page;
}

/// The case's page without the elements whose content it has replaced.
std::string without_replaced_elements(const Case& c) {
  const std::string replaced = "<!--Replaced (" + c.selector + ") -->";
  std::string page = c.expected;
  for (std::size_t at = page.find(replaced); at != std::string::npos; at = page.find(replaced, at)) {
    std::size_t end = at + replaced.size();
    if (page.compare(end, 2, "</") == 0) end = page.find('>', end) + 1;
    at = page.rfind('<', at - 1);
    page.erase(at, end - at);
  }
  return page;
}

std::string marked(const std::string& page, const SelectorList& selectors) {
  ProgramBuilder builder;
  builder.attributes({.owner = 0, .selector = selectors, .set = {{"match", ""}}, .remove = {}});
  return rewrite(page, builder.build()).html;
}

std::string removed(const std::string& page, const SelectorList& selectors) {
  ProgramBuilder builder;
  builder.remove({.owner = 0, .selector = selectors});
  return rewrite(page, builder.build()).html;
}

/// The construct that the parser's message names.
std::string construct(const std::string& message) {
  for (const char* const kind : {"namespace", "pseudo-element"}) {
    if (message.find(kind) != std::string::npos) return kind;
  }
  const std::size_t begin = message.find('`');
  return message.substr(begin, message.find('`', begin + 1) + 1 - begin);
}

TEST(LolHtmlCases, EverySelectorOfOursMatchesWhatTheySay) {
  const auto all = cases("selector_matching");
  if (all.empty()) GTEST_SKIP() << "skipped: " << kCorpusMissing;
  // The pages have no doctype, but were made without quirks mode, in which case matters less.
  const std::string doctype = "<!DOCTYPE html>";
  int ran = 0;
  std::map<std::string, int> refused;
  std::set<std::string> different;
  for (const Case& c : all) {
    const auto selectors = SelectorList::parse(c.selector);
    if (!selectors) {
      ++refused[construct(selectors.error().message)];
      continue;
    }
    ++ran;
    const std::string seen = marked(doctype + c.source, *selectors);
    const std::string expected = doctype + with_marked_tags(c);
    if (seen != expected) different.insert(c.file);
    EXPECT_TRUE(seen == expected || kRootMatchesNothingThere.contains(c.file))
        << c.file << ": " << c.selector << "\n"
        << seen << "\nand not\n"
        << expected;
  }
  EXPECT_EQ(ran, kCasesThatRun);
  EXPECT_EQ(refused, kRefused);
  EXPECT_EQ(different, kRootMatchesNothingThere);
  std::cout << ran << " of " << all.size() << " cases ran; the others are refused by name\n";
}

TEST(LolHtmlCases, EveryMatchIsTakenOutWholeAndNothingElse) {
  const auto all = cases("element_content_replacement");
  if (all.empty()) GTEST_SKIP() << "skipped: " << kCorpusMissing;
  std::set<std::string> excepted;
  for (const auto& [reason, files] : kTakenOutOtherwise) excepted.insert(files.begin(), files.end());
  std::set<std::string> different;
  for (const Case& c : all) {
    const auto selectors = SelectorList::parse(c.selector);
    if (!selectors || kRootMatchesNothingThere.contains(c.file)) continue;
    const std::string seen = removed(c.source, *selectors);
    const std::string expected = without_replaced_elements(c);
    if (seen != expected) different.insert(c.file);
    EXPECT_TRUE(seen == expected || excepted.contains(c.file)) << c.file << ": " << c.selector << "\n"
                                                               << seen << "\nand not\n"
                                                               << expected;
  }
  EXPECT_EQ(different, excepted);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::html
