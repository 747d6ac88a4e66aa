// What an operator hears of certificates that can be loaded.
#include "app/certificate_doubts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace caveat::app {
namespace CAVEAT_THIS_FILE {

using std::chrono::days;
using std::chrono::sys_seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr sys_seconds kNow{days(20'000)};

proxy::CertificateValidity certificate(const char* file, std::vector<std::string> names, int begins = -10,
                                       int ends = 10) {
  return {.name = names.empty() ? "" : names.front(),
          .not_after = kNow + days(ends),
          .not_before = kNow + days(begins),
          .names = names,
          .file = file};
}

std::vector<proxy::SiteOptions> sites(const std::vector<const char*>& hosts) {
  proxy::SiteOptions site;
  for (const char* host : hosts) site.hosts.push_back(*rules::SitePattern::parse(host));
  return {site};
}

TEST(CertificateDoubts, ThereIsNoneWhereEachHostHasACertificate) {
  EXPECT_THAT(certificate_doubts({certificate("a", {"www.news.test"}), certificate("b", {"*.news.test"})},
                                 sites({"www.news.test", "m.news.test"}), kNow),
              IsEmpty());
}

TEST(CertificateDoubts, OneThatIsOverIsRefusedByBrowsers) {
  EXPECT_THAT(certificate_doubts({certificate("a.pem", {"news.test"}, -10, -1)}, sites({"news.test"}), kNow),
              ElementsAre(HasSubstr("a.pem for news.test, or one that it rests on, ended at 2024-")));
}

TEST(CertificateDoubts, OneThatHasNotBegunIsRefusedByBrowsers) {
  EXPECT_THAT(certificate_doubts({certificate("a.pem", {"news.test"}, 1)}, sites({"news.test"}), kNow),
              ElementsAre(HasSubstr("begins only at")));
}

TEST(CertificateDoubts, OneForOtherHostsIsNoUseAndTheHostHasNone) {
  EXPECT_THAT(
      certificate_doubts({certificate("a.pem", {"other.test"})}, sites({"news.test"}), kNow),
      ElementsAre(HasSubstr("is for no host of any site"), HasSubstr("no certificate is for `news.test`")));
}

TEST(CertificateDoubts, WhereEveryHostIsServedNoneIsMissed) {
  EXPECT_THAT(certificate_doubts({certificate("a.pem", {"other.test"})}, sites({}), kNow), IsEmpty());
}

TEST(WorseCertificates, OneThatIsOverDoesNotTakeThePlaceOfAGoodOne) {
  EXPECT_THAT(worse_certificates({certificate("a", {"a"})}, {certificate("b", {"a"}, -10, -1)}, kNow),
              HasSubstr("ended at"));
}

TEST(WorseCertificates, AnyMayTakeThePlaceOfOneThatIsOver) {
  EXPECT_EQ(worse_certificates({certificate("a", {"a"}, -10, -1)}, {certificate("b", {"a"}, -10, -2)}, kNow),
            "");
}

TEST(WorseCertificates, AGoodOneMayTakeThePlaceOfAnother) {
  EXPECT_EQ(worse_certificates({certificate("a", {"a"})}, {certificate("b", {"a"})}, kNow), "");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::app
