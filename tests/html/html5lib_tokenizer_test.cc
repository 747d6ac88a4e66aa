// The html5lib tokenizer tests, whole, at every split of the input into two and one byte at a time.
#include "html/tokenizer.h"

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "html/ascii.h"
#include "html/character_references.h"
#include "html/doctype.h"
#include "tests/corpus.h"

namespace caveat::html {
namespace CAVEAT_THIS_FILE {

namespace json = boost::json;

/// What stands between the delimiters of a comment, proper or bogus.
std::string comment_data(std::string_view raw) {
  if (raw.starts_with("<!--")) {
    raw.remove_prefix(4);
    for (const std::string_view end : {"--!>", "-->", "->", ">", "--!", "--", "-"}) {
      const bool abrupt = end == ">" || end == "->";
      if (!raw.ends_with(end) || (abrupt && raw != end)) continue;
      raw.remove_suffix(end.size());
      break;
    }
  } else {
    raw.remove_prefix(raw.starts_with("<?") ? 1 : 2);
    if (raw.ends_with('>')) raw.remove_suffix(1);
  }
  return decode_text(raw, TextMode::rawtext);
}

/// Collects tokens in the form of the tests' "output".
class TokenCollector : public TokenHandler {
 public:
  void text(std::string_view raw, TextMode mode) override {
    if (mode != mode_) flush_text();
    mode_ = mode;
    text_ += raw;
  }
  TextMode start_tag(const TagToken& token) override {
    flush_text();
    json::object attributes;
    for (std::size_t i = 0; i < token.attributes.size(); ++i) {
      const Attribute attribute = token.attributes[i];
      const std::string name = ascii_lower(decode_text(attribute.name, TextMode::rawtext));
      if (!attributes.contains(name)) attributes[name] = decode_attribute_value(attribute.value);
    }
    json::array row{"StartTag", ascii_lower(decode_text(token.name_as_written, TextMode::rawtext)),
                    attributes};
    if (token.self_closing) row.push_back(true);
    tokens_.push_back(row);
    return TextMode::data;
  }
  void end_tag(const TagToken& token) override {
    flush_text();
    tokens_.push_back(
        json::array{"EndTag", ascii_lower(decode_text(token.name_as_written, TextMode::rawtext))});
  }
  void comment(std::string_view raw, bool last) override {
    flush_text();
    comment_ += raw;
    if (!last) return;
    tokens_.push_back(json::array{"Comment", comment_data(comment_)});
    comment_.clear();
  }
  void doctype(std::string_view raw) override {
    flush_text();
    const Doctype doctype = parse_doctype(raw);
    const auto value = [](const std::optional<std::string>& s) {
      return s ? json::value(*s) : json::value();
    };
    tokens_.push_back(json::array{"DOCTYPE", value(doctype.name), value(doctype.public_identifier),
                                  value(doctype.system_identifier), !doctype.force_quirks});
  }
  void no_token(std::string_view) override {}
  bool allows_cdata() const override { return false; }

  json::array take() {
    flush_text();
    json::array joined;
    for (json::value& token : tokens_) {
      const bool joins =
          !joined.empty() && token.as_array()[0] == "Character" && joined.back().as_array()[0] == "Character";
      if (!joins) {
        joined.push_back(token);
        continue;
      }
      json::value& text = joined.back().as_array()[1];
      text = std::string(text.as_string()) + std::string(token.as_array()[1].as_string());
    }
    return joined;
  }

 private:
  void flush_text() {
    if (!text_.empty()) tokens_.push_back(json::array{"Character", decode_text(text_, mode_)});
    text_.clear();
  }

