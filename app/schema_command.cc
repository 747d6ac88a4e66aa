#include <iostream>

#include "app/commands.h"
#include "app/exit_codes.h"
#include "embedded/evidence_schema.h"
#include "rules/vocabulary/pack_reference.h"
#include "rules/vocabulary/pack_schema.h"

namespace caveat::app {

int schema(const std::string& of, const std::string& format) {
  if (of == "evidence") {
    std::cout << embedded::evidence_schema();
    return kClean;
  }
  std::cout << (format == "markdown" ? rules::pack_reference() : rules::pack_schema());
  return kClean;
}

}  // namespace caveat::app
