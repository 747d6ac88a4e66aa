#include "audit/partials/partial_writer.h"

#include "audit/partials/totals_json.h"
#include "audit/reports/json_line.h"
#include "audit/reports/unauditable_json.h"
#include "rules/calendar.h"

namespace caveat::audit {
namespace {

std::string archive_line(std::string_view kind, const AuditedArchive& archive) {
  JsonLine line;
  line.begin_object().begin_object(kind).text("name", archive.name).text("sha256", archive.digest);
  line.number("bytes", archive.bytes);
  if (!archive.unreadable.empty()) {
    line.begin_list("unreadable");
    for (const UnreadableRecord& record : archive.unreadable) {
      line.begin_object().number("offset", record.offset).text("record", record.record);
      line.text("reason", record.reason).end_object();
    }
    line.end_list();
  }
  return std::move(line.end_object().end_object()).take();
}

}  // namespace

PartialWriter::PartialWriter(const ReportHead& head, std::ostream& out) : out_(out) {
  JsonLine first;
  first.begin_object().number("caveat_audit_partial", kFormat).text("version", head.version);
  first.text("rules", head.rules_digest).text("question", head.question).begin_list("regions");
  for (const std::string& region : head.regions) first.text({}, region);
  first.end_list();
  if (head.at) first.text("at", rules::iso_time(*head.at));
  put(std::move(first.end_object()).take());
  for (const AuditedArchive& archive : head.archives) put(archive_line("archive", archive));
  for (const AuditedArchive& archive : head.bodies) put(archive_line("bodies", archive));
  JsonLine totals;
  put(std::move(totals.begin_object().value("totals", totals_json(head.totals)).end_object()).take());
}

void PartialWriter::add_unauditable(const UnauditableReading& reading) {
  JsonLine line;
  put(std::move(line.begin_object().value("not_auditable", unauditable_json(reading)).end_object()).take());
  ++unauditable_;
}

void PartialWriter::add(const ReportedFinding& finding) {
  JsonLine line;
  put(std::move(line.begin_object().value("finding", finding_json(finding)).end_object()).take());
  ++findings_;
}

void PartialWriter::finish() {
  JsonLine line;
  line.begin_object().begin_object("end").number("not_auditable", unauditable_).number("findings", findings_);
  line.text("sha256", digest_.hexadecimal());
  out_ << std::move(line.end_object().end_object()).take() << '\n';
}

void PartialWriter::put(std::string_view line) {
  out_ << line << '\n';
  digest_.add(line);
  digest_.add("\n");
}

}  // namespace caveat::audit
