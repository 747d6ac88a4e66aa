#include "app/exit_codes.h"

#include <iostream>

namespace caveat::app {

int could_not(std::string_view why) {
  std::cerr << "caveat: " << why << "\n";
  return kCouldNot;
}

}  // namespace caveat::app
