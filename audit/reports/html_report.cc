#include <array>
#include <deque>

#include "audit/reports/html_sections.h"
#include "audit/reports/html_text.h"
#include "audit/reports/html_unauditable.h"
#include "audit/reports/report_words.h"
#include "audit/reports/report_writer.h"
#include "audit/reports/script_hash.h"
#include "embedded/report_css.h"
#include "embedded/report_js.h"
#include "rules/calendar.h"

namespace caveat::audit {
namespace {

/// A page that a browser still searches at once. What is more is in the other files.
constexpr std::size_t kMostFindings = 20'000;
/// Of the table for browsers that run no script.
constexpr std::size_t kMostFindingRows = 1'000;

constexpr std::size_t kSeverityCount = 3;

/// The most severe ones first is what the page shows, and the first ones is what it keeps.
std::size_t rank_of(Severity severity) {
  return kSeverityCount - 1 - static_cast<std::size_t>(severity);
}

std::string marked_excerpt(const ReportedFinding& reported, const ReportWords& words) {
  const MarkedExcerpt excerpt = reported.excerpt();
  const std::string mark = excerpt.marked.empty()
                               ? "<mark class=\"point\">" + html_text(words.text("place")) + "</mark>"
                               : "<mark>" + html_text(excerpt.marked) + "</mark>";
  return "<pre class=\"excerpt\">" + html_text(excerpt.before) + mark + html_text(excerpt.after) + "</pre>";
}

std::string table_row(const ReportedFinding& reported, const ReportWords& words) {
  const Finding& f = reported.finding;
  const std::string severity(name_of(f.severity)), kind(name_of(f.kind));
  std::string out = "<tr><td><span class=\"severity " + severity + "\">" +
                    html_text(words.text("severity." + severity)) + "</span></td><td>" +
                    html_text(words.text("kind." + kind));
  if (reported.accepted) out += "<span class=\"tag\">" + html_text(words.text("accepted")) + "</span>";
  out += "</td><td>" + html_isolated(f.url) + "</td><td>" + html_isolated(f.region) + "</td><td>" +
         html_isolated(f.pack + "/" + f.rule) + "</td><td>" + (f.time ? rules::iso_time(*f.time) : "") +
         "</td></tr>\n<tr><td></td><td colspan=\"5\">";
  for (const auto& [key, text] : {std::pair{"expected", &f.expected}, std::pair{"seen", &f.seen}}) {
    out += "<h4>" + html_text(words.text(key)) + "</h4><p class=\"text\">" + html_text(*text) + "</p>";
  }
  if (!f.excerpt.empty()) out += marked_excerpt(reported, words);
  return out + "</td></tr>\n";
}

class HtmlReport final : public ReportWriter {
 public:
  HtmlReport(const ReportHead& head, std::ostream& out)
      : head_(head), words_(ReportWords::english()), out_(out), unauditable_(words_) {}

  void add_unauditable(const UnauditableReading& reading) override { unauditable_.add(reading); }
  void add(const ReportedFinding& finding) override {
    ++found_;
    const std::size_t rank = rank_of(finding.finding.severity);
    if (kept() == kMostFindings && !make_room(rank)) return;
    Kept& kept = kept_.at(rank);
    kept.json.push_back(finding_json(finding));
    if (kept.rows.size() < kMostFindingRows) kept.rows.push_back(table_row(finding, words_));
  }

  void finish() override {
    write_beginning();
    out_ << summary_section(head_, words_) << charts_section(head_.totals, words_)
         << rules_section(head_.totals, words_);
    write_findings();
    out_ << closing_sections(head_, words_, unauditable_.html())
         << "<script type=\"application/json\" id=\"words\">" << words_.json() << "</script>\n";
    write_data();
    out_ << "<script>" << embedded::report_js() << "</script>\n</body>\n</html>\n";
  }

 private:
  struct Kept {
    std::deque<std::string> json;
    std::deque<std::string> rows;  ///< of the first ones of `json`
  };

