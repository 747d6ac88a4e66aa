#include "audit/reports/report_words.h"

#include <unicode/msgfmt.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <limits>
#include <stdexcept>
#include <vector>

#include "embedded/report_words_en.h"

namespace caveat::audit {
namespace {

icu::UnicodeString unicode(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

icu::Formattable formattable(const std::variant<std::uint64_t, std::string_view>& value) {
  if (const auto* number = std::get_if<std::uint64_t>(&value)) {
    constexpr std::uint64_t kMost = std::numeric_limits<std::int64_t>::max();
    return icu::Formattable(static_cast<std::int64_t>(std::min(*number, kMost)));
  }
  return icu::Formattable(unicode(std::get<std::string_view>(value)));
}

}  // namespace

const ReportWords& ReportWords::english() {
  static const ReportWords kWords("en", embedded::report_words_en());
  return kWords;
}

ReportWords::ReportWords(std::string_view language, std::string_view json)
    : language_(language), json_(json) {
  const boost::json::value texts = boost::json::parse(boost::json::string_view(json.data(), json.size()));
  for (const auto& [key, text] : texts.as_object()) {
    texts_.emplace(std::string(key), std::string(text.as_string()));
  }
}

const std::string& ReportWords::text(std::string_view key) const {
  const auto found = texts_.find(key);
  if (found == texts_.end()) throw std::logic_error("reports have no text \"" + std::string(key) + "\"");
  return found->second;
}

std::string ReportWords::text(std::string_view key, std::initializer_list<WordArgument> arguments) const {
  UErrorCode status = U_ZERO_ERROR;
  const icu::MessageFormat format(unicode(text(key)), icu::Locale(language_.c_str()), status);
  std::vector<icu::UnicodeString> names;
  std::vector<icu::Formattable> values;
  for (const WordArgument& argument : arguments) {
    names.push_back(unicode(argument.name));
    values.push_back(formattable(argument.value));
  }
  icu::UnicodeString said;
  format.format(names.data(), values.data(), static_cast<std::int32_t>(names.size()), said, status);
  if (U_FAILURE(status)) throw std::logic_error("the text \"" + std::string(key) + "\" is no pattern");
  std::string out;
  return said.toUTF8String(out);
}

std::string ReportWords::number(std::uint64_t number) const {
  return text("number", {{"n", number}});
}

}  // namespace caveat::audit
