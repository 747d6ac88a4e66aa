#include "app/sitemap.h"

#include "filter/content_coding.h"
#include "filter/field_list.h"
#include "filter/xml_reader.h"

namespace caveat::app {
namespace {

constexpr std::size_t kMostSitemapBytes = 50 * 1024 * 1024;

class Text final : public html::ByteSink {
 public:
  void write(std::string_view bytes) override {
    if (text.size() <= kMostSitemapBytes) text += bytes;
  }
  std::string text;
};

/// Collects what stands in `loc`.
class Locations final : public filter::XmlHandler {
 public:
  void start_tag(const filter::XmlTag& tag) override {
    if (depth_++ == 0) map.is_index = tag.name == "sitemapindex";
    is_map = is_map || tag.name == "sitemapindex" || tag.name == "urlset";
    // Images and videos have a `loc` deeper down.
    in_location_ = tag.name == "loc" && depth_ == 3;
    if (in_location_) map.urls.emplace_back();
  }
  void end_tag(std::string_view) override {
    --depth_;
    if (in_location_) map.urls.back() = std::string(filter::trim_ows(map.urls.back()));
    in_location_ = false;
  }
  void text(std::string_view raw, filter::XmlText kind) override {
    if (!in_location_) return;
    if (kind == filter::XmlText::reference) raw = meaning_of(raw);
    for (const char c : raw) {
      if (c != '\r' && c != '\n' && c != '\t') map.urls.back() += c;
    }
  }
  void other(std::string_view) override {}

  Sitemap map;
  bool is_map = false;

 private:
  /// The five that the protocol has escaped.
  static std::string_view meaning_of(std::string_view reference) {
    if (reference == "&amp;" || reference == "&#38;") return "&";
    if (reference == "&apos;" || reference == "&#39;") return "'";
    if (reference == "&quot;" || reference == "&#34;") return "\"";
    if (reference == "&lt;") return "<";
    return reference == "&gt;" ? ">" : reference;
  }

  std::size_t depth_ = 0;
  bool in_location_ = false;
};

std::optional<std::string> unpacked(std::string_view bytes) {
  if (!bytes.starts_with("\x1f\x8b")) return std::string(bytes);
  Text out;
  const auto decoder = filter::make_decoder(filter::ContentCoding::gzip, {});
  if (!decoder->write(bytes, out) || !decoder->finish()) return std::nullopt;
  return std::move(out.text);
}

std::optional<Sitemap> parse_lines(std::string_view text) {
  Sitemap map;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    line = filter::trim_ows(line);
    if (line.empty() || line.starts_with('#')) continue;
    if (!line.starts_with("http://") && !line.starts_with("https://")) return std::nullopt;
    map.urls.emplace_back(line);
  }
  return map;
}

}  // namespace

std::optional<Sitemap> parse_sitemap(std::string_view bytes) {
  const auto text = unpacked(bytes);
  if (!text || text->size() > kMostSitemapBytes) return std::nullopt;
  const std::size_t begin = text->find_first_not_of(" \t\r\n\xef\xbb\xbf");
  if (begin == std::string::npos || (*text)[begin] != '<') return parse_lines(*text);
  Locations locations;
  filter::XmlReader reader(locations);
  if (!reader.write(*text) || !reader.finish() || !locations.is_map) return std::nullopt;
  return std::move(locations.map);
}

}  // namespace caveat::app
