#include "app/rules_asked.h"

#include <algorithm>
#include <string_view>

#include "html/ascii.h"

namespace caveat::app {
namespace {

constexpr std::size_t kDigestDigits = 64;

/// Of an absolute URL: the host, with its port.
std::string authority_of(std::string_view url) {
  url.remove_prefix(std::min(url.find("://") + 3, url.size()));
  url = url.substr(0, url.find_first_of("/?#"));
  const std::size_t at = url.rfind('@');
  return std::string(at == std::string_view::npos ? url : url.substr(at + 1));
}

bool is_digest(std::string_view text) {
  return text.size() == kDigestDigits && std::all_of(text.begin(), text.end(), [](char c) {
           return html::is_ascii_digit(c) || (c >= 'a' && c <= 'f');
         });
}

}  // namespace

RulesAsked::RulesAsked(const std::string& admin) {
  if (admin.empty()) return;
  admin_.emplace(admin.find("://") == std::string::npos ? "http://" + admin : admin);
}

std::string RulesAsked::last_digest_for(const std::string& url) {
  return last_site_ == authority_of(url) ? last_digest_ : digest_for(url);
}

std::string RulesAsked::digest_for(const std::string& url) {
  last_site_ = authority_of(url);
  last_digest_ = ask(*last_site_);
  return last_digest_;
}

std::string RulesAsked::ask(const std::string& site) {
  problem_.clear();
  if (!admin_) return {};
  const auto page = admin_->get("http://localhost/rules?host=" + site, {});
  if (!page) {
    problem_ = page.error();
    return {};
  }
  const std::string_view digest = std::string_view(page->body).substr(0, page->body.find(' '));
  if (page->head.status == 200 && is_digest(digest)) return std::string(digest);
  problem_ = "it answers with status " + std::to_string(page->head.status);
  return {};
}

}  // namespace caveat::app
