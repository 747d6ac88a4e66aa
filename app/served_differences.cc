#include "app/served_differences.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

#include "filter/trial.h"
#include "rules/diagnostic_renderers.h"

namespace caveat::app {
namespace {

constexpr std::size_t kSamples = 5;

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

}  // namespace

ServedDifferences compare_over(const std::vector<SavedPage>& pages,
                               const std::vector<rules::ReaderClass>& readers,
                               const std::shared_ptr<const rules::RuleSet>& earlier,
                               const std::shared_ptr<const rules::RuleSet>& later,
                               std::chrono::sys_seconds time) {
  ServedDifferences differences;
  for (const SavedPage& page : pages) {
    std::ifstream in(page.file, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    if (!in.is_open() || in.bad()) {
      differences.unreadable.push_back(page.file.string());
      continue;
    }
    ++differences.pages;
    rules::PackTest request;
    request.url = page.url;
    for (const rules::ReaderClass& reader : readers) {
      auto sample = difference_between(filter::run_trial(earlier, request, reader.reader, time, bytes),
                                       filter::run_trial(later, request, reader.reader, time, bytes));
      if (!sample) continue;
      ++differences.different;
      sample->url = page.url;
      sample->reader = reader.name;
      if (differences.samples.size() < kSamples) differences.samples.push_back(*std::move(sample));
      break;
    }
  }
  return differences;
}

std::string served_differences_text(const ServedDifferences& differences) {
  std::string out = std::to_string(differences.different) + " of " + std::to_string(differences.pages) +
                    " pages would be served differently\n";
  for (const ServedSample& sample : differences.samples) out += sample_text(sample);
  if (differences.different > differences.samples.size()) {
    out += "  and " + std::to_string(differences.different - differences.samples.size()) + " more\n";
  }
  for (const std::string& file : differences.unreadable) {
    out += "  " + rules::harmless_text(file) + " cannot be read\n";
  }
  return out;
}

}  // namespace caveat::app
