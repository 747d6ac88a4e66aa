// What the tokenizer yields: views of the page's own bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "html/name_key.h"
#include "html/tag.h"

namespace caveat::html {

/// An attribute as written: neither its case nor its character references are resolved. A view lives as long
/// as the token that it came with.
struct Attribute {
  std::string_view name;
  std::string_view value;
  std::string_view raw;   ///< from the first byte of the name to the last of the value, with its quotes
  std::uint64_t key = 0;  ///< of the name (name_key.h)
};

/// Where an attribute stands in its tag: bytes from '<', those of the value without its quotes.
struct AttributeSpan {
  std::uint32_t name_begin, name_end, value_begin, value_end, end;
  std::uint64_t key;
};

/// The attributes of a tag in order, duplicates included; the first of a name counts. Each is made up when it
/// is looked at, since few are.
class AttributeList {
 public:
  AttributeList() = default;
  AttributeList(const char* tag, std::span<const AttributeSpan> spans) : tag_(tag), spans_(spans) {}

  bool empty() const { return spans_.empty(); }
  std::size_t size() const { return spans_.size(); }
  std::span<const AttributeSpan> spans() const { return spans_; }
  Attribute operator[](std::size_t index) const {
    const AttributeSpan& span = spans_[index];
    return {.name = {tag_ + span.name_begin, span.name_end - span.name_begin},
            .value = {tag_ + span.value_begin, span.value_end - span.value_begin},
            .raw = {tag_ + span.name_begin, span.end - span.name_begin},
            .key = span.key};
  }

 private:
  const char* tag_ = nullptr;
  std::span<const AttributeSpan> spans_;
};

/// The name of an attribute that is looked for; a literal (in lower case) costs nothing at run time.
class AttributeName {
 public:
  template <std::size_t size>
  consteval AttributeName(const char (&literal)[size]) : AttributeName(of({literal, size - 1})) {}
  static constexpr AttributeName of(std::string_view name) { return AttributeName(name_key(name)); }

  constexpr std::uint64_t key() const { return key_; }
  constexpr std::uint64_t bit() const { return bit_of(key_); }
  /// One of 64 bits, by the key.
  static constexpr std::uint64_t bit_of(std::uint64_t key) {
    return std::uint64_t{1} << (mixed_key(key) >> 58);
  }

 private:
  explicit constexpr AttributeName(std::uint64_t key) : key_(key) {}
  std::uint64_t key_;
};

/// A start tag or an end tag.
struct TagToken {
  TagName name;
  std::string_view name_as_written;
  AttributeList attributes = {};
  bool self_closing = false;
  std::string_view raw;              ///< from '<' to '>'
  std::uint64_t attribute_bits = 0;  ///< AttributeName::bit_of of every attribute

  /// The attribute of that name that counts.
  std::optional<Attribute> find(AttributeName wanted) const {
    if ((attribute_bits & wanted.bit()) == 0) return std::nullopt;
    return find_key(wanted.key());
  }
  std::optional<Attribute> find_key(std::uint64_t key) const;
};

/// How the tokenizer takes what follows a start tag; tree construction says which (13.2.5, 13.2.6.2).
enum class TextMode : std::uint8_t { data, rcdata, rawtext, script_data, plaintext, cdata_section };

/// What a handler has read by itself.
struct Skimmed {
  std::size_t bytes = 0;
  TextMode mode = TextMode::data;  ///< the mode to go on in; if it is another,
  Tag element = Tag::unknown;      ///< amid the content of this
};

/// Takes tokens. Each byte of the page is in exactly one call's view, in order. Views live until
/// `views_ending`.
class TokenHandler {
 public:
  virtual ~TokenHandler() = default;

  /// A piece of text in source form; one run of text may come in many pieces.
  virtual void text(std::string_view raw, TextMode mode) = 0;
  /// Says in which mode the tokenizer goes on.
  virtual TextMode start_tag(const TagToken& token) = 0;
  virtual void end_tag(const TagToken& token) = 0;
  /// A piece of a comment, its delimiters included; `last` with the piece that ends it.
  virtual void comment(std::string_view raw, bool last) = 0;
  virtual void doctype(std::string_view raw) = 0;
  /// Bytes that make no token: `</>`, the delimiters of a CDATA section, a tag cut off by the end of the
  /// page, the byte order mark at its beginning.
  virtual void no_token(std::string_view raw) = 0;
  /// The bytes that the views given so far lie in are about to go. Until then, views may be kept.
  virtual void views_ending() {}
  /// Whether the handler would rather read on by itself for now, between tokens.
  virtual bool skims() const { return false; }
  /// Reads on: `bytes` begins outside of any tag, in data. What is taken comes as no token.
  virtual Skimmed skim(std::string_view /*bytes*/) { return {}; }
  /// Whether the adjusted current node is an element outside the HTML namespace, so that `<![CDATA[` counts.
  virtual bool allows_cdata() const = 0;
};

}  // namespace caveat::html
