#include "audit/reports/html_charts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "audit/reports/html_text.h"

namespace caveat::audit {
namespace {

constexpr double kWidth = 540;
constexpr double kHeight = 220;
constexpr double kLeft = 44;
constexpr double kBottom = 22;
constexpr double kTop = 8;
constexpr double kRow = 26;
constexpr double kNameWidth = 92;
constexpr double kShareWidth = 110;
constexpr std::size_t kMostRegions = 12;

/// With at most two decimals, whatever the locale.
std::string decimal(double value) {
  const auto hundredths = static_cast<long long>(std::llround(value * 100));
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%lld.%02lld", hundredths / 100, hundredths % 100);
  return text.data();
}

std::string number_attribute(std::string_view name, double value) {
  return " " + std::string(name) + "=\"" + decimal(value) + "\"";
}

struct Box {
  double x, y, width, height;
};

std::string rectangle(std::string_view style, const Box& box) {
  if (box.width <= 0 || box.height <= 0) return {};
  return "<rect class=\"" + std::string(style) + "\"" + number_attribute("x", box.x) +
         number_attribute("y", box.y) + number_attribute("width", box.width) +
         number_attribute("height", box.height) + "/>";
}

std::string label(std::string_view style, std::string_view anchor, double x, double y,
                  std::string_view text) {
  return "<text class=\"" + std::string(style) + "\" text-anchor=\"" + std::string(anchor) + "\"" +
         number_attribute("x", x) + number_attribute("y", y) + ">" + html_attribute(text) + "</text>";
}

std::string horizontal(std::string_view style, double from, double to, double y) {
  return "<line class=\"" + std::string(style) + "\"" + number_attribute("x1", from) +
         number_attribute("x2", to) + number_attribute("y1", y) + number_attribute("y2", y) + "/>";
}

std::string name_of_bar(const CoverageBar& bar, const ReportWords& words) {
  return bar.name.empty() ? words.text("charts.no_time") : bar.name;
}

/// What a pointer shows, and a screen reader says.
std::string title_of(const CoverageBar& bar, const ReportWords& words) {
  const std::string name = name_of_bar(bar, words);
  return "<title>" +
         html_attribute(words.text("charts.label", {{"name", std::string_view(name)},
                                                    {"readings", bar.readings},
                                                    {"with", bar.with_findings},
                                                    {"not_auditable", bar.not_auditable}})) +
         "</title>";
}

/// 1, 2 or 5 times a power of ten: the least that is no less than a third of `most`.
double grid_step(double most) {
  for (double power = 1;; power *= 10) {
    for (const double digit : {1.0, 2.0, 5.0}) {
      if (power * digit * 3 >= most) return power * digit;
    }
  }
}

std::string opened_chart(double height, const std::string& about) {
  return "<svg class=\"chart\" role=\"img\" viewBox=\"0 0 " + decimal(kWidth) + " " + decimal(height) +
         "\" aria-label=\"" + html_attribute(about) + "\">";
}

std::string numbers_table(const std::vector<CoverageBar>& bars, std::string_view first,
                          const ReportWords& words) {
  std::string out = "<details class=\"numbers\"><summary>" + html_text(words.text("charts.numbers")) +
                    "</summary><table><thead><tr><th scope=\"col\">" + html_text(first) + "</th>";
  for (const std::string_view key : {"readings", "legend.clean", "legend.with", "legend.not_auditable"}) {
    out += "<th class=\"n\" scope=\"col\">" + html_text(words.text(key)) + "</th>";
  }
  out += "</tr></thead><tbody>\n";
  for (const CoverageBar& bar : bars) {
    out += "<tr><th scope=\"row\">" + html_isolated(name_of_bar(bar, words)) + "</th>";
    for (const std::uint64_t n :
         {bar.readings, bar.without_finding(), bar.with_findings, bar.not_auditable}) {
      out += "<td class=\"n\">" + words.number(n) + "</td>";
    }
    out += "</tr>\n";
  }
  return out + "</tbody></table></details>\n";
}

/// Findings stand on the base line, so that they can be compared.
std::string column(const CoverageBar& bar, double x, double width, double scale, const ReportWords& words) {
  double y = kHeight - kBottom;
  std::string out = "<g>" + title_of(bar, words);
  const auto stack = [&](std::string_view style, std::uint64_t count) {
    double height = static_cast<double>(count) * scale;
    if (count > 0 && style == "with") height = std::max(height, 1.5);
    y -= height;
    out += rectangle(style, {x, y, width, height});
  };
  stack("with", bar.with_findings);
  stack("blind", bar.not_auditable);
  stack("clean", bar.without_finding());
  return out + "</g>";
}

std::string row(const CoverageBar& bar, double y, const ReportWords& words) {
  const double room = kWidth - kNameWidth - kShareWidth;
  double x = kNameWidth;
  std::string out = "<g>" + title_of(bar, words) + label("name", "start", 0, y + 13, bar.name);
  const auto total = static_cast<double>(
      std::max<std::uint64_t>(1, bar.with_findings + bar.not_auditable + bar.without_finding()));
  const auto lay = [&](std::string_view style, std::uint64_t count) {
    double width = static_cast<double>(count) / total * room;
    if (count > 0 && style == "with") width = std::max(width, 1.5);
    out += rectangle(style, {x, y + 2, std::min(width, kNameWidth + room - x), 14});
    x += width;
  };
  lay("with", bar.with_findings);
  lay("blind", bar.not_auditable);
  lay("clean", bar.without_finding());
  const std::string share =
      words.text("charts.share", {{"with", bar.with_findings}, {"readings", bar.readings}});
  return out + label("", "end", kWidth, y + 13, share) + "</g>";
}

}  // namespace

std::string time_chart(const CoverageOverTime& coverage, const ReportWords& words) {
  const std::string about = words.text("charts.time.about", {{"unit", coverage.unit}});
  std::string out = "<p class=\"about\">" + html_text(about) + "</p>";
  std::uint64_t most = 0;
  for (const CoverageBar& bar : coverage.bars) most = std::max(most, bar.readings);
  if (most == 0) return out + "<p>" + html_text(words.text("charts.none")) + "</p>";
  const double base = kHeight - kBottom;
  const double step = grid_step(static_cast<double>(most));
  const auto lines = static_cast<unsigned>(std::ceil(static_cast<double>(most) / step));
  const double scale = (base - kTop) / (lines * step);
  out += opened_chart(kHeight, about);
  for (unsigned line = 0; line <= lines; ++line) {
    const double y = base - line * step * scale;
    out += horizontal(line == 0 ? "axis" : "grid", kLeft, kWidth, y);
    out += label("", "end", kLeft - 8, y + 4, words.number(static_cast<std::uint64_t>(line * step)));
  }
  const std::size_t count = coverage.bars.size();
  const double slot = (kWidth - kLeft) / static_cast<double>(count);
  const double width = std::min(slot * 0.72, 44.0);
  const std::size_t every = (count + 5) / 6;
  for (std::size_t i = 0; i < count; ++i) {
    const double middle = kLeft + slot * (static_cast<double>(i) + 0.5);
    out += column(coverage.bars[i], middle - width / 2, width, scale, words);
    if (i % every != 0) continue;
    out += label("", "middle", middle, kHeight - 6, name_of_bar(coverage.bars[i], words));
  }
  return out + "</svg>\n" + numbers_table(coverage.bars, words.text("captured"), words);
}

std::string region_chart(const std::vector<CoverageBar>& bars, const ReportWords& words) {
  const std::string& about = words.text("charts.region.about");
  std::string out = "<p class=\"about\">" + html_text(about) + "</p>";
  if (bars.empty()) return out + "<p>" + html_text(words.text("charts.none")) + "</p>";
  const std::size_t count = std::min(bars.size(), kMostRegions);
  out += opened_chart(static_cast<double>(count) * kRow, about);
  for (std::size_t i = 0; i < count; ++i) out += row(bars[i], static_cast<double>(i) * kRow, words);
  out += "</svg>\n";
  if (count < bars.size()) {
    const auto more = static_cast<std::uint64_t>(bars.size() - count);
    out += "<p class=\"about\">" + html_text(words.text("charts.more", {{"n", more}})) + "</p>\n";
  }
  return out + numbers_table(bars, words.text("region"), words);
}

std::string chart_legend(const ReportWords& words) {
  std::string out = "<ul class=\"legend\">";
  constexpr std::array<std::array<std::string_view, 2>, 3> kColours = {
      {{"with", "legend.with"}, {"blind", "legend.not_auditable"}, {"clean", "legend.clean"}}};
  for (const auto& [style, key] : kColours) {
    out += "<li><i class=\"" + std::string(style) + "\"></i>" + html_text(words.text(key)) + "</li>";
  }
  return out + "</ul>\n";
}

}  // namespace caveat::audit
