// The words of a notice as the engine reads its markup, for paper.
#pragma once

#include <boost/json.hpp>

#include "rules/notice.h"

namespace caveat::studio {

/// A list of paragraphs, each a list of {text, bold, link}; `link` is the address, empty where there is none.
/// Variables stand as they are written: "{region}".
boost::json::array notice_words_json(const rules::NoticeText& text);

}  // namespace caveat::studio
