#include "filter/page_body.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

struct Case {
  const char* name;
  const char* before;
  const char* body;
};

const std::vector<Case> kCases = {
    {"its own tag", "<!doctype html><html><head><script>1</script><title>T</title></head>", "<body><p>A"},
    {"the first element that ends the head", "<!doctype html><title>T</title><link rel=icon>", "<article>A"},
    {"a script behind text that has ended the head", "<title>T</title>Text", "<script>1</script>"},
    {"not a script behind the head, which still belongs to it", "<head></head><script>1</script>", "<body>A"},
    {"not what a comment or a script holds", "<!-- <body> --><script>'<body>'</script>", "<p>A"},
    {"nothing", "<title>T</title>", ""},
};

TEST(PageBody, BeginsWhereABrowserOpensIt) {
  for (const Case& c : kCases)
    EXPECT_EQ(body_of(std::string(c.before) + c.body), std::string_view(c.before).size()) << c.name;
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
