#include "app/audit_question.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <utility>

#include "app/wall_clock.h"
#include "audit/formats/archive_list.h"
#include "rules/canonical_url.h"
#include "rules/diagnostic_renderers.h"

namespace caveat::app {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> split_at_commas(const std::vector<std::string>& texts) {
  std::vector<std::string> parts;
  for (const std::string& text : texts) {
    for (std::size_t begin = 0; begin <= text.size();) {
      const std::size_t end = std::min(text.find(',', begin), text.size());
      if (end > begin) parts.push_back(text.substr(begin, end - begin));
      begin = end + 1;
    }
  }
  return parts;
}

bool add_regions(const AuditArguments& arguments, audit::Question& question) {
  for (const std::string& code : split_at_commas(arguments.regions)) {
    const auto location = geoip::Location::stated(code);
    if (!location) {
      std::cerr << "caveat: --as " << code
                << " is no region code; write a country (RU), a subdivision (UA-40), unknown or anonymous\n";
      return false;
    }
    const auto same = [&](const audit::AskedRegion& region) { return region.code == code; };
    if (std::ranges::none_of(question.regions, same)) question.regions.push_back({code, *location});
  }
  if (question.regions.empty() == arguments.recorded) return true;
  std::cerr << "caveat: say whose readers the archives were for, with --as RU,CZ or --recorded\n";
  return false;
}

bool add_sites(const AuditArguments& arguments, audit::Question& question) {
  for (const std::string& text : arguments.sites) {
    const std::size_t equals = text.find('=');
    const auto from = rules::canonical_host(text.substr(0, equals));
    const auto to = equals == std::string::npos
                        ? std::nullopt
                        : rules::canonical_site(std::string_view(text).substr(equals + 1));
    if (!from || !to) {
      std::cerr << "caveat: --site " << text << " is not HOST=SITE, as 127.0.0.1:8080=www.example.org\n";
      return false;
    }
    question.sites[from->text()] = *to;
  }
  return true;
}

/// The members of a list, whether it is named as one or is a text that names archives; empty: it is none.
std::vector<std::string> members_of(const std::string& name) {
  const bool named_list = name.starts_with('@');
  const std::string path = named_list ? name.substr(1) : name;
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return {};
  std::ifstream file(path, std::ios::binary);
  const std::string folder = fs::path(path).parent_path().string();
  if (!named_list) {
    std::string line(4096, '\0');
    file.read(line.data(), static_cast<std::streamsize>(line.size()));
    line.resize(static_cast<std::size_t>(file.gcount()));
    const auto first = audit::listed_paths(line.substr(0, line.find('\n')), folder);
    if (first.size() != 1 || !fs::exists(first.front(), error)) return {};
    file.clear();
    file.seekg(0);
  }
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  return audit::listed_paths(text, folder);
}

}  // namespace

std::optional<audit::Question> question_or_complain(const AuditArguments& arguments) {
  audit::Question question;
  question.accepted = arguments.accepted;
  if (!arguments.at.empty()) {
    question.at = parse_moment(arguments.at);
    if (!question.at) {
      std::cerr << "caveat: --at " << arguments.at << " is no time; write 2026-03-01T12:00:00Z\n";
      return std::nullopt;
    }
  }
  if (!add_regions(arguments, question) || !add_sites(arguments, question)) return std::nullopt;
  return question;
}

std::optional<std::vector<std::string>> archives_or_complain(const std::vector<std::string>& named) {
  std::vector<std::string> archives;
  const auto add = [&](const std::string& path) {
    if (std::ranges::find(archives, path) == archives.end()) archives.push_back(path);
  };
  for (const std::string& name : named) {
    const std::vector<std::string> members = members_of(name);
    for (const std::string& member : members) add(member);
    if (members.empty()) add(name);
  }
  for (const std::string& archive : archives) {
    std::error_code error;
    if (archive == "-" || fs::exists(archive, error)) continue;
    std::cerr << "caveat: there is no archive " << rules::harmless_text(archive) << "\n";
    return std::nullopt;
  }
  if (!archives.empty()) return archives;
  std::cerr << "caveat: name the archives to audit\n";
  return std::nullopt;
}

std::optional<std::vector<std::string>> bodies_or_complain(const std::vector<std::string>& named) {
  if (named.empty()) return std::vector<std::string>();
  return archives_or_complain(named);
}

}  // namespace caveat::app
