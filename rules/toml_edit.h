// Changes single values of a TOML text and leaves every other byte as it is, comments included.
#pragma once

#include <boost/system/result.hpp>
#include <span>
#include <string>
#include <string_view>

#include "rules/toml.h"
#include "rules/toml_spans.h"

namespace caveat::rules {

struct TomlEdit {
  enum class Kind {
    set,     ///< what stands at `path` becomes `value`; what is not there is put in
    remove,  ///< what stands at `path` goes, with the comment beside it
    append,  ///< `value` becomes the last item of the list at `path`, which need not be there
  };
  Kind kind = Kind::set;
  TomlPath path;
  TomlValue value = {};  ///< of set and append; places do not count
};

struct EditedToml {
  std::string text;
  int line = 1;  ///< where the last of the edits has changed something, counted from 1
};

/// Why a text was not edited, in words.
struct TomlEditRefusal {
  std::string message;
};

/// `text` after all of `edits`, one after the other. Of lists and tables that are set, only the members that
/// differ are touched. A text that was in the layout of `caveat fmt` is so afterwards. The error says in
/// words why not: it is no TOML, a path leads nowhere, or, which would be our fault, the result would say
/// something else than what was asked for. Then nothing has changed.
boost::system::result<EditedToml, TomlEditRefusal> edit_toml(std::string_view text,
                                                             std::span<const TomlEdit> edits);

}  // namespace caveat::rules
