#include "html/tokenizer.h"

#include <algorithm>
#include <utility>

#include "html/ascii.h"
#include "html/byte_block.h"
#include "html/byte_order_mark.h"

namespace caveat::html {
namespace {

/// Where the first `c` is, or the size.
std::size_t find(std::string_view bytes, char c) {
  return std::min(bytes.find(c), bytes.size());
}

/// The first '<' at or after `from`, or the size. Most stretches of text are so short that a call of memchr
/// would cost more than they do.
std::size_t find_less_than(std::string_view bytes, std::size_t from) {
  for (int near = 0; near < 2 && from + ByteBlock::kSize <= bytes.size(); ++near) {
    const ByteBlock::Matches found = ByteBlock(bytes.data() + from).equal('<');
    if (found.any()) return from + found.first();
    from += ByteBlock::kSize;
  }
  return std::min(bytes.find('<', from), bytes.size());
}

/// Whether `bytes` begins with `keyword` (upper case) in any case; `unknown` if it ends too early to tell.
NameMatch match_keyword(std::string_view bytes, std::string_view keyword) {
  const std::size_t common = std::min(bytes.size(), keyword.size());
  if (!equal_ignoring_ascii_case(bytes.substr(0, common), keyword.substr(0, common))) return NameMatch::no;
  return bytes.size() < keyword.size() ? NameMatch::unknown : NameMatch::yes;
}

constexpr std::string_view kCdataStart = "[CDATA[";
constexpr std::string_view kCdataEnd = "]]>";

}  // namespace

Tokenizer::Tokenizer(TokenHandler& handler, std::size_t max_token_bytes)
    : handler_(handler), max_token_bytes_(max_token_bytes) {}

void Tokenizer::start_in(TextMode mode, std::string_view element_name) {
  last_start_tag_ = ascii_lower(element_name);
  enter_mode(mode);
}

void Tokenizer::enter_mode(TextMode mode) {
  mode_ = mode;
  if (mode == TextMode::script_data) script_scanner_.start();
}

bool Tokenizer::write(std::string_view bytes) {
  while (!bytes.empty()) {
    if (carry_.empty()) {
      const std::size_t taken = tokenize(bytes, false);
      handler_.views_ending();
      carry_.assign(bytes.substr(taken));
      bytes = {};
    } else {
      // Every token that can be kept ends with '>': taking no more than up to the next one leaves nothing of
      // a complete token behind in the carry, and the rest of the chunk is read where it lies.
      const std::size_t piece = std::min(find(bytes, '>') + 1, bytes.size());
      carry_.append(bytes.substr(0, piece));
      bytes.remove_prefix(piece);
      const std::size_t taken = tokenize(carry_, false);
      handler_.views_ending();
      carry_.erase(0, taken);
    }
    if (carry_.size() > max_token_bytes_) return false;
  }
  return true;
}

void Tokenizer::finish() {
  const std::string rest = std::exchange(carry_, {});
  std::string_view bytes = rest;
  while (!bytes.empty()) bytes.remove_prefix(tokenize(bytes, true));
  handler_.views_ending();
  if (state_ == State::comment || state_ == State::bogus_comment) handler_.comment({}, true);
}

/// Takes as many bytes as it can tell the tokens of, and returns how many.
std::size_t Tokenizer::tokenize(std::string_view bytes, bool at_end) {
  std::size_t taken = 0;
  if (at_beginning_ && !byte_order_mark(bytes, at_end, taken)) return 0;
  while (taken < bytes.size()) {
    const std::string_view rest = bytes.substr(taken);
    std::size_t step = 0;
    const State before = state_;
    switch (state_) {
      case State::text:
        step = text(rest, at_end);
        break;
      case State::tag:
        step = tag(rest, at_end);
        break;
      case State::comment:
        step = comment(rest, at_end);
        break;
      case State::bogus_comment:
        step = bogus_comment(rest, at_end);
        break;
      case State::doctype:
        step = doctype(rest, at_end);
        break;
    }
    if (step == 0 && state_ == before) break;
    taken += step;
  }
  return taken;
}

/// A browser takes the mark off before it reads the page (Encoding standard, 6, "decode"): as text it would
/// begin the body. A page that begins with it is UTF-8, whatever else it says. False while it is not known.
bool Tokenizer::byte_order_mark(std::string_view bytes, bool at_end, std::size_t& taken) {
  if (!at_end && bytes.size() < kByteOrderMark.size() && kByteOrderMark.starts_with(bytes)) return false;
  at_beginning_ = false;
  if (!bytes.starts_with(kByteOrderMark)) return true;
  taken = kByteOrderMark.size();
  handler_.no_token(bytes.substr(0, taken));
  return true;
}

std::size_t Tokenizer::text(std::string_view bytes, bool at_end) {
  switch (mode_) {
    case TextMode::data:
      return data(bytes, at_end);
    case TextMode::rcdata:
    case TextMode::rawtext:
      return raw_text(bytes, at_end);
    case TextMode::script_data:
      return script(bytes, at_end);
    case TextMode::cdata_section:
      return cdata(bytes, at_end);
    case TextMode::plaintext:
      break;
  }
  emit_text(bytes);
  return bytes.size();
}

void Tokenizer::emit_text(std::string_view raw) {
  if (!raw.empty()) handler_.text(raw, mode_);
}

/// Text and whole tags, as long as the mode stays: what most of a page is made of.
std::size_t Tokenizer::data(std::string_view bytes, bool at_end) {
  std::size_t at = 0;
  while (at < bytes.size() && state_ == State::text && mode_ == TextMode::data) {
    if (handler_.skims() && !at_end) {
      const Skimmed skimmed = handler_.skim(bytes.substr(at));
      at += skimmed.bytes;
      if (skimmed.mode != TextMode::data) {
        start_in(skimmed.mode, tag_text(skimmed.element));
        break;
      }
    }
    const std::size_t less_than = find_less_than(bytes, at);
    emit_text(bytes.substr(at, less_than - at));
    at = less_than;
    const std::string_view rest = bytes.substr(at);
    if (rest.empty()) break;
    const std::size_t step = open_markup(rest, at_end);
    if (step == 0 && state_ == State::text) break;
    at += step;
  }
  return at;
}

/// `bytes` begins with '<'. Tag open state and end tag open state (13.2.5.6, 13.2.5.7).
std::size_t Tokenizer::open_markup(std::string_view bytes, bool at_end) {
  if (bytes.size() < 2 || (bytes[1] == '/' && bytes.size() < 3)) {
    if (!at_end) return 0;
    emit_text(bytes);
    return bytes.size();
  }
  const bool closes = bytes[1] == '/';
  const char next = bytes[closes ? 2 : 1];
  if (is_ascii_alpha(next)) {
    lexer_.start(closes ? 2 : 1, closes);
    state_ = State::tag;
    return tag(bytes, at_end);
  }
  if (closes && next == '>') {
    handler_.no_token(bytes.substr(0, 3));
    return 3;
  }
  if (closes || next == '?') {
    state_ = State::bogus_comment;
    handler_.comment(bytes.substr(0, closes ? 2 : 1), false);
    return closes ? 2 : 1;
  }
  if (next == '!') return open_declaration(bytes, at_end);
  emit_text(bytes.substr(0, 1));
  return 1;
}

/// `bytes` begins with "<!". Markup declaration open state (13.2.5.42).
std::size_t Tokenizer::open_declaration(std::string_view bytes, bool at_end) {
  const std::string_view rest = bytes.substr(2);
  const NameMatch dashes = match_keyword(rest, "--");
  const NameMatch doctype = match_keyword(rest, "DOCTYPE");
  NameMatch cdata = rest.starts_with(kCdataStart.substr(0, rest.size())) ? NameMatch::unknown : NameMatch::no;
  if (rest.starts_with(kCdataStart)) cdata = NameMatch::yes;
  if (!at_end &&
      (dashes == NameMatch::unknown || doctype == NameMatch::unknown || cdata == NameMatch::unknown)) {
    return 0;
  }
  if (dashes == NameMatch::yes) {
    state_ = State::comment;
    comment_state_ = CommentState::start;
    handler_.comment(bytes.substr(0, 4), false);
    return 4;
  }
  if (doctype == NameMatch::yes) {
    state_ = State::doctype;
    return 0;
  }
  if (cdata == NameMatch::yes && handler_.allows_cdata()) {
    handler_.no_token(bytes.substr(0, 2 + kCdataStart.size()));
    mode_ = TextMode::cdata_section;
    return 2 + kCdataStart.size();
  }
  state_ = State::bogus_comment;
  handler_.comment(bytes.substr(0, 2), false);
  return 2;
}

/// RCDATA and RAWTEXT: only the element's own end tag counts (13.2.5.2, 13.2.5.3, 13.2.5.9 - 13.2.5.14).
std::size_t Tokenizer::raw_text(std::string_view bytes, bool at_end) {
  std::size_t at = 0;
  for (;;) {
    at = std::min(bytes.find('<', at), bytes.size());
    if (at == bytes.size()) break;
    const std::string_view rest = bytes.substr(at);
    NameMatch end = NameMatch::unknown;
    if (rest.size() > 1)
      end = rest[1] == '/' ? match_tag_name(rest.substr(2), last_start_tag_) : NameMatch::no;
    if (end == NameMatch::yes && at == 0) {
      lexer_.start(2, true);
      state_ = State::tag;
      return 0;
    }
    if (end == NameMatch::yes || (end == NameMatch::unknown && !at_end)) break;
    ++at;
  }
  emit_text(bytes.substr(0, at));
  return at;
}

std::size_t Tokenizer::script(std::string_view bytes, bool at_end) {
  const ScriptScanner::Result result = script_scanner_.scan(bytes, last_start_tag_, at_end);
  emit_text(bytes.substr(0, result.text_bytes));
  if (result.end_tag) {
    lexer_.start(2, true);
    state_ = State::tag;
  }
  return result.text_bytes;
}

std::size_t Tokenizer::cdata(std::string_view bytes, bool at_end) {
  if (bytes.starts_with(kCdataEnd)) {
    handler_.no_token(bytes.substr(0, kCdataEnd.size()));
    mode_ = TextMode::data;
    return kCdataEnd.size();
  }
  std::size_t at = 0;
  while (at < bytes.size()) {
    at = std::min(bytes.find(']', at), bytes.size());
    const std::string_view rest = bytes.substr(at);
    if (rest.starts_with(kCdataEnd)) break;
    if (!at_end && kCdataEnd.starts_with(rest)) break;
    if (at < bytes.size()) ++at;
  }
  emit_text(bytes.substr(0, at));
  return at;
}

std::size_t Tokenizer::tag(std::string_view bytes, bool at_end) {
  if (!lexer_.advance(bytes)) {
    if (!at_end) return 0;
    state_ = State::text;
    handler_.no_token(bytes);
    return bytes.size();
  }
  state_ = State::text;
  const TagToken token = lexer_.token(bytes);
  if (lexer_.is_end_tag()) {
    mode_ = TextMode::data;
    handler_.end_tag(token);
  } else {
    const TextMode mode = handler_.start_tag(token);
    if (mode != TextMode::data) last_start_tag_ = ascii_lower(token.name_as_written);
    enter_mode(mode);
  }
  return token.raw.size();
}

std::size_t Tokenizer::comment(std::string_view bytes, bool at_end) {
  static_cast<void>(at_end);
  std::size_t at = 0;
  while (at < bytes.size()) {
    if (comment_state_ == CommentState::body) at = std::min(bytes.find('-', at), bytes.size());
    if (at == bytes.size()) break;
    const char c = bytes[at++];
    if (c == '>' && comment_state_ != CommentState::body && comment_state_ != CommentState::end_dash) {
      state_ = State::text;
      handler_.comment(bytes.substr(0, at), true);
      return at;
    }
    if (c == '-') {
      switch (comment_state_) {
        case CommentState::start:
          comment_state_ = CommentState::start_dash;
          break;
        case CommentState::body:
        case CommentState::end_bang:
          comment_state_ = CommentState::end_dash;
          break;
        case CommentState::start_dash:
        case CommentState::end_dash:
        case CommentState::end:
          comment_state_ = CommentState::end;
          break;
      }
    } else {
      const bool bang = c == '!' && comment_state_ == CommentState::end;
      comment_state_ = bang ? CommentState::end_bang : CommentState::body;
    }
  }
  handler_.comment(bytes, false);
  return bytes.size();
}

std::size_t Tokenizer::bogus_comment(std::string_view bytes, bool at_end) {
  static_cast<void>(at_end);
  const std::size_t end = std::min(find(bytes, '>') + 1, bytes.size());
  const bool closed = bytes[end - 1] == '>';
  if (closed) state_ = State::text;
  handler_.comment(bytes.substr(0, end), closed);
  return end;
}

/// No state of a doctype lets '>' stand for itself, not even in quotes (13.2.5.53 - 13.2.5.68).
std::size_t Tokenizer::doctype(std::string_view bytes, bool at_end) {
  const std::size_t greater_than = find(bytes, '>');
  if (greater_than == bytes.size() && !at_end) return 0;
  const std::size_t end = std::min(greater_than + 1, bytes.size());
  state_ = State::text;
  handler_.doctype(bytes.substr(0, end));
  return end;
}

}  // namespace caveat::html