  std::size_t kept() const {
    std::size_t sum = 0;
    for (const Kept& kept : kept_) sum += kept.json.size();
    return sum;
  }

  /// Gives up the last finding that is less severe; false if there is none.
  bool make_room(std::size_t rank) {
    for (std::size_t least = kSeverityCount - 1; least > rank; --least) {
      Kept& kept = kept_.at(least);
      if (kept.json.empty()) continue;
      kept.json.pop_back();
      if (kept.rows.size() > kept.json.size()) kept.rows.pop_back();
      return true;
    }
    return false;
  }

  void write_beginning() {
    const std::string title = words_.text("product") + ": " + report_title(head_.totals, words_);
    out_ << "<!doctype html>\n<html lang=\"" << words_.language()
         << "\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" "
            "content=\"default-src 'none'; script-src '"
         << content_hash(embedded::report_js()) << "'; style-src '" << content_hash(embedded::report_css())
         << "'; base-uri 'none'; form-action 'none'\">\n<meta name=\"viewport\" "
            "content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" "
            "content=\"no-referrer\">\n"
            "<meta name=\"color-scheme\" content=\"light dark\">\n<title>"
         << html_attribute(title) << "</title>\n<style>" << embedded::report_css()
         << "</style>\n</head>\n<body>\n";
  }

  void write_findings() {
    out_ << "<section id=\"findings-section\" aria-labelledby=\"findings-title\">\n<h2 id=\"findings-title\">"
         << html_text(words_.text("findings")) << "</h2>\n";
    if (found_ == 0) out_ << "<p>" << html_text(words_.text("findings.none")) << "</p>\n";
    if (found_ > kept()) {
      const std::string more =
          words_.text("findings.more", {{"shown", std::uint64_t{kept()}}, {"all", found_}});
      out_ << "<p class=\"about\">" << html_text(more) << "</p>\n";
    }
    out_ << "<div id=\"list\"></div>\n";
    if (found_ > 0) write_table();
    out_ << "</section>\n";
  }

  /// What browsers without script show in place of the list.
  void write_table() {
    std::size_t rows = 0;
    for (const Kept& kept : kept_) rows += kept.rows.size();
    rows = std::min(rows, kMostFindingRows);
    out_ << "<noscript>\n";
    if (rows < found_) {
      const std::string more =
          words_.text("findings.table_more",
                      {{"shown", std::uint64_t{rows}}, {"all", found_}, {"page", std::uint64_t{kept()}}});
      out_ << "<p class=\"about\">" << html_text(more) << "</p>\n";
    }
    out_ << "<table><thead><tr>";
    for (const std::string_view key : {"severity", "finding", "page", "region", "rule", "captured"}) {
      out_ << "<th scope=\"col\">" << html_text(words_.text(key)) << "</th>";
    }
    out_ << "</tr></thead><tbody>\n";
    for (const Kept& kept : kept_) {
      for (const std::string& row : kept.rows) {
        if (rows == 0) break;
        out_ << row;
        --rows;
      }
    }
    out_ << "</tbody></table>\n</noscript>\n";
  }

  void write_data() {
    out_ << "<script type=\"application/json\" id=\"findings\">[";
    bool first = true;
    for (const Kept& kept : kept_) {
      for (const std::string& json : kept.json) {
        out_ << (first ? "\n" : ",\n") << json;
        first = false;
      }
    }
    out_ << "\n]</script>\n";
  }

  const ReportHead& head_;
  const ReportWords& words_;
  std::ostream& out_;
  UnauditableTable unauditable_;
  std::array<Kept, kSeverityCount> kept_;  ///< the most severe ones first
  std::uint64_t found_ = 0;
};

}  // namespace

std::unique_ptr<ReportWriter> html_report(const ReportHead& head, std::ostream& out) {
  return std::make_unique<HtmlReport>(head, out);
}

}  // namespace caveat::audit
