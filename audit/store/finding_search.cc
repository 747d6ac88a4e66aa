#include "audit/store/finding_search.h"

#include <utility>

#include "audit/store/schema.h"

namespace caveat::audit {
namespace {

template <class Value>
using Result = boost::system::result<Value, StoreError>;

constexpr std::string_view kWhere =
    " FROM finding JOIN archive ON archive.id = finding.archive WHERE archive.in_run = 1"
    " AND (?1 = '' OR pack || '/' || rule = ?1) AND (?2 = '' OR region = ?2)"
    " AND (?3 = '' OR severity = ?3) AND (?4 = '' OR kind = ?4) AND (?5 = '' OR site = ?5)"
    " AND (?6 = '' OR url LIKE ?6 ESCAPE '\\' OR excerpt LIKE ?6 ESCAPE '\\'"
    " OR expected LIKE ?6 ESCAPE '\\' OR seen LIKE ?6 ESCAPE '\\')";

constexpr std::string_view kFindingColumns =
    "SELECT finding.kind, severity, pack, rule, rule_place, region, site, finding.path, url, time, expected, "
    "seen,"
    " excerpt, excerpt_mark, excerpt_length, count, file, offset, record, fingerprint";

constexpr std::string_view kOrder =
    " ORDER BY CASE severity WHEN 'high' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END, kind_order, url, region,"
    " finding.rowid LIMIT ?7 OFFSET ?8";

/// A pattern of LIKE that finds `text` anywhere.
std::string pattern_of(const std::string& text) {
  if (text.empty()) return {};
  std::string pattern = "%";
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern + "%";
}

Result<Database> open_store(const std::string& path) {
  auto database = Database::open_to_read(path);
  if (!database) return database.error();
  Statement version = database->prepare("PRAGMA user_version");
  const auto row = version.step();
  if (!row) return row.error();
  if (!*row || version.integer(0) != kStoreSchema)
    return StoreError{path + ": this is no store of an audit, or one of another version"};
  return std::move(*database);
}

void bind(Statement& statement, const FindingQuestion& question, const std::string& pattern) {
  statement.bind(std::string_view(question.rule)).bind(std::string_view(question.region));
  statement.bind(std::string_view(question.severity)).bind(std::string_view(question.kind));
  statement.bind(std::string_view(question.site)).bind(std::string_view(pattern));
}

StoredFinding finding_in(const Statement& row) {
  StoredFinding out;
  std::string* const texts[] = {&out.kind,   &out.severity, &out.pack, &out.rule, &out.rule_place,
                                &out.region, &out.site,     &out.path, &out.url};
  int column = 0;
  for (std::string* text : texts) *text = row.text(column++);
  out.time = row.integer(column++);
  for (std::string* text : {&out.expected, &out.seen, &out.excerpt}) *text = row.text(column++);
  out.excerpt_mark = row.integer(column++);
  out.excerpt_length = row.integer(column++);
  out.places = row.integer(column++);
  out.archive = row.text(column++);
  out.offset = row.integer(column++);
  out.record = row.text(column++);
  out.fingerprint = row.text(column++);
  return out;
}

Result<std::vector<ValueCount>> counted_by(Database& database, const std::string& table,
                                           const std::string& column) {
  Statement rows = database.prepare("SELECT " + column + ", count(*) FROM " + table +
                                    " JOIN archive ON archive.id = " + table +
                                    ".archive"
                                    " WHERE archive.in_run = 1 GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 500");
  std::vector<ValueCount> counts;
  for (;;) {
    const auto row = rows.step();
    if (!row) return row.error();
    if (!*row) return counts;
    counts.push_back({rows.text(0), rows.count(1)});
  }
}

Result<std::uint64_t> number_of(Database& database, const char* sql) {
  Statement statement = database.prepare(sql);
  const auto row = statement.step();
  if (!row) return row.error();
  return *row ? statement.count(0) : std::uint64_t{0};
}

}  // namespace

Result<FoundFindings> find_findings(const std::string& path, const FindingQuestion& question) {
  auto database = open_store(path);
  if (!database) return database.error();
  const std::string pattern = pattern_of(question.text);
  FoundFindings found;
  Statement total = database->prepare("SELECT count(*)" + std::string(kWhere));
  bind(total, question, pattern);
  const auto counted = total.step();
  if (!counted) return counted.error();
  found.total = total.count(0);
  Statement rows =
      database->prepare(std::string(kFindingColumns) + std::string(kWhere) + std::string(kOrder));
  bind(rows, question, pattern);
  rows.bind(question.count).bind(question.first);
  for (;;) {
    const auto row = rows.step();
    if (!row) return row.error();
    if (!*row) return found;
    found.findings.push_back(finding_in(rows));
  }
}

Result<StoreSummary> summary_of_store(const std::string& path) {
  auto database = open_store(path);
  if (!database) return database.error();
  StoreSummary summary;
  {
    Statement run = database->prepare("SELECT rules, regions FROM run");
    const auto row = run.step();
    if (!row) return row.error();
    if (*row) summary.rules = run.text(0);
    if (*row) summary.regions = run.text(1);
  }
  const auto archives = number_of(*database, "SELECT count(*) FROM archive WHERE in_run = 1");
  const auto findings = number_of(*database,
                                  "SELECT count(*) FROM finding JOIN archive ON archive.id = finding.archive"
                                  " WHERE archive.in_run = 1");
  if (!archives) return archives.error();
  if (!findings) return findings.error();
  summary.archives = *archives;
  summary.findings = *findings;
  const std::pair<const char*, std::vector<ValueCount>*> groups[] = {
      {"pack || '/' || rule", &summary.by_rule},
      {"region", &summary.by_region},
      {"severity", &summary.by_severity},
      {"kind", &summary.by_kind},
      {"site", &summary.by_site}};
  for (const auto& [column, counts] : groups) {
    auto counted = counted_by(*database, "finding", column);
    if (!counted) return counted.error();
    *counts = *std::move(counted);
  }
  auto unauditable = counted_by(*database, "not_auditable", "reason");
  if (!unauditable) return unauditable.error();
  summary.not_auditable = *std::move(unauditable);
  const auto faults = number_of(*database,
                                "SELECT count(*) FROM fault JOIN archive ON archive.id = fault.archive"
                                " WHERE archive.in_run = 1");
  if (!faults) return faults.error();
  summary.unreadable_records = *faults;
  return summary;
}

}  // namespace caveat::audit
