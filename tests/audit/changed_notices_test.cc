// Notices that somebody hid or changed behind the proxy: what kind of finding each is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "archived.h"

namespace caveat::audit {
namespace {

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

TEST(Findings, ANoticeThatWasMinifiedOrEmptiedIsChangedAndNotTranslated) {
  const auto rules = rules_with(kWarn);
  const std::string once = served(rules, page("<p>Text</p>"));
  for (const std::string& archived :
       {replaced(once, " lang=\"en\" dir", " lang=en dir"), replaced(once, " lang=\"en\" dir", " dir"),
        replaced(once, notice_in(once), "<div data-caveat=\"p/warn\"></div>")}) {
    EXPECT_THAT(kinds(judge(rules, response(archived))), ElementsAre(Kind::notice_outdated));
  }
}

}  // namespace
}  // namespace caveat::audit
