#include "filter/record.h"

namespace caveat::filter {

std::string_view ending_text(Ending ending) {
  switch (ending) {
    case Ending::complete:
      return "complete";
    case Ending::aborted:
      return "aborted";
    case Ending::refused:
      return "refused";
    case Ending::blocked:
      return "blocked";
    case Ending::acknowledgement:
      return "acknowledgement";
    case Ending::acceptance:
      return "acceptance";
  }
  return "";
}

}  // namespace caveat::filter
