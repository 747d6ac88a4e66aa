#include "filter/response_plan.h"

#include <gtest/gtest.h>

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

using Body = ResponsePlan::Body;

struct PlanCase {
  int status;
  FieldLines fields;
  Body body;
  std::string content_type;
};

const PlanCase kHeads[] = {
    {200, {{"Content-Type", "text/html; charset=x"}}, Body::page, "text/html"},
    {200, {{"Content-Type", "application/xhtml+xml"}}, Body::xhtml, "application/xhtml+xml"},
    {404, {{"Content-Type", "text/html"}}, Body::page, "text/html"},
    {300, {{"Content-Type", "text/html"}}, Body::page, "text/html"},
    {200, {{"Content-Type", "application/rss+xml"}}, Body::other, "application/rss+xml"},
    {200, {}, Body::unknown, ""},
    {200, {{"Content-Type", "nonsense"}}, Body::unknown, ""},
    {200, {{"Content-Type", "unknown/unknown"}}, Body::unknown, ""},
    {200, {{"Content-Type", "*/*"}}, Body::unknown, ""},
    {200, {{"X-Content-Type-Options", "NoSniff"}}, Body::other, ""},
    {200, {{"X-Content-Type-Options", "x, nosniff"}}, Body::unknown, ""},
    {200, {{"X-Content-Type-Options", "nosniff"}, {"Content-Type", "text/html"}}, Body::page, "text/html"},
    {200, {{"X-Content-Type-Options", "nosniff, x"}}, Body::unknown, ""},
    {200, {{"Content-Type", ""}}, Body::unknown, ""},
    {200, {{"Content-Type", "application/unknown"}}, Body::unknown, ""},
    {200, {{"Content-Type", "text/plain"}, {"Content-Type", "text/html"}}, Body::page, "text/html"},
    {200, {{"Content-Type", "text/html"}, {"Content-Type", "text/plain"}}, Body::page, "text/html"},
    {200, {{"Content-Type", "image/svg+xml"}}, Body::other, "image/svg+xml"},
    {200, {{"Content-Type", "application/xml"}}, Body::other, "application/xml"},
    {204, {{"Content-Type", "text/html"}}, Body::none, "text/html"},
    {304, {}, Body::none, ""},
    // Browsers show the body of a redirect that they do not follow.
    {301, {{"Location", "/"}, {"Content-Type", "text/html"}}, Body::page, "text/html"},
    {301,
     {{"Location", "/"}, {"Content-Type", "text/html"}, {"Content-Length", "0"}},
     Body::none,
     "text/html"},
    {302, {{"Location", ""}, {"Content-Type", "text/html"}}, Body::page, "text/html"},
    {304, {{"Location", "/"}, {"Content-Type", "text/html"}}, Body::none, "text/html"},
    {399, {{"Location", "/"}, {"Content-Type", "text/html"}}, Body::page, "text/html"},
    {307, {{"Location", "/"}}, Body::none, ""},
    {308, {{"Location", "/"}, {"Content-Type", "text/plain"}}, Body::none, "text/plain"},
    {302, {}, Body::unknown, ""},
    {302, {{"Location", ""}}, Body::unknown, ""},
    {303, {{"Location", "/"}, {"Location", "/b"}}, Body::unknown, ""},
    {300, {{"Location", "/"}}, Body::unknown, ""},
    {305, {{"Location", "/"}}, Body::unknown, ""},
    {399, {{"Location", "/"}}, Body::unknown, ""},
    {399, {{"Location", "/"}, {"Content-Type", "text/plain"}}, Body::other, "text/plain"},
    {201, {{"Location", "/"}, {"Content-Type", "text/html"}}, Body::page, "text/html"},
};

TEST(PlanResponse, tells_what_the_body_is) {
  for (const PlanCase& one : kHeads) {
    const ResponsePlan plan = plan_response({one.status, "", one.fields});
    const std::string name = std::to_string(one.status) + " " + one.fields.combined("Content-Type");
    EXPECT_EQ(plan.body, one.body) << name;
    EXPECT_EQ(plan.content_type, one.content_type) << name;
  }
}

TEST(PlanResponse, takes_a_single_content_language) {
  EXPECT_EQ(plan_response({200, "", {{"Content-Language", "ru-RU"}}}).content_language, "ru-ru");
  EXPECT_EQ(plan_response({200, "", {{"Content-Language", "ru, en"}}}).content_language, "");
}

TEST(PlanResponse, takes_the_charset_as_it_was_sent) {
  EXPECT_EQ(plan_response({200, "", {{"Content-Type", "text/html;charset=Windows-1251"}}}).charset,
            "Windows-1251");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
