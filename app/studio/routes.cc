#include "app/studio/routes.h"

namespace caveat::app {
namespace {

bool leads_to(const Route& route, std::string_view path) {
  return route.path.ends_with('/') ? path.size() > route.path.size() && path.starts_with(route.path)
                                   : path == route.path;
}

}  // namespace

const Route* find_route(std::string_view method, std::string_view path, bool& path_exists) {
  path_exists = false;
  for (const auto part : {pack_routes(), language_routes(), preview_routes(), trial_routes(),
                          approval_routes(), audit_routes()}) {
    for (const Route& route : part) {
      if (!leads_to(route, path)) continue;
      path_exists = true;
      if (route.method == method) return &route;
    }
  }
  return nullptr;
}

}  // namespace caveat::app
