// Files of cases: "=== name", a pack, "---", the report. Lines before the first case are a comment.
#pragma once

#include <fstream>
#include <string>
#include <vector>

namespace caveat::rules {

struct Fault {
  std::string name;
  std::string pack;
  std::string report;
};

/// `file`: in tests/rules.
inline std::vector<Fault> faults_of(const std::string& file) {
  std::vector<Fault> out;
  std::ifstream stream(CAVEAT_SOURCE_DIR "/tests/rules/" + file);
  bool in_report = false;
  for (std::string line; std::getline(stream, line);) {
    if (line.starts_with("=== ")) {
      out.push_back({line.substr(4), "", ""});
      in_report = false;
    } else if (line == "---") {
      in_report = true;
    } else if (!out.empty()) {
      (in_report ? out.back().report : out.back().pack) += line + "\n";
    }
  }
  return out;
}

}  // namespace caveat::rules
