// One notice of a pack by itself, as readers would see it.
#pragma once

#include <boost/json.hpp>
#include <string>

#include "rules/facts.h"
#include "rules/rule_set.h"
#include "studio/api_answer.h"

namespace caveat::studio {

struct NoticePreview {
  std::string html;  ///< the notice's element
  std::string page;  ///< a whole document with it
  std::string language;
  std::string_view direction;  ///< "ltr" or "rtl"
  boost::json::array words;    ///< as notice_words_json has them
};

/// The notice `name` of `pack` in `language` (empty: its first), with its variables as on the page that
/// `facts` tells of. Errors: 422 where the pack, or this notice, cannot be read as it stands.
Asked<NoticePreview> preview_notice(const rules::SourceFile& pack, const std::string& name,
                                    const std::string& language, const rules::Facts& facts);

}  // namespace caveat::studio
