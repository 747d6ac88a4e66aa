#include "app/demo_site.h"

#include <array>

#include "embedded/demo_about_html.h"
#include "embedded/demo_article_en.h"
#include "embedded/demo_article_fa.h"
#include "embedded/demo_article_ru.h"
#include "embedded/demo_demo_css.h"
#include "embedded/demo_demo_js.h"
#include "embedded/demo_icon_svg.h"
#include "embedded/demo_index_html.h"
#include "embedded/demo_legal_help.h"
#include "embedded/demo_pack.h"
#include "embedded/demo_style_css.h"

namespace caveat::app {
namespace {

struct SiteFile {
  std::string_view path;
  std::string_view type;
  std::string_view content;
};

std::array<SiteFile, 10> site_files() {
  constexpr std::string_view kHtml = "text/html; charset=utf-8";
  return {{{"/", kHtml, embedded::demo_index_html()},
           {"/about.html", kHtml, embedded::demo_about_html()},
           {"/a/en/river-archive.html", kHtml, embedded::demo_article_en()},
           {"/a/ru/river-archive.html", kHtml, embedded::demo_article_ru()},
           {"/a/fa/river-archive.html", kHtml, embedded::demo_article_fa()},
           {"/a/legal-help/", kHtml, embedded::demo_legal_help()},
           {"/style.css", "text/css; charset=utf-8", embedded::demo_style_css()},
           {"/demo.css", "text/css; charset=utf-8", embedded::demo_demo_css()},
           {"/demo.js", "text/javascript; charset=utf-8", embedded::demo_demo_js()},
           {"/icon.svg", "image/svg+xml", embedded::demo_icon_svg()}}};
}

proxy::LocalResponse text_response(int status, std::string body) {
  proxy::LocalResponse response;
  response.head.status = status;
  response.head.fields.append("Content-Type", "text/plain; charset=utf-8");
  response.body = std::move(body);
  return response;
}

}  // namespace

std::string_view demo_pack() {
  return embedded::demo_pack();
}

proxy::LocalResponse answer_from_demo_site(const filter::RequestHead& request, std::string_view) {
  const std::string_view path = std::string_view(request.target).substr(0, request.target.find('?'));
  if (request.method != "GET" && request.method != "HEAD") {
    return text_response(403, "The demo's site keeps nothing that is sent to it.\n");
  }
  for (const SiteFile& file : site_files()) {
    if (file.path != path) continue;
    proxy::LocalResponse response;
    response.head.fields.append("Content-Type", file.type);
    response.head.fields.append("Cache-Control", "public, max-age=60");
    response.body = file.content;
    return response;
  }
  return text_response(404, "The demo's site has the three articles, /about.html and /a/legal-help/ only.\n");
}

}  // namespace caveat::app
