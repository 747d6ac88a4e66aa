#include "filter/linked_data.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <optional>

#include "html/ascii.h"
#include "html/character_references.h"

namespace caveat::filter {
namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 2> kArticleTypes = {"article", "posting"};
constexpr std::string_view kPageType = "page";
constexpr std::array<std::string_view, 3> kWithin = {"@graph", "mainEntity", "mainEntityOfPage"};
constexpr std::array<std::string_view, 3> kTags = {"keywords", "articleSection", "about"};
constexpr std::array<std::string_view, 2> kAuthors = {"author", "creator"};

/// Each script is searched for the names of these.
constexpr std::size_t kMostUnnamed = 50;

/// Control characters and no-break spaces are white space or faults: sites leave both around and in strings.
std::string with_plain_space(std::string_view script) {
  constexpr std::string_view kNoBreakSpace = "\u00A0";
  std::string text(script);
  std::ranges::replace_if(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  for (std::size_t at = text.find(kNoBreakSpace); at != std::string::npos; at = text.find(kNoBreakSpace, at))
    text.replace(at, kNoBreakSpace.size(), kNoBreakSpace.size(), ' ');
  return text;
}

/// From the first bracket that is none of `<![CDATA[`.
std::string_view from_value(std::string_view text) {
  constexpr std::string_view kCdata = "<![CDATA[";
  const std::size_t bracket = text.find_first_of("{[");
  if (bracket == std::string_view::npos) return {};
  if (text.substr(0, bracket + 1).find("<![") == std::string_view::npos) return text.substr(bracket);
  const std::size_t mark = text.find(kCdata);
  if (mark == std::string_view::npos) return {};
  return from_value(text.substr(mark + kCdata.size()));
}

std::optional<json::value> parsed(std::string_view script) {
  const std::string text = with_plain_space(script);
  json::parse_options tolerant;
  tolerant.allow_trailing_commas = true;
  tolerant.allow_comments = true;
  tolerant.allow_invalid_utf8 = true;
  json::parser parser({}, tolerant);
  json::error_code error;
  const std::string_view value = from_value(text);
  // What follows the value is the end of the mark before it, or a semicolon.
  parser.write_some(value.data(), value.size(), error);
  if (error) return std::nullopt;
  return parser.release();
}

std::string_view view_of(const json::string& text) {
  return {text.data(), text.size()};
}

const json::value* member(const json::object& node, std::string_view name) {
  return node.if_contains({name.data(), name.size()});
}

/// Calls `take` with `value`, or with each element if it is a list.
template <typename Take>
void each(const json::value* value, const Take& take) {
  if (value == nullptr) return;
  if (const json::array* list = value->if_array()) {
    for (const json::value& element : *list) each(&element, take);
  } else {
    take(*value);
  }
}

std::string text_in(const json::string& text) {
  return html::decode_text(view_of(text), html::TextMode::data);
}

/// Of what is text itself, or has a name.
std::optional<std::string> name_of(const json::value& value) {
  if (const json::string* text = value.if_string()) return text_in(*text);
  const json::object* node = value.if_object();
  if (node == nullptr) return std::nullopt;
  for (const std::string_view key : {"name", "@value"}) {
    const json::value* name = member(*node, key);
    if (name != nullptr && name->is_array() && !name->get_array().empty()) name = name->get_array().data();
    if (name != nullptr && name->is_string()) return text_in(name->get_string());
  }
  return std::nullopt;
}

std::optional<std::string> id_of(const json::value& value) {
  const json::object* node = value.if_object();
  const json::value* id = node == nullptr ? nullptr : member(*node, "@id");
  if (id == nullptr || !id->is_string()) return std::nullopt;
  return std::string(view_of(id->get_string()));
}

/// Whether a type of the node, without its namespace, ends so: "schema:NewsArticle" is an article.
bool is_a(const json::object& node, std::string_view kind) {
  bool found = false;
  each(member(node, "@type"), [&](const json::value& type) {
    const json::string* text = type.if_string();
    if (text != nullptr) found = found || html::ascii_lower(view_of(*text)).ends_with(kind);
  });
  return found;
}

}  // namespace

class LinkedData::Script {
 public:
  explicit Script(LinkedData& page) : page_(page) {}

  LinkedStatements read(const json::value& value) {
    learn_names(value);
    read_nodes(value);
    std::vector<std::string> ids;
    std::swap(ids, page_.unnamed_authors_);
    for (std::string& id : ids) author(std::move(id));
    return std::move(said_);
  }

 private:
  void learn_names(const json::value& value) {
    if (const json::array* list = value.if_array()) {
      for (const json::value& element : *list) learn_names(element);
    } else if (const json::object* node = value.if_object()) {
      const auto id = id_of(value);
      const auto name = name_of(value);
      if (id && name) page_.names_.emplace(*id, *name);
      for (const auto& entry : *node) learn_names(entry.value());
    }
  }

  void read_nodes(const json::value& value) {
    each(&value, [this](const json::value& one) {
      const json::object* node = one.if_object();
      if (node == nullptr) return;
      const bool article =
          std::ranges::any_of(kArticleTypes, [node](std::string_view kind) { return is_a(*node, kind); });
      if (article || is_a(*node, kPageType)) read_node(*node, article);
      for (const std::string_view key : kWithin) {
        if (const json::value* within = member(*node, key)) read_nodes(*within);
      }
    });
  }

  void read_node(const json::object& node, bool article) {
    for (const std::string_view key : kTags) {
      each(member(node, key), [this](const json::value& tag) {
        if (auto name = name_of(tag)) said_.tags.push_back(*std::move(name));
      });
    }
    for (const std::string_view key : kAuthors) {
      each(member(node, key), [this](const json::value& author) { read_author(author); });
    }
    each(member(node, "datePublished"), [&](const json::value& date) {
      if (auto text = name_of(date)) (article ? said_.published : said_.page_published).push_back(*text);
    });
  }

  void read_author(const json::value& value) {
    if (auto name = name_of(value)) {
      said_.authors.push_back(*std::move(name));
    } else if (auto id = id_of(value)) {
      author(*std::move(id));
    }
  }

  void author(std::string id) {
    const auto known = page_.names_.find(id);
    if (known != page_.names_.end()) {
      said_.authors.push_back(known->second);
    } else if (page_.unnamed_authors_.size() < kMostUnnamed) {
      page_.unnamed_authors_.push_back(std::move(id));
    } else {
      said_.readable = false;
    }
  }

  LinkedData& page_;
  LinkedStatements said_;
};

LinkedStatements LinkedData::read(std::string_view script) {
  const auto value = parsed(script);
  if (!value) return {.tags = {}, .authors = {}, .published = {}, .page_published = {}, .readable = false};
  return Script(*this).read(*value);
}

}  // namespace caveat::filter
