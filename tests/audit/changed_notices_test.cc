// Notices that somebody hid or changed behind the proxy: what kind of finding each is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "archived.h"

namespace caveat::audit {
namespace CAVEAT_THIS_FILE {

using namespace tests;
using testing::ElementsAre;
using Kind = FindingKind;

TEST(Findings, ANoticeThatNoReaderSeesIsMissing) {
  const auto rules = rules_with(kWarn);
  const std::string once = served(rules, page("<p>Text</p>"));
  const std::string notice = notice_in(once);
  for (const auto& [before, behind] : {std::pair{"<!--", "-->"},
                                       {"<template>", "</template>"},
                                       {"<div hidden>", "</div>"},
                                       {"<div style=\"display:none\">", "</div>"},
                                       {"<noscript>", "</noscript>"},
                                       {"<textarea>", "</textarea>"},
                                       {"<script>", "</script>"}}) {
    const Judgement judgement = judge(rules, response(replaced(once, notice, before + notice + behind)));
    ASSERT_THAT(kinds(judgement), ElementsAre(Kind::notice_missing)) << before;
    EXPECT_EQ(judgement.findings[0].severity, Severity::high) << before;
  }
}

struct InForeignContent {
  const char* before;
  const char* behind;
  Kind kind;
};

TEST(Findings, ANoticeInForeignContentIsWhatABrowserMakesOfIt) {
  const auto rules = rules_with(kWarn);
  const std::string once = served(rules, page("<p>Text</p>"));
  const std::string notice = notice_in(once);
  const InForeignContent kCases[] = {
      {"<svg>", "</svg>", Kind::notice_misplaced},
      {"<svg><g>", "</g></svg>", Kind::notice_misplaced},
      {"<svg><defs>", "</defs></svg>", Kind::notice_misplaced},
      {"<svg><text>", "</text></svg>", Kind::notice_misplaced},
      {"<math>", "</math>", Kind::notice_misplaced},
      {"<math><mrow>", "</mrow></math>", Kind::notice_misplaced},
      {"<svg><desc>", "</desc></svg>", Kind::notice_missing},
      {"<svg><title>", "</title></svg>", Kind::notice_missing},
      {"<svg><foreignObject>", "</foreignObject></svg>", Kind::notice_missing},
      {"<svg><style>", "</style></svg>", Kind::notice_misplaced},
      {"<svg><![CDATA[", "]]></svg>", Kind::notice_missing},
      {"<math><annotation-xml encoding=text/html>", "</annotation-xml></math>", Kind::notice_missing},
      {"<div hidden><svg>", "</svg></div>", Kind::notice_missing},
      {"<svg display=none>", "</svg>", Kind::notice_misplaced},
  };
  for (const InForeignContent& one : kCases) {
    const Judgement judgement =
        judge(rules, response(replaced(once, notice, one.before + notice + one.behind)));
    EXPECT_THAT(kinds(judgement), ElementsAre(one.kind)) << one.before;
  }
}

TEST(Findings, ANoticeThatWasMinifiedOrEmptiedIsChangedAndNotTranslated) {
  const auto rules = rules_with(kWarn);
  const std::string once = served(rules, page("<p>Text</p>"));
  for (const std::string& archived :
       {replaced(once, " lang=\"en\" dir", " lang=en dir"), replaced(once, " lang=\"en\" dir", " dir"),
        replaced(once, notice_in(once), "<div data-caveat=\"p/warn\"></div>")}) {
    EXPECT_THAT(kinds(judge(rules, response(archived))), ElementsAre(Kind::notice_outdated));
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::audit
