// Readers sorted into classes that no rule of two sets can tell apart.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "geoip/location.h"
#include "rules/pack_text.h"

namespace caveat::rules {

struct ReaderClass {
  geoip::Location reader;              ///< one of them
  std::vector<std::string> countries;  ///< codes of all of them; empty if it is not about countries
  std::string name;                    ///< in words: "Ukraine (UA), where in it is not known"
};

/// Every country is in one of them; subdivisions, networks and autonomous systems that the packs name have
/// one each, and so have readers of whom nothing is known.
std::vector<ReaderClass> reader_classes(std::span<const PackText> packs);

}  // namespace caveat::rules
