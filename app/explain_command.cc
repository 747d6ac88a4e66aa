#include <iostream>

#include "app/commands.h"
#include "app/exit_codes.h"
#include "rules/codes.h"

namespace caveat::app {

int explain(const std::string& code) {
  const rules::CodeEntry* entry = rules::find_code(code);
  if (entry == nullptr) {
    std::cerr << "caveat: there is no code " << code << "; they run from CV001 to "
              << rules::code_name(rules::code_table().back().code) << ", with gaps\n";
    return kCouldNot;
  }
  const bool error = entry->severity == rules::Severity::error;
  std::cout << rules::code_name(entry->code) << " (" << (error ? "error" : "warning") << "): " << entry->title
            << "\n\n"
            << entry->explanation << "\n";
  return kClean;
}

}  // namespace caveat::app
