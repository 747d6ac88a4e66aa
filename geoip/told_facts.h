// What region data can tell of readers at all, whoever they are.
#pragma once

namespace caveat::geoip {

struct ToldFacts {
  bool country = false;
  bool subdivision = false;
  bool anonymity = false;
  bool autonomous_system = false;
};

}  // namespace caveat::geoip
