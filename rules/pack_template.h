// Packs to start from, built into the program (rules/templates/), and how one becomes an author's own.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule_set.h"

namespace caveat::rules {

struct TemplateFile {
  std::string_view path;  ///< within the template's folder: "NAME.toml", "pages/article.html"
  std::string_view text;
};

struct PackTemplate {
  std::string_view name;
  std::span<const TemplateFile> files;  ///< the pack first
};

/// What a pack without a template is made of.
inline constexpr std::string_view kBlankTemplate = "blank";

/// In order of name, the blank one included. They live as long as the program.
std::span<const PackTemplate> pack_templates();

/// Null if there is none of that name.
const PackTemplate* find_pack_template(std::string_view name);

/// What its pack says that it is about.
std::string_view title_of(const PackTemplate& pack_template);

/// What its head says that it does, in one paragraph; empty if it does not say.
std::string purpose_of(const PackTemplate& pack_template);

/// What the author knows already. What is empty stays as the template has it, and marked.
struct TemplateAnswers {
  std::string id;         ///< `is_id`
  std::string publisher;  ///< one line
  std::string owner;      ///< one line
  std::string site;       ///< a host name; with or without "www.", the pack is then about both
  std::chrono::sys_days made{};
};

/// What is wrong with the answers, with what to write; empty if nothing is.
std::string fault_of(const TemplateAnswers& answers);

/// The files of the pack, ID.toml first, with paths within its folder. The pack is in the layout of `caveat
/// fmt` and due for review a year from `made`.
std::vector<SourceFile> pack_from_template(const PackTemplate& pack_template, const TemplateAnswers& answers);

/// How many of its lines are marked for the author to fill in.
int lines_to_fill_in(std::string_view pack);

/// A page and a reader to try a pack with.
struct PackTrial {
  std::string url;
  std::string region;
  std::string at;  ///< empty: at any time
};

/// What the first test of `pack`, which was made of a template, asks; nullopt if it has been written
/// otherwise.
std::optional<PackTrial> trial_of(std::string_view pack);

}  // namespace caveat::rules
