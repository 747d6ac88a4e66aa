// Packs for tests, compiled in one line.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "rules/rule_set.h"

namespace caveat::rules {

/// The day that the tests take for today.
inline constexpr std::chrono::sys_seconds kToday = std::chrono::sys_days(std::chrono::year(2026) / 11 / 23);

inline Compilation compile(std::string_view text, std::string_view path = "pack.toml") {
  const SourceFile file{std::string(path), std::string(text)};
  return RuleSet::compile({&file, 1}, kToday);
}

/// A pack with a notice `n` and, after it, `rest`.
inline std::string pack_with(std::string_view rest) {
  return R"([pack]
id = "p"
title = "T"
[notices.n]
kind = "warning"
text.en = "Text"
)" + std::string(rest);
}

/// Facts of a page that states no language.
inline Facts facts_of(std::string_view region, std::string_view path = "/a/1.html") {
  Facts facts;
  facts.site = "www.newsroom.example";
  facts.path = path;
  facts.location = geoip::Location::stated(region).value();
  facts.time = kToday;
  facts.page = PageFacts{};
  return facts;
}

}  // namespace caveat::rules
