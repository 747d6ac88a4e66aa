// The words that keys of the rule language take.
#pragma once

#include <string_view>

namespace caveat::rules {

inline constexpr std::string_view kUncertainWords[] = {"inside", "outside"};
/// In the order of NoticeKind.
inline constexpr std::string_view kNoticeKindWords[] = {"warning", "correction", "label", "information"};
inline constexpr std::string_view kWidgetKindWords[] = {"share",   "like",      "comment", "save",
                                                        "contact", "subscribe", "embed",   "tracker"};
inline constexpr std::string_view kFailureWords[] = {"refuse", "serve"};
/// In the order of BreachSeverity.
inline constexpr std::string_view kSeverityWords[] = {"low", "medium", "high"};
inline constexpr std::string_view kModeWords[] = {"shadow", "enforce"};
inline constexpr std::string_view kWhenUnknownWords[] = {"apply", "skip"};
inline constexpr std::string_view kWhichWords[] = {"first", "every"};
inline constexpr std::string_view kMethodWords[] = {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};

}  // namespace caveat::rules
