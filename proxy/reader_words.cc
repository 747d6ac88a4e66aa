#include "proxy/reader_words.h"

#include <algorithm>
#include <string_view>

#include "filter/capture_sink.h"
#include "rules/hex_digit.h"
#include "rules/markup_reference.h"

namespace caveat::proxy {
namespace {

constexpr std::string_view kSpaces = " \t";

void add_word(std::vector<std::string>& words, std::string_view word) {
  if (word.size() >= filter::kShortestReaderWord) words.emplace_back(word);
}

std::string_view trimmed(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(kSpaces), text.size()));
  return text.substr(0, text.find_last_not_of(kSpaces) + 1);
}

/// A value of a query as the reader typed it (URL standard, 5.1).
std::string decoded(std::string_view value) {
  std::string out;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const int octet = value[i] == '%' ? rules::hex_octet(value.substr(i + 1)) : -1;
    if (octet >= 0) {
      out += static_cast<char>(octet);
      i += 2;
    } else {
      out += value[i] == '+' ? ' ' : value[i];
    }
  }
  return out;
}

/// The parts of `text` between `separator`s.
std::vector<std::string_view> parts(std::string_view text, char separator) {
  std::vector<std::string_view> found;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    found.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return found;
}

/// Of a pair without '=', all of it.
std::string_view value_of(std::string_view pair) {
  const std::size_t equals = pair.find('=');
  return equals == std::string_view::npos ? pair : pair.substr(equals + 1);
}

std::string_view after(std::string_view text, char mark) {
  const std::size_t at = text.find(mark);
  return at == std::string_view::npos ? std::string_view() : text.substr(at + 1);
}

/// The query of a URL, without a fragment.
std::string_view query_of(std::string_view url) {
  return after(url.substr(0, url.find('#')), '?');
}

/// Whether a page that says it says it in these bytes: a short word stands anywhere, and what is no plain
/// ASCII may stand there escaped, or in the page's charset.
bool would_be_found(std::string_view value) {
  const bool is_plain = std::ranges::all_of(value, [](char c) {
    return c >= ' ' && c < 0x7F && rules::markup_reference(static_cast<char32_t>(c)).empty();
  });
  return value.empty() || (trimmed(value).size() >= filter::kShortestReaderWord && is_plain);
}

bool query_would_be_found(std::string_view query) {
  return std::ranges::all_of(parts(query, '&'),
                             [](std::string_view pair) { return would_be_found(decoded(value_of(pair))); });
}

/// Of a query as a whole and of each of its values.
void add_query_words(std::vector<std::string>& words, std::string_view query) {
  add_word(words, query);
  for (const std::string_view pair : parts(query, '&')) add_word(words, value_of(pair));
}

/// What follows a semicolon in a path may be a session; one that is encoded is one like any other to a server
/// behind one that decodes (rules/path_readings.h).
void add_parameter_words(std::vector<std::string>& words, std::string_view path) {
  add_word(words, after(path, ';'));
  const std::size_t encoded = std::min(path.find("%3B"), path.find("%3b"));
  if (encoded != std::string_view::npos) add_word(words, path.substr(encoded + 3));
}

void add_url_words(std::vector<std::string>& words, std::string_view url) {
  add_word(words, url);
  add_parameter_words(words, url.substr(0, url.find_first_of("?#")));
  add_query_words(words, query_of(url));
}

/// Of a Cookie line (RFC 6265, 5.4): all of it, each cookie, and its value, with quotes or without.
void add_cookie_words(std::vector<std::string>& words, std::string_view line) {
  add_word(words, line);
  for (const std::string_view part : parts(line, ';')) {
    const std::string_view cookie = trimmed(part);
    std::string_view value = trimmed(value_of(cookie));
    if (value.size() > 1 && value.front() == '"' && value.back() == '"')
      value = value.substr(1, value.size() - 2);
    add_word(words, cookie);
    add_word(words, value);
  }
}

}  // namespace

std::vector<std::string> reader_words(const AddressedRequest& request) {
  std::vector<std::string> words;
  if (request.reader) words.push_back(request.reader->to_string());
  add_query_words(words, request.target.query);
  add_parameter_words(words, request.target.path);
  const filter::FieldLines& fields = request.message.head.fields;
  for (const std::string_view agent : fields.all("User-Agent")) add_word(words, agent);
  for (const std::string_view referrer : fields.all("Referer")) add_url_words(words, referrer);
  for (const std::string_view cookies : fields.all("Cookie")) add_cookie_words(words, cookies);
  return words;
}

bool reader_would_be_found(const AddressedRequest& request) {
  return query_would_be_found(request.target.query) &&
         std::ranges::all_of(request.message.head.fields.all("Referer"), [](std::string_view referrer) {
           return query_would_be_found(query_of(referrer));
         });
}

}  // namespace caveat::proxy
