#include "proxy/process_metrics.h"

#include <unistd.h>

#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <utility>

#include "proxy/descriptor_budget.h"

namespace caveat::proxy {
namespace {

/// Places in /proc/self/stat after the name of the program, counted from 0 (proc(5)).
constexpr int kUserTicks = 11;
constexpr int kSystemTicks = 12;
constexpr int kThreads = 17;
constexpr int kStartTicks = 19;
constexpr int kResidentPages = 21;

/// The fields behind the name, which may itself hold spaces and brackets.
std::vector<double> stat_fields() {
  std::ifstream file("/proc/self/stat");
  std::string line;
  std::getline(file, line);
  const std::size_t name_end = line.rfind(')');
  if (name_end == std::string::npos || name_end + 4 > line.size()) return {};
  std::istringstream rest(line.substr(name_end + 4));  // past ") S"
  std::vector<double> fields = {0};                    // the state, a letter
  for (double field = 0; rest >> field;) fields.push_back(field);
  return fields;
}

std::optional<double> boot_time() {
  std::ifstream file("/proc/stat");
  for (std::string word; file >> word;) {
    double seconds = 0;
    if (word == "btime" && file >> seconds) return seconds;
  }
  return std::nullopt;
}

void add(std::vector<prometheus::MetricFamily>& families, const char* name, const char* help,
         prometheus::MetricType type, double value) {
  prometheus::ClientMetric metric;
  metric.gauge.value = value;
  metric.counter.value = value;
  families.push_back({name, help, type, {std::move(metric)}});
}

}  // namespace

std::vector<prometheus::MetricFamily> ProcessMetrics::Collect() const {
  using prometheus::MetricType;
  std::vector<prometheus::MetricFamily> families;
  const auto ticks = static_cast<double>(::sysconf(_SC_CLK_TCK));
  if (const std::vector<double> stat = stat_fields(); stat.size() > kResidentPages) {
    add(families, "process_cpu_seconds_total", "Processor time of user and system", MetricType::Counter,
        (stat[kUserTicks] + stat[kSystemTicks]) / ticks);
    add(families, "process_resident_memory_bytes", "Memory that the process has", MetricType::Gauge,
        stat[kResidentPages] * static_cast<double>(::sysconf(_SC_PAGESIZE)));
    add(families, "process_threads", "Threads of the process", MetricType::Gauge, stat[kThreads]);
    if (const auto boot = boot_time())
      add(families, "process_start_time_seconds", "When the process began, in seconds since 1970",
          MetricType::Gauge, *boot + stat[kStartTicks] / ticks);
  }
  const Descriptors descriptors = descriptors_of_process();
  if (descriptors.open)
    add(families, "process_open_fds", "Descriptors that are open", MetricType::Gauge,
        static_cast<double>(*descriptors.open));
  add(families, "process_max_fds", "Descriptors that may be open", MetricType::Gauge,
      static_cast<double>(descriptors.allowed));
  return families;
}

}  // namespace caveat::proxy
