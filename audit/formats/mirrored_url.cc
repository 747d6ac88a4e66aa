#include "audit/formats/mirrored_url.h"

#include <algorithm>
#include <array>

namespace caveat::audit {
namespace {

constexpr std::string_view kIndex = "index.html";
constexpr std::string_view kAdjusted = ".html";

/// "www.example.org", also with a port: "127.0.0.1:8080".
bool may_be_host(std::string_view name) {
  return name.find('.') != std::string_view::npos && !name.starts_with('.') &&
         name.find('?') == std::string_view::npos &&
         kind_of_name(std::filesystem::path(name)) != MirroredName::page;
}

bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
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
    const bool is_escape =
        text[i] == '%' && i + 2 < text.size() && is_hex(text[i + 1]) && is_hex(text[i + 2]);
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
    path.erase(0, slash + 1);
  }
  const std::size_t mark = path.find('?', path.rfind('/') == std::string::npos ? 0 : path.rfind('/'));
  std::string query;
  if (mark != std::string::npos) {
    query = path.substr(mark);
    path.resize(mark);
    if (query.ends_with(kAdjusted)) query.resize(query.size() - kAdjusted.size());
  }
  const bool is_index = path == kIndex || path.ends_with("/index.html");
  if (is_index) path.resize(path.size() - kIndex.size());
  return "https://" + host + "/" + encoded(path) + encoded(with_slashes(query));
}

MirroredName kind_of_name(const std::filesystem::path& file) {
  constexpr std::array<std::string_view, 4> kPages = {".html", ".htm", ".xhtml", ".xht"};
  constexpr std::array<std::string_view, 9> kPrograms = {"",     ".php",   ".asp",   ".aspx", ".jsp",
                                                         ".cgi", ".shtml", ".phtml", ".do"};
  std::string name = file.filename().string();
  name.resize(std::min(name.find('?'), name.size()));
  const std::string extension = std::filesystem::path(name).extension().string();
  if (file.extension() == kAdjusted || std::ranges::find(kPages, extension) != kPages.end())
    return MirroredName::page;
  return std::ranges::find(kPrograms, extension) != kPrograms.end() ? MirroredName::unclear
                                                                    : MirroredName::other;
}

}  // namespace caveat::audit
