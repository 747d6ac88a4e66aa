#include <iostream>

#include "app/commands.h"
#include "app/exit_codes.h"
#include "rules/vocabulary/pack_reference.h"
#include "rules/vocabulary/pack_schema.h"

namespace caveat::app {

int schema(const std::string& format) {
  std::cout << (format == "markdown" ? rules::pack_reference() : rules::pack_schema());
  return kClean;
}

}  // namespace caveat::app
