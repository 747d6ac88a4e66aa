// Why a reader gets one text of a notice rather than another.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/notice.h"

namespace caveat::rules {

/// As rules write it: "warning".
std::string_view kind_word(NoticeKind kind);

/// The reason for Notice::text_for, or without a page's language for Notice::text_for_reader.
std::string why_text(const Notice& notice, std::string_view page_language,
                     const std::vector<std::string>& reader_languages);

}  // namespace caveat::rules
