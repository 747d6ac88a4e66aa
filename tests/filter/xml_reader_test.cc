#include "filter/xml_reader.h"

#include <gtest/gtest.h>

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

/// Writes down what comes, one line each.
class Events final : public XmlHandler {
 public:
  void start_tag(const XmlTag& tag) override {
    lines += "start {" + std::string(tag.space) + "}" + std::string(tag.name);
    for (const auto& [name, value] : tag.attributes) {
      lines += " " + std::string(name) + "=" + std::string(value);
    }
    take("", tag.raw);
  }
  void end_tag(std::string_view raw) override { take("end", raw); }
  void text(std::string_view raw, XmlText kind) override {
    bytes += raw;
    texts += kind == XmlText::plain ? "" : kind == XmlText::cdata ? "c:" : "r:";
    texts += raw;
  }
  void other(std::string_view raw) override { bytes += raw; }

  std::string lines;
  std::string texts;
  std::string bytes;

 private:
  void take(std::string_view what, std::string_view raw) {
    bytes += raw;
    lines += std::string(what) + "\n";
  }
};

boost::system::result<void, FailureReason> read(std::string_view xml, std::size_t chunk, Events& events) {
  XmlReader reader(events);
  for (; !xml.empty(); xml.remove_prefix(std::min(chunk, xml.size()))) {
    if (auto written = reader.write(xml.substr(0, chunk)); !written) return written;
  }
  return reader.finish();
}

TEST(XmlReader, resolves_names_and_gives_every_byte_once) {
  const std::string xml =
      "<?xml version='1.0' encoding='nonsense'?><!DOCTYPE a [<!ATTLIST b c CDATA 'd'>]>\n"
      "<a xmlns:p='u' x='1&amp;2' p:y='3'><!-- <c> --><p:b/><\xC3\xA9>x</\xC3\xA9><?pi <d>?></a>\n<!-- -->";
  for (const std::size_t chunk : {1UL, 5UL, 1000UL}) {
    Events events;
    EXPECT_TRUE(read(xml, chunk, events));
    EXPECT_EQ(events.bytes, xml);
    EXPECT_EQ(events.lines.substr(0, events.lines.find("start {}", 8)), "start {}a x=1&2\nstart {u}b\nend\n");
  }
}

TEST(XmlReader, tells_text_from_references_and_cdata) {
  Events events;
  EXPECT_TRUE(read("<a>x&lt;&#65;&nbsp;<![CDATA[&<y>]]></a>", 1000, events));
  EXPECT_EQ(events.texts, "xr:&lt;r:&#65;r:&nbsp;c:&<y>");
}

TEST(XmlReader, gives_long_text_in_the_order_of_its_bytes) {
  for (const std::string section : {"", "<![CDATA["}) {
    std::string text;
    for (int i = 0; i < 5000; ++i) text += "\xD0\xBC" + std::to_string(i);
    const std::string xml = "<a>" + section + text + (section.empty() ? "" : "]]>") + "</a>";
    for (const std::size_t chunk : {1000UL, 100'000UL}) {
      Events events;
      EXPECT_TRUE(read(xml, chunk, events));
      EXPECT_TRUE(events.bytes == xml);
    }
  }
}

TEST(XmlReader, gives_up_on_what_grows_or_nests_without_end) {
  Events events;
  EXPECT_EQ(read("<a b='" + std::string(5'000'000, 'x'), 10'000, events).error(),
            FailureReason::token_too_long);
  std::string deep;
  for (int i = 0; i < 513; ++i) deep += "<a>";
  EXPECT_EQ(read(deep, 1000, events).error(), FailureReason::nesting_too_deep);
  const std::string laughs = "<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><a b='&b;'>&b;</a>";
  EXPECT_EQ(read(laughs, 1000, events).error(), FailureReason::feed_malformed);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
