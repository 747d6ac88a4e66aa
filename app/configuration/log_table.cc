// [log]: what is written down.
#include <array>

#include "app/configuration/tables.h"

namespace caveat::app {

void read_log(const ConfigurationFile& file, rules::TableReader& top, ConfigurationDraft& draft) {
  auto log = file.table(top, "log", kLogKeys);
  if (!log) return;
  constexpr std::array<std::string_view, 3> kWhich = {"none", "covered", "all"};
  if (const std::string* which = log->word("requests", kWhich)) {
    draft.configuration.request_logging = *which == "none"  ? RequestLogging::none
                                          : *which == "all" ? RequestLogging::all
                                                            : RequestLogging::covered;
  }
  constexpr std::array<std::string_view, 2> kFormats = {"text", "json"};
  if (const std::string* format = log->word("format", kFormats))
    draft.configuration.log_format = *format == "json" ? proxy::LogFormat::json : proxy::LogFormat::text;
  log->refuse_unknown();
}

}  // namespace caveat::app
