// Skimming shows in nothing but speed: a page comes out as if every tag had been followed.
#include <gtest/gtest.h>

#include <random>

#include "html/skim_loop.h"
#include "tests/corpus.h"
#include "tests/html/rewriting.h"

namespace caveat::html {
namespace CAVEAT_THIS_FILE {

using namespace tests;
using caveat::tests::corpus_folder;
using caveat::tests::kCorpusMissing;
using caveat::tests::read_file;
namespace fs = std::filesystem;
using ProgramPointer = std::shared_ptr<const Program>;

constexpr unsigned kRandomPages = 20'000;

struct Programs {
  const char* name;
  ProgramPointer skims;
  ProgramPointer follows;  ///< the same edits, and a selector that has every element counted
};

template <typename Fill>
Programs programs(const char* name, Fill fill) {
  ProgramBuilder skims;
  ProgramBuilder follows;
  fill(skims);
  fill(follows);
  follows.attributes(
      {.owner = 0, .selector = selector("x-none:first-child"), .set = {{"a", "b"}}, .remove = {}});
  return {.name = name, .skims = skims.build(), .follows = follows.build()};
}

const std::vector<Programs>& all_programs() {
  static const std::vector<Programs> kAll = {
      programs("by name",
               [](ProgramBuilder& builder) {
                 builder.insert(notice_at({"start of body"}));
                 builder.attributes(
                     {.owner = 0, .selector = selector("x-card, em"), .set = {{"title", "1"}}, .remove = {}});
               }),
      programs("by attributes",
               [](ProgramBuilder& builder) {
                 builder.insert(notice_at({"start of body"}));
                 builder.remove(
                     {.owner = 0, .selector = selector(".share, a[href*='site.example/share'], [data-x]")});
                 builder.remove({.owner = 0, .selector = selector("#id, [class^=ad-], [src$='.gif']")});
               }),
      programs("by addresses",
               [](ProgramBuilder& builder) {
                 builder.remove(
                     {.owner = 0, .selector = selector("[href*='?u=1&v=2'], [title~='a&b'], [alt='']")});
                 builder.remove({.owner = 0, .selector = selector("time, blink, [class*='share']")});
               }),
      programs("in sight",
               [](ProgramBuilder& builder) {
                 builder.insert(notice_at({"start of article", "before .share", "end of main"}));
                 builder.remove({.owner = 0, .selector = selector("ul .share"), .max_text_bytes = 20});
               }),
      programs("marked", [](ProgramBuilder& builder) {
        builder.remove({.owner = 0,
                        .selector = selector(".share"),
                        .mark_html = "<span data-caveat=\"pack/rule:withheld\">[left out]</span>"});
        builder.attributes(
            {.owner = 0, .selector = selector("article a"), .set = {{"rel", "x"}}, .remove = {"href"}});
      })};
  return kAll;
}

/// What comes out; of a page that is not followed to its end, that it is not.
std::string outcome(std::string_view page, const ProgramPointer& program, std::size_t chunk) {
  MemorySink sink;
  Rewriter rewriter(program, {}, sink);
  for (std::size_t at = 0; at < page.size(); at += chunk) rewriter.write(page.substr(at, chunk));
  rewriter.finish();
  return rewriter.failure() ? "failed" : sink.bytes();
}

void expect_no_difference(const std::string& page, const Programs& programs, const std::string& name) {
  const std::string followed = outcome(page, programs.follows, page.size());
  EXPECT_EQ(outcome(page, programs.skims, page.size()), followed) << name << ", " << programs.name;
  EXPECT_EQ(outcome(page, programs.skims, 100), followed) << name << ", " << programs.name << ", in chunks";
}

const std::string kLead =
    "<!doctype html><head><title>A title</title></head><body><p>Some words first.</p>\n";
const std::string kFiller =
    "<p>Enough of text behind it, so that what stands before it is read with whole windows of it.</p>";

constexpr std::array kOddities = {
    R"(<a title="x > y" class="share">)",
    R"(<a title='x > y' class='share'>)",
    R"(<a title="<b class='share'>" class=share>)",
    R"(<a ="x>y" class="share">)",
    R"(<a b"c="x>" class="share">)",
    R"(<a b=c="x>y" class="share">)",
    R"(<a b = "x>y" class = "share">)",
    R"(<a b="1"class="share">)",
    R"(<a b="1"="2>" class="share">)",
    R"(<a/class="share"/>)",
    R"(<a class="x &#115;hare">)",
    "<a class=\"x\nshare\ty\">",
    R"(<a CLASS="share"><A Class="SHARE">)",
    R"(<a data-x>)",
    R"(<a href="/y" data-x href="/z">)",
    R"(<a data-x=>)",
    R"(<img src="a.gif"><img src='b.gif'><img src=c.gif><img src=d.gif/>)",
    R"(<a href="https://site.example/share?u=1&amp;v=2">)",
    R"(<a href=https://site.example/share>)",
    R"(<a href="https://site.example&#47;share">)",
    R"(<a href="https://site.example&sol;share">)",
    R"(<a href="/&reg=https://site.example/share">)",
    R"(<a href="https://site.example/share&copy">)",
    R"(<a href="/?u=1&v=2">)",
    R"(<a href="/?u=1&amp;v=2">)",
    R"(<a href="/?u=1&#38;v=2">)",
    R"(<a href="/?u=1&amp=&v=2"><a href="/?u=1&AMP;v=2">)",
    R"(<a href="/?&"><a href="/?&copy"><a href="/?&copy=2"><a href="/?a&b"><a href="/?&#115;">)",
    R"(<a title="a&b">)",
    R"(<a title="x a&amp;b">)",
    R"(<a title="a&ampb"><a title="x&Tab;a&b">)",
    R"(<img alt=""><img alt><img alt="x">)",
    R"(<a class="words-that-fill-the-window of-bytes-looked-at-in-one-step share"><a class="share-not">)",
    R"(<a class="words-that-fill-the-window of-bytes-looked-at-in-one-step which-a-share goes-past share">)",
    R"(<a class=" words-that-fill-the-window of-bytes-looked-at-in-one-step-or which-just-fit share">)",
    R"(<a class="one-word-that-is-longer-than-the-window-of-bytes-that-is-looked-at-in-one-step share">)",
    R"(<a class=""><a class><a class=" "><a class="share " data-y>)",
    R"(<a download data-x download><a b data-xy><a data-y data-X>)",
    R"(<a class1="share" 1class="share" xclass="share" data-class="share"><a a="b"class="share">)",
    R"(<a s="share" ss="share" href-="site.example/share" hre="x" x-href="site.example/share"><a ID="id">)",
    R"(<EM><Em class="share">x</EM><eM></em><TIME>x</TIME><time>y</time><timed>z</timed>)",
    R"(<div id="id"><div id='id'><div id=id>)",
    R"(<svg/><a class=share><em></svg><em>)",
    R"(<svg width="1"/><a class=share>x</a><em><svg width=1/><path d="x"/></svg><em>)",
    R"(<svg width="1" / ><path d="x"/></svg><em><svg width="/"><g/></svg><em>)",
    R"(<svg><title>share</title><path d="M0 0"/><a class="share"><path/></a></svg>)",
    R"(<svg><style>.a > .b {}</style><g></p><em>)",
    R"(<my-card><svg><path></my-card><em>)",
    R"(<svg><foreignObject><div>x</div></foreignObject><script/></svg><a class=share>)",
    R"(<svg><foreignObject><p>x</p></foreignObject><style>a{}<a class=share></style></svg>)",
    R"(<svg><foreignObject><p>x</p></foreignObject><![CDATA[ > <script> ]]><a class=share></svg>)",
    R"(<svg><desc><b>x</b></desc><title/></svg><em>)",
    R"(<math><mtext><b>x</b></mtext><style/></math><em>)",
    R"(<div hidden/class=x><article>x</article></div><article>y</article>)",
    R"(<a data-x/href='/y'>z</a>)",
    R"(<a id="">z</a><a id>z</a><p data-caveat>old</p>)",
    "<b><b hidden><div><div><div><div><div><div><div><div></b></b></div></div></div></div></div></div></div>"
    "<span class=share>x</b>y</span>z",
    R"(<noscript><img src="a.gif"><p class="share"></noscript>)",
    R"(<noscript><!-- <p class="share"> --></noscript>)",
    R"(<noscript><img alt="</noscript><em>"></noscript>)",
    R"(<script>"<!--<script>"</script><em>--></script>)",
    R"(<script>x < y; "</scripty>" </script ><em>)",
    R"(<style><em></style><xmp><em></xmp><textarea><em></textarea>)",
    R"(<table><tr><td><em></table><em>)",
    R"(<table><colgroup>text<em></table>)",
    R"(<template><em></template><em>)",
    R"(<select><input type=hidden><em><input type=text><em></select>)",
    R"(<table><input type="Hidden"><em></table><table><input type="&#104;idden"><em></table><em>)",
    R"(<table><select><input type="Hidden"><article>x</article></table><article>y</article>)",
    R"(<table><select><input type="&#104;idden"><article>x</article></table><article>y</article>)",
    R"(<table><select><input type="text"><article>x</article></table><article>y</article>)",
    R"(<table><input data-hidden="x"><em></table><table><input value="a&b"><em></table><em>)",
    R"(<details><article>x</article></details><details open><article>y</article></details>)",
    R"(<div hidden><article>x</article></div><article>y</article>)",
    R"(<div style="display: none"><article>x</article></div><article>y</article>)",
    R"(<b hidden><p></b><article>x</article>)",
    R"(<!-- <em> --><!--><em><!---><em><!-- --!><em>)",
    R"(</body><em></html><em>)",
    R"(<body hidden><article>)",
    R"(<frameset><em>)",
    R"(<em</em><em<em>)",
    R"(</em x="></em>"></em >)",
    R"(<averyveryverylongname class="share"><em>)",
    R"(<a-name-of-more-than-forty-eight-bytes-which-is-cut-off class="share">x</a-name-of-more-than><em>)",
    R"(<p data-caveat="pack/rule">old</p><em>)",
    R"(<<em>< em><1><em>)",
    "<em\x16/><em\x16 class=\"share\"></em\x16>",
    "<a class=x\x16share><a\x16"
    "class=\"share\"><a b\x16=\"x>y\" class=share>"};

TEST(Skimming, TakesOddPagesAsTheyAreFollowed) {
  for (const char* const oddity : kOddities) {
    for (const Programs& each : all_programs()) {
      expect_no_difference(kLead + oddity + kFiller + "<em>end</em>", each, oddity);
      expect_no_difference(std::string("<head>") + oddity + kFiller + "<em>end</em>", each, oddity);
    }
  }
}

/// What may stand across the end of a window.
constexpr std::array kEndsOfTags = {R"(class="share">)",
                                    R"(class=share>)",
                                    R"(class='share'>)",
                                    R"(class = "share">)",
                                    R"(class="x share y">)",
                                    R"(class="a-word-of-twenty-five-bytes share">)",
                                    R"(data-x>)",
                                    R"(data-x/>)",
                                    R"(data-x b="1">)",
                                    R"(b="1"class="share">)",
                                    R"(b="1" c="x > y" class="share">)",
                                    R"(b="1" ="2>" class="share">)",
                                    R"(href="https://site.example/share">)",
                                    R"(href="/?a=1&amp;b=2" id="id">)"};

TEST(Skimming, TakesTagsAcrossWindowsAsTheyAreFollowed) {
  for (const char* const end : kEndsOfTags) {
    for (std::size_t filling = 0; filling < 2 * kSkimWindow; ++filling) {
      const std::string tag = "<a title=\"" + std::string(filling, 'x') + "\" " + end;
      for (const Programs& each : all_programs())
        expect_no_difference(kLead + tag + "<p title=\"x\">" + kFiller, each, tag);
    }
  }
}

TEST(Skimming, TakesPagesOfTheCorpusAsTheyAreFollowed) {
  const auto root = corpus_folder("pages");
  if (!root) GTEST_SKIP() << "skipped: " << kCorpusMissing;
  for (const auto& entry : fs::recursive_directory_iterator(*root)) {
    if (!entry.is_regular_file()) continue;
    const std::string page = read_file(entry.path());
    for (const Programs& each : all_programs()) expect_no_difference(page, each, entry.path().string());
  }
}

constexpr std::array kPieces = {
    "<a ",
    "<div ",
    "<svg ",
    "<path ",
    "<p>",
    "</p>",
    "</div>",
    "</a>",
    "<em>",
    "</em>",
    "</svg>",
    "<input ",
    "type=hidden ",
    "<article>",
    "</article>",
    "<ul>",
    "<li>",
    "class=",
    "class = ",
    "href=",
    "data-x ",
    "data-x=",
    "\"share\"",
    "'share'",
    "share ",
    "\"x share ",
    "\"",
    "'",
    "=",
    ">",
    "/",
    "/>",
    " ",
    "\n",
    "x",
    "&#115;hare ",
    "\"/?u=1&amp;v=2&w=3\" ",
    "\"a-word-of-twenty-five-bytes share\" ",
    "class=\"",
    "<svg/>",
    "<input type=\"hidden\" ",
    "<time>",
    "</time>",
    "<EM ",
    "hidden ",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<style>",
    "</style>",
    "<noscript>",
    "<table>",
    "<td>",
    "</table>",
    "<select>",
    "</select>",
    "text text ",
    "\"a > b\" ",
    "'c < d' ",
    "<template>",
    "</template>",
    "<b>",
    "</b>",
    "<x-card ",
    "</x-card>",
    "id=\"id\"",
    "src=\"a.gif\"",
    "<title>",
    "</title>",
    "<textarea>",
    "</textarea>",
    "words that fill the window of bytes that is looked at in one step, and more than it ",
    "style=\"display:none\" ",
    "<foreignObject>",
    "</foreignObject>",
    "<desc>",
    "</desc>",
    "<math>",
    "<mtext>",
    "</mtext>",
    "</math>",
    "<script/>",
    "<title/>",
    "hidden/",
    "data-x/",
    "<b hidden>"};

std::string random_soup(std::mt19937& random) {
  std::string page = random() % 4 != 0 ? kLead : "";
  for (std::size_t pieces = 5 + random() % 60; pieces > 0; --pieces) {
    page += kPieces[random() % kPieces.size()];
  }
  return page + kFiller;
}

TEST(Skimming, TakesRandomPagesAsTheyAreFollowed) {
  std::mt19937 random(1);
  for (unsigned page = 0; page < kRandomPages; ++page) {
    const std::string soup = random_soup(random);
    expect_no_difference(soup, all_programs()[page % all_programs().size()], soup);
  }
}

#if defined(__x86_64__)

std::string noted(const TagLog& log) {
  std::string text;
  log.replay([&](const TagToken& token,
                 std::span<const std::uint32_t>) { text += "<" + std::string(token.name_as_written) + ">"; },
             [&](const TagToken& token) { text += "</" + std::string(token.name_as_written) + ">"; });
  return text;
}

/// What each loop halts at, and has noted, in the regions in which it may begin.
void expect_the_same_for_every_instruction_set(const std::string& page, const Program& program, bool placed) {
  for (const SkimRegion region : {SkimRegion::head, SkimRegion::body}) {
    std::string found[2];
    for (int variant = 0; variant < 2; ++variant) {
      TagLog log;
      log.make_room();
      SvgElements svg;
      SkimTask task{.bytes = page,
                    .plan = program.skim_plan(),
                    .log = log,
                    .svg = svg,
                    .region = region,
                    .placed = placed,
                    .sight = !placed};
      const SkimHalt halt = variant == 0 ? skim_with_baseline(task) : skim_with_avx2(task);
      found[variant] =
          std::to_string(halt.bytes) + " " + std::to_string(static_cast<int>(halt.cause)) + noted(log);
    }
    EXPECT_EQ(found[0], found[1]) << page;
  }
}

TEST(Skimming, IsTheSameForEveryInstructionSet) {
  if (!has_avx2()) GTEST_SKIP() << "skipped: this processor has no AVX2";
  for (const Programs& each : all_programs()) {
    for (const char* const oddity : kOddities) {
      for (const bool placed : {false, true}) {
        expect_the_same_for_every_instruction_set(oddity + kFiller, *each.skims, placed);
      }
    }
  }
  std::mt19937 random(2);
  for (unsigned page = 0; page < kRandomPages; ++page) {
    const Program& program = *all_programs()[page % all_programs().size()].skims;
    expect_the_same_for_every_instruction_set(random_soup(random), program, page % 2 == 0);
  }
}

#endif

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::html
