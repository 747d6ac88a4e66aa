#include "audit/partials/partial_reader.h"

#include <boost/json/parse.hpp>
#include <utility>

#include "audit/partials/json_members.h"
#include "audit/partials/partial_writer.h"
#include "audit/partials/totals_json.h"
#include "audit/reports/unauditable_json.h"

namespace caveat::audit {
namespace {

using boost::json::object;

bool read_first_line(const object& json, ReportHead& head) {
  if (!read_text(json, "version", head.version) || !read_text(json, "rules", head.rules_digest) ||
      !read_text(json, "question", head.question)) {
    return false;
  }
  const boost::json::array* regions = member_list(json, "regions");
  if (regions == nullptr) return false;
  for (const boost::json::value& region : *regions) {
    if (!region.is_string()) return false;
    head.regions.emplace_back(region.get_string());
  }
  if (!json.contains("at")) return true;
  std::string at;
  if (!read_text(json, "at", at)) return false;
  head.at = time_from_text(at);
  return head.at.has_value();
}

bool read_unreadable(const object& json, std::vector<UnreadableRecord>& records) {
  if (!json.contains("unreadable")) return true;
  const boost::json::array* list = member_list(json, "unreadable");
  if (list == nullptr || list->empty() || list->size() > AuditedArchive::kMostUnreadable) return false;
  for (const boost::json::value& value : *list) {
    UnreadableRecord& record = records.emplace_back();
    const object* entry = value.if_object();
    if (entry == nullptr || !read_number(*entry, "offset", record.offset) ||
        !read_text(*entry, "record", record.record) || !read_text(*entry, "reason", record.reason)) {
      return false;
    }
  }
  return true;
}

bool read_archive(const object& json, AuditedArchive& archive) {
  return read_text(json, "name", archive.name) && read_text(json, "sha256", archive.digest) &&
         read_number(json, "bytes", archive.bytes) && read_unreadable(json, archive.unreadable);
}

}  // namespace

boost::system::result<PartialReader, PartialFault> PartialReader::open(std::istream& in) {
  PartialReader reader(in);
  if (auto fault = reader.read_head()) return *std::move(fault);
  return reader;
}

std::optional<PartialFault> PartialReader::read_head() {
  boost::json::value json;
  if (auto fault = read_line(json)) return fault;
  std::uint64_t format = 0;
  if (!json.is_object() || !read_number(json.get_object(), "caveat_audit_partial", format))
    return fault("this is no partial of caveat audit");
  if (format != PartialWriter::kFormat)
    return fault("the partial is of format " + std::to_string(format) + ", which is not known here");
  if (!read_first_line(json.get_object(), head_)) return fault("the first line lacks what it must have");
  while (true) {
    if (auto fault = read_line(json)) return fault;
    if (!json.is_object()) return fault("the line is no JSON object");
    if (const object* archive = member_object(json.get_object(), "archive")) {
      AuditedArchive& added = head_.archives.emplace_back();
      if (!read_archive(*archive, added)) return fault("the archive lacks what it must have");
      if (head_.archives.size() > 1 && !(head_.archives[head_.archives.size() - 2].name < added.name))
        return fault("the archives are not in order");
      if (!head_.bodies.empty()) return fault("an archive stands behind those of bodies");
      continue;
    }
    if (const object* bodies = member_object(json.get_object(), "bodies")) {
      AuditedArchive& added = head_.bodies.emplace_back();
      if (!read_archive(*bodies, added)) return fault("the archive of bodies lacks what it must have");
      if (head_.bodies.size() > 1 && !stands_before(head_.bodies[head_.bodies.size() - 2], added))
        return fault("the archives of bodies are not in order");
      continue;
    }
    const boost::json::value* totals = json.get_object().if_contains("totals");
    if (totals == nullptr) return fault("neither an archive nor the totals");
    auto read = totals_from_json(*totals);
    if (!read) return fault("the totals lack what they must have, or have what no run gives");
    head_.totals = *std::move(read);
    return std::nullopt;
  }
}

boost::system::result<std::optional<ReportedFinding>, PartialFault> PartialReader::next() {
  while (!past_unauditable_) {
    if (auto passed = next_unauditable(); !passed) return passed.error();
  }
  if (first_) return std::exchange(first_, std::nullopt);
  if (ended_) return std::optional<ReportedFinding>();
  boost::json::value json;
  if (auto fault = read_line(json)) return *std::move(fault);
  return finding_or_end(json);
}

boost::system::result<std::optional<UnauditableReading>, PartialFault> PartialReader::next_unauditable() {
  if (past_unauditable_) return std::optional<UnauditableReading>();
  boost::json::value json;
  if (auto fault = read_line(json)) return *std::move(fault);
  const boost::json::value* reading =
      json.is_object() ? json.get_object().if_contains("not_auditable") : nullptr;
  if (reading == nullptr) {
    past_unauditable_ = true;
    auto first = finding_or_end(json);
    if (!first) return first.error();
    first_ = *std::move(first);
    return std::optional<UnauditableReading>();
  }
  auto read = unauditable_from_json(*reading);
  if (!read) return fault("the reading lacks what it must have");
  if (auto fault = check_unauditable(*read)) return *std::move(fault);
  last_unauditable_ = *read;
  return read;
}

std::optional<PartialFault> PartialReader::check_unauditable(const UnauditableReading& reading) {
  if (last_unauditable_ && stands_before(reading, *last_unauditable_))
    return fault("the readings are not in order");
  if (!head_.totals.not_auditable.contains(reading.reason))
    return fault("the reading is not auditable for a reason that the totals do not have");
  ++counted_.not_auditable[reading.reason];
  ++unauditable_;
  return std::nullopt;
}

boost::system::result<std::optional<ReportedFinding>, PartialFault> PartialReader::finding_or_end(
    const boost::json::value& json) {
  if (!json.is_object()) return fault("the line is no JSON object");
  if (const boost::json::value* end = json.get_object().if_contains("end")) {
    if (auto fault = check_end(*end)) return *std::move(fault);
    ended_ = true;
    return std::optional<ReportedFinding>();
  }
  const boost::json::value* finding = json.get_object().if_contains("finding");
  if (finding == nullptr) return fault("neither a finding nor the end");
  auto read = finding_from_json(*finding);
  if (!read || read->accepted) return fault("the finding lacks what it must have, or was changed");
  if (last_ && stands_before(read->finding, last_->finding)) return fault("the findings are not in order");
  counted_.count(read->finding);
  ++findings_;
  last_ = *read;
  return read;
}

std::optional<PartialFault> PartialReader::check_end(const boost::json::value& value) const {
  const object* end = value.if_object();
  std::uint64_t unauditable = 0, findings = 0;
  std::string digest;
  if (end == nullptr || !read_number(*end, "not_auditable", unauditable) ||
      !read_number(*end, "findings", findings) || !read_text(*end, "sha256", digest)) {
    return fault("the end lacks what it must have");
  }
  if (unauditable != unauditable_) return fault("readings that are not auditable are missing");
  if (findings != findings_) return fault("findings are missing");
  if (digest != digest_.hexadecimal()) return fault("the file was changed: its digest is another");
  if (counted_.findings != head_.totals.findings) return fault("the findings are not those of the totals");
  if (counted_.not_auditable != head_.totals.not_auditable)
    return fault("what is not auditable is not that of the totals");
  if (in_->peek() != std::istream::traits_type::eof()) return fault("something follows the end");
  return std::nullopt;
}

std::optional<PartialFault> PartialReader::read_line(boost::json::value& json) {
  digest_.add(line_text_);
  line_text_.clear();
  ++line_;
  std::streambuf& bytes = *in_->rdbuf();
  for (int byte = bytes.sbumpc(); byte != '\n'; byte = bytes.sbumpc()) {
    if (byte == std::istream::traits_type::eof()) return fault("the file ends before its end");
    if (line_text_.size() == kLongestLine) return fault("the line is too long");
    line_text_ += static_cast<char>(byte);
  }
  boost::system::error_code error;
  json = boost::json::parse(boost::json::string_view(line_text_.data(), line_text_.size()), error);
  line_text_ += '\n';
  if (error) return fault("the line is no JSON");
  return std::nullopt;
}

}  // namespace caveat::audit
