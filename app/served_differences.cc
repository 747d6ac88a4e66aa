#include "app/served_differences.h"

#include <algorithm>
#include <utility>

#include "filter/content_coding.h"
#include "filter/media_type.h"
#include "filter/trial.h"
#include "rules/diagnostic_renderers.h"

namespace caveat::app {
namespace {

constexpr std::size_t kSamples = 5;
constexpr std::size_t kMostServedPageBytes = 64 * 1024 * 1024;

bool same_fields(const filter::ResponseHead& a, const filter::ResponseHead& b) {
  return std::equal(a.fields.begin(), a.fields.end(), b.fields.begin(), b.fields.end(),
                    [](const filter::FieldLine& one, const filter::FieldLine& other) {
                      return one.name == other.name && one.value == other.value;
                    });
}

std::optional<ServedSample> difference_between(const filter::Trial& earlier, const filter::Trial& later) {
  const bool same = earlier.head.status == later.head.status && earlier.body == later.body &&
                    same_fields(earlier.head, later.head);
  if (same) return std::nullopt;
  ServedSample sample;
  sample.old_status = earlier.head.status;
  sample.new_status = later.head.status;
  if (earlier.body == later.body || earlier.head.status != later.head.status) return sample;
  const auto [before, after] = std::ranges::mismatch(earlier.body, later.body);
  sample.old_place =
      filter::place_in_page(earlier.body, static_cast<std::size_t>(before - earlier.body.begin()));
  sample.new_place = filter::place_in_page(later.body, static_cast<std::size_t>(after - later.body.begin()));
  return sample;
}

/// What of `sample` a person is shown.
std::string sample_text(const ServedSample& sample) {
  std::string out = "  " + rules::harmless_text(sample.url) + ", for " + sample.reader + "\n";
  if (sample.old_status != sample.new_status) {
    return out + "    status " + std::to_string(sample.old_status) + " -> " +
           std::to_string(sample.new_status) + "\n";
  }
  if (!sample.old_place) return out + "    only the head of the response differs\n";
  out += "    line " + std::to_string(sample.old_place->line) + "\n";
  out += "    - " + sample.old_place->excerpt + "\n";
  return out + "    + " + sample.new_place->excerpt + "\n";
}

/// Pages, feeds and JSON, to whoever asked with GET: all that rules can change.
bool may_be_edited(const audit::ArchivedExchange& exchange) {
  const auto type = filter::media_type_of(exchange.head.fields.combined("Content-Type"));
  if (exchange.method != "GET" || !type) return false;
  return filter::is_html(type->essence) || filter::is_xhtml(type->essence) ||
         type->essence.ends_with("+xml") || type->essence.ends_with("/xml") ||
         type->essence == "application/json";
}

rules::PackTest request_of(const audit::ArchivedExchange& exchange) {
  rules::PackTest request;
  request.url = exchange.url;
  if (exchange.head.status != 0) request.response_status = exchange.head.status;
  request.response_type = exchange.head.fields.combined("Content-Type");
  return request;
}

class Decoded final : public html::ByteSink {
 public:
  void write(std::string_view bytes) override { text += bytes; }
  std::string text;
};

/// The body without its coding; nullopt if the archive does not have all of it.
std::optional<std::string> page_of(audit::Archive& archive, const audit::ArchivedExchange& exchange) {
  std::string body;
  for (std::string_view piece = archive.read_body(); !piece.empty(); piece = archive.read_body()) {
    if (body.size() + piece.size() > kMostServedPageBytes) return std::nullopt;
    body += piece;
  }
  if (archive.body_state() != audit::ArchivedBody::whole) return std::nullopt;
  const std::string named = exchange.head.fields.combined("Content-Encoding");
  if (named.empty()) return body;
  const auto coding = filter::content_coding_of(named);
  if (!coding) return std::nullopt;
  Decoded out;
  const auto decoder = filter::make_decoder(*coding, {});
  if (!decoder->write(body, out) || !decoder->finish()) return std::nullopt;
  return std::move(out.text);
}

std::string in_words(const audit::ArchiveFault& fault) {
  return fault.place.archive + ", byte " + std::to_string(fault.place.offset) +
         (fault.place.record.empty() ? "" : ", " + fault.place.record) + ": " + fault.reason;
}

}  // namespace

ServedDifferences compare_over(audit::Archive& archive, const std::vector<rules::ReaderClass>& readers,
                               const std::shared_ptr<const rules::RuleSet>& earlier,
                               const std::shared_ptr<const rules::RuleSet>& later,
                               std::chrono::sys_seconds time, std::size_t most_pages) {
  ServedDifferences differences;
  for (;;) {
    differences.is_cut = differences.pages == most_pages;
    if (differences.is_cut) return differences;
    const auto found = archive.next();
    if (!found) {
      if (differences.unreadable.size() < kSamples) differences.unreadable.push_back(in_words(found.error()));
      if (found.error().is_last) return differences;
      continue;
    }
    if (!*found) return differences;
    const audit::ArchivedExchange& exchange = **found;
    if (!may_be_edited(exchange)) continue;
    const auto bytes = page_of(archive, exchange);
    if (!bytes) {
      ++differences.absent;
      continue;
    }
    ++differences.pages;
    const rules::PackTest request = request_of(exchange);
    for (const rules::ReaderClass& reader : readers) {
      auto sample = difference_between(filter::run_trial(earlier, request, reader.reader, time, *bytes),
                                       filter::run_trial(later, request, reader.reader, time, *bytes));
      if (!sample) continue;
      ++differences.different;
      sample->url = exchange.url;
      sample->reader = reader.name;
      if (differences.samples.size() < kSamples) differences.samples.push_back(*std::move(sample));
      break;
    }
  }
}

std::string served_differences_text(const ServedDifferences& differences) {
  std::string out = std::to_string(differences.different) + " of " + std::to_string(differences.pages) +
                    " pages would be served differently\n";
  for (const ServedSample& sample : differences.samples) out += sample_text(sample);
  if (differences.different > differences.samples.size()) {
    out += "  and " + std::to_string(differences.different - differences.samples.size()) + " more\n";
  }
  if (differences.absent > 0) {
    out += "  " + std::to_string(differences.absent) +
           " could not be compared: the archive does not have all of their bodies\n";
  }
  if (differences.is_cut) out += "  these are the first pages: the archive may have more\n";
  for (const std::string& place : differences.unreadable) out += "  " + rules::harmless_text(place) + "\n";
  return out;
}

}  // namespace caveat::app
