#include "audit/formats/mirrored_url.h"

#include <algorithm>
#include <array>

#include "rules/ascii_case.h"
#include "rules/hex_digit.h"

namespace caveat::audit {
namespace {

constexpr std::string_view kIndex = "index.html";
constexpr std::string_view kAdjusted = ".html";

/// "www.example.org", also with a port: "127.0.0.1:8080", or "127.0.0.1+8080" as names for Windows have it.
bool may_be_host(std::string_view name) {
  return name.find('.') != std::string_view::npos && !name.starts_with('.') &&
         name.find('?') == std::string_view::npos &&
         kind_of_name(std::filesystem::path(name)) != MirroredName::page;
}

/// Where the query begins in the name of a file, or its size: at "?", or at the "@" that stands for it in
/// names for Windows. An "@" that no field follows is one of the path.
std::size_t query_mark(std::string_view name) {
  const std::size_t mark = name.find('?');
  if (mark != std::string_view::npos) return mark;
  const std::size_t at = name.find('@');
  const bool is_query =
      at != std::string_view::npos && at != 0 && name.find('=', at) != std::string_view::npos;
  return is_query ? at : name.size();
}

bool stays(char c) {
  constexpr std::string_view kOthers = "-._~!$&'()*+,;=:@/?";
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         kOthers.find(c) != std::string_view::npos;
}

/// Percent-encodes what cannot stand in a URL; what is encoded already stays.
std::string encoded(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_escape = text[i] == '%' && rules::hex_octet(text.substr(i + 1)) >= 0;
    if (stays(text[i]) || is_escape) {
      out += text[i];
      continue;
    }
    const auto byte = static_cast<unsigned char>(text[i]);
    out += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
  }
  return out;
}

/// A query is in the name of a file, where no slash can be.
std::string with_slashes(std::string query) {
  for (std::size_t at = query.find("%2F"); at != std::string::npos; at = query.find("%2F", at + 1)) {
    query.replace(at, 3, "/");
  }
  return query;
}

}  // namespace

std::string mirrored_url(const std::filesystem::path& file, std::string_view site) {
  std::string path = file.generic_string();
  std::string host(site);
  const std::size_t slash = path.find('/');
  if (slash != std::string::npos && may_be_host(path.substr(0, slash))) {
    host = path.substr(0, slash);
    std::ranges::replace(host, '+', ':');
    path.erase(0, slash + 1);
  }
  const std::size_t name = path.rfind('/') == std::string::npos ? 0 : path.rfind('/') + 1;
  const std::size_t mark = name + query_mark(std::string_view(path).substr(name));
  std::string query;
  if (mark != path.size()) {
    query = "?" + path.substr(mark + 1);
    path.resize(mark);
    if (query.ends_with(kAdjusted)) query.resize(query.size() - kAdjusted.size());
  }
  const bool is_index = path == kIndex || path.ends_with("/index.html");
  if (is_index) path.resize(path.size() - kIndex.size());
  return "https://" + host + "/" + encoded(path) + encoded(with_slashes(query));
}

MirroredName kind_of_name(const std::filesystem::path& file) {
  constexpr std::array<std::string_view, 4> kPages = {".html", ".htm", ".xhtml", ".xht"};
  constexpr std::array<std::string_view, 8> kArchives = {".warc",   ".warc.gz", ".warc.zst", ".arc",
                                                         ".arc.gz", ".har",     ".har.gz",   ".har.zip"};
  // What no page is called; whatever else there is, is looked into.
  constexpr std::array<std::string_view, 32> kOthers = {
      ".css",  ".js",  ".mjs", ".json", ".map",  ".xml", ".rss",  ".atom", ".txt",   ".png", ".jpg",
      ".jpeg", ".gif", ".svg", ".webp", ".avif", ".ico", ".bmp",  ".woff", ".woff2", ".ttf", ".otf",
      ".eot",  ".pdf", ".zip", ".gz",   ".mp3",  ".mp4", ".webm", ".ogg",  ".mpd",   ".wasm"};
  std::string name = file.filename().string();
  name.resize(query_mark(name));
  name = rules::lower_case(name);
  const std::string extension = std::filesystem::path(name).extension().string();
  if (file.extension() == kAdjusted || std::ranges::find(kPages, extension) != kPages.end())
    return MirroredName::page;
  if (std::ranges::any_of(kArchives, [&](std::string_view ending) { return name.ends_with(ending); }))
    return MirroredName::archive;
  return std::ranges::find(kOthers, extension) != kOthers.end() ? MirroredName::other : MirroredName::unclear;
}

}  // namespace caveat::audit
