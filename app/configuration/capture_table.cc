// [capture]: which responses are kept, to be audited.
#include "app/configuration/tables.h"

namespace caveat::app {

void read_capture(const ConfigurationFile& file, rules::TableReader& top, ConfigurationDraft& draft) {
  auto capture = file.table(top, "capture", kCaptureKeys);
  if (!capture) return;
  constexpr std::int64_t kMiB = 1024 * 1024;
  audit::CaptureOptions options;
  if (const rules::TomlValue* warc = capture->required_text("warc"))
    options.warc = file.path_of(*warc->string());
  std::int64_t percent = 100;
  file.count(*capture, "sample", 1, 100, percent);
  options.sample = static_cast<double>(percent) / 100;
  file.flag(*capture, "readers_with_cookies", options.readers_with_cookies);
  file.count(*capture, "rotate_bytes", kMiB, 1024 * 1024 * kMiB, options.rotate_bytes);
  file.count(*capture, "body_bytes", 1024, 64 * kMiB, options.body_bytes);
  capture->refuse_unknown();
  draft.configuration.capture = std::move(options);
}

}  // namespace caveat::app