  json::array tokens_;
  std::string text_;
  std::string comment_;
  TextMode mode_ = TextMode::data;
};

const std::map<std::string, TextMode, std::less<>> kInitialStates = {
    {"Data state", TextMode::data},           {"RCDATA state", TextMode::rcdata},
    {"RAWTEXT state", TextMode::rawtext},     {"Script data state", TextMode::script_data},
    {"PLAINTEXT state", TextMode::plaintext}, {"CDATA section state", TextMode::cdata_section}};

struct Case {
  std::string name;
  std::string input;
  std::string last_start_tag;
  TextMode mode = TextMode::data;
  json::array expected;
};

/// The tests of one kind write input and output with \uXXXX once more inside the JSON strings. Throws for a
/// lone surrogate, which no UTF-8 page can hold.
std::string unescape(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '\\';
    quoted += c;
  }
  return std::string(json::parse(quoted + "\"").as_string());
}

void unescape_all(json::value& value) {
  if (value.is_string()) value = unescape(std::string(value.as_string()));
  if (value.is_array()) {
    for (json::value& element : value.as_array()) unescape_all(element);
  }
  if (value.is_object()) {
    json::object unescaped;
    for (auto& [key, element] : value.as_object()) {
      unescape_all(element);
      unescaped[unescape(std::string(key))] = element;
    }
    value = unescaped;
  }
}

std::vector<Case> read_cases(const std::filesystem::path& file) {
  std::stringstream text;
  text << std::ifstream(file).rdbuf();
  const json::object document = json::parse(text.str()).as_object();
  std::vector<Case> cases;
  if (!document.contains("tests")) return cases;
  for (const json::value& entry : document.at("tests").as_array()) {
    json::object test = entry.as_object();
    if (test.contains("doubleEscaped")) {
      try {
        unescape_all(test["input"]);
        unescape_all(test["output"]);
      } catch (const boost::system::system_error&) {
        continue;
      }
    }
    json::array states{"Data state"};
    if (test.contains("initialStates")) states = test["initialStates"].as_array();
    for (const json::value& state : states) {
      Case c;
      c.name = file.filename().string() + ": " + std::string(test["description"].as_string());
      c.input = std::string(test["input"].as_string());
      if (test.contains("lastStartTag")) c.last_start_tag = std::string(test["lastStartTag"].as_string());
      c.mode = kInitialStates.at(std::string(state.as_string()));
      c.expected = test["output"].as_array();
      cases.push_back(c);
    }
  }
  return cases;
}

json::array tokens_of(const Case& c, const std::vector<std::string_view>& pieces) {
  TokenCollector collector;
  Tokenizer tokenizer(collector, 1 << 20);
  // Those tests begin behind the decoder, which takes the mark off.
  tokenizer.begin_inside();
  tokenizer.start_in(c.mode, c.last_start_tag);
  for (const std::string_view piece : pieces) tokenizer.write(piece);
  tokenizer.finish();
  return collector.take();
}

std::vector<std::string_view> bytes_of(std::string_view input) {
  std::vector<std::string_view> bytes;
  for (std::size_t i = 0; i < input.size(); ++i) bytes.push_back(input.substr(i, 1));
  return bytes;
}

TEST(Html5libTokenizer, EveryTestPassesAtEverySplit) {
  const auto folder = caveat::tests::corpus_folder("html5lib/tokenizer");
  if (!folder) GTEST_SKIP() << "skipped: " << caveat::tests::kCorpusMissing;
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(*folder)) {
    if (entry.path().extension() != ".test") continue;
    for (const Case& c : read_cases(entry.path())) {
      ++count;
      const std::string_view input = c.input;
      EXPECT_EQ(tokens_of(c, {input}), c.expected) << c.name << "\n" << c.input;
      EXPECT_EQ(tokens_of(c, bytes_of(input)), c.expected) << c.name << ", byte by byte";
      for (std::size_t split = 1; split < input.size(); ++split) {
        EXPECT_EQ(tokens_of(c, {input.substr(0, split), input.substr(split)}), c.expected)
            << c.name << ", split at " << split;
      }
    }
  }
  EXPECT_GT(count, 3500U);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::html
