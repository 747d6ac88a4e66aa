#include "html/hiding_transform.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <optional>
#include <vector>

#include "html/ascii.h"
#include "html/off_page.h"
#include "html/style_components.h"
#include "html/style_math.h"

namespace caveat::html {
namespace {

/// By less than the one, or more than the other, nobody reads it.
constexpr double kSmallest = 0.1;
constexpr double kLargest = 20;

using Arguments = std::vector<double>;

/// Of homogeneous coordinates, row by row.
struct Matrix {
  std::array<double, 16> cells = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1};

  double& at(std::size_t row, std::size_t column) { return cells[4 * row + column]; }
  double at(std::size_t row, std::size_t column) const { return cells[4 * row + column]; }

  friend Matrix operator*(const Matrix& a, const Matrix& b) {
    Matrix product;
    for (std::size_t row = 0; row < 4; ++row) {
      for (std::size_t column = 0; column < 4; ++column) {
        double& cell = product.at(row, column) = 0;
        for (std::size_t i = 0; i < 4; ++i) cell += a.at(row, i) * b.at(i, column);
      }
    }
    return product;
  }
};

Matrix translation(double x, double y, double z) {
  Matrix matrix;
  matrix.at(0, 3) = x;
  matrix.at(1, 3) = y;
  matrix.at(2, 3) = z;
  return matrix;
}

Matrix scaling(double x, double y) {
  Matrix matrix;
  matrix.at(0, 0) = x;
  matrix.at(1, 1) = y;
  return matrix;
}

double radians(double degrees) {
  return degrees * std::numbers::pi / 180;
}

Matrix rotation(double x, double y, double z, double degrees) {
  const double length = std::hypot(x, y, z);
  if (length == 0) return {};
  const std::array<double, 3> axis = {x / length, y / length, z / length};
  const double sine = std::sin(radians(degrees));
  const double cosine = std::cos(radians(degrees));
  Matrix matrix;
  for (std::size_t row = 0; row < 3; ++row) {
    for (std::size_t column = 0; column < 3; ++column) {
      const double along = axis[row] * axis[column] * (1 - cosine);
      if (row == column) {
        matrix.at(row, column) = along + cosine;
      } else {
        const double sign = (row + 1) % 3 == column ? -1 : 1;
        matrix.at(row, column) = along + sign * axis[3 - row - column] * sine;
      }
    }
  }
  return matrix;
}

Matrix skewing(double x_degrees, double y_degrees) {
  Matrix matrix;
  matrix.at(0, 1) = std::tan(radians(x_degrees));
  matrix.at(1, 0) = std::tan(radians(y_degrees));
  return matrix;
}

Matrix perspective(double distance) {
  Matrix matrix;
  matrix.at(3, 2) = -1 / std::max(distance, 1.0);
  return matrix;
}

/// `cells`: column by column, as matrix3d() has them.
Matrix of_columns(const Arguments& cells) {
  Matrix matrix;
  for (std::size_t i = 0; i < 16; ++i) matrix.at(i % 4, i / 4) = cells[i];
  return matrix;
}

std::optional<Matrix> of_one(std::string_view name, double value) {
  if (name == "translate" || name == "translatex") return translation(value, 0, 0);
  if (name == "translatey") return translation(0, value, 0);
  if (name == "translatez") return translation(0, 0, value);
  if (name == "scale") return scaling(value, value);
  if (name == "scalex") return scaling(value, 1);
  if (name == "scaley") return scaling(1, value);
  if (name == "scalez") return Matrix();
  if (name == "rotate" || name == "rotatez") return rotation(0, 0, 1, value);
  if (name == "rotatex") return rotation(1, 0, 0, value);
  if (name == "rotatey") return rotation(0, 1, 0, value);
  if (name == "skew" || name == "skewx") return skewing(value, 0);
  if (name == "skewy") return skewing(0, value);
  if (name == "perspective") return perspective(value);
  return std::nullopt;
}

std::optional<Matrix> of_several(std::string_view name, const Arguments& a) {
  if (a.size() == 2 && name == "translate") return translation(a[0], a[1], 0);
  if (a.size() == 2 && name == "scale") return scaling(a[0], a[1]);
  if (a.size() == 2 && name == "skew") return skewing(a[0], a[1]);
  if (a.size() == 3 && name == "translate3d") return translation(a[0], a[1], a[2]);
  if (a.size() == 3 && name == "scale3d") return scaling(a[0], a[1]);
  if (a.size() == 4 && name == "rotate3d") return rotation(a[0], a[1], a[2], a[3]);
  if (a.size() == 6 && name == "matrix") {
    return of_columns({a[0], a[1], 0, 0, a[2], a[3], 0, 0, 0, 0, 1, 0, a[4], a[5], 0, 1});
  }
  if (a.size() == 16 && name == "matrix3d") return of_columns(a);
  return std::nullopt;
}

std::optional<Arguments> arguments_in(std::string_view text, const StyleMeasures& measures) {
  Arguments arguments;
  for (const std::string_view component : components_of(text)) {
    const std::optional<double> argument = measured(component, measures);
    if (!argument) return std::nullopt;
    arguments.push_back(*argument);
  }
  return arguments;
}

std::optional<Matrix> matrix_of(const StyleFunction& function, const StyleMeasures& page) {
  if (function.name == "perspective" && function.arguments == "none") return Matrix();
  const bool scales = function.name.starts_with("scale");
  const auto arguments = arguments_in(function.arguments, scales ? StyleMeasures{} : page);
  if (!arguments || arguments->empty()) return std::nullopt;
  if (arguments->size() == 1) return of_one(function.name, arguments->front());
  return of_several(function.name, *arguments);
}

std::optional<Matrix> product_of(const std::vector<std::string_view>& functions, const StyleMeasures& page) {
  Matrix product;
  for (const std::string_view component : functions) {
    const std::optional<Matrix> matrix = matrix_of(function_in(component), page);
    if (!matrix) return std::nullopt;
    product = product * *matrix;
  }
  return product;
}

bool is_legible(const Matrix& matrix) {
  const double depth = matrix.at(3, 3);
  if (!(depth > 0)) return false;  // behind the reader
  const double width = std::hypot(matrix.at(0, 0), matrix.at(1, 0)) / depth;
  const double height = std::hypot(matrix.at(0, 1), matrix.at(1, 1)) / depth;
  // Of a box turned to its back it is negative.
  const double area =
      (matrix.at(0, 0) * matrix.at(1, 1) - matrix.at(0, 1) * matrix.at(1, 0)) / (depth * depth);
  return width >= kSmallest && height >= kSmallest && width <= kLargest && height <= kLargest &&
         area >= kSmallest * width && area >= kSmallest * height;
}

bool functions_hide(const std::vector<std::string_view>& functions) {
  const std::optional<Matrix> narrow = product_of(functions, kNarrowPage);
  const std::optional<Matrix> wide = product_of(functions, kWidePage);
  if (!narrow || !wide || !is_legible(*narrow)) return true;
  for (const std::size_t axis : {0U, 1U}) {
    const double moved = narrow->at(axis, 3) / narrow->at(3, 3);
    if (is_off_page(moved, wide->at(axis, 3) / wide->at(3, 3), PageReach())) return true;
  }
  return false;
}

}  // namespace

bool transform_hides(std::string_view value) {
  const auto components = components_of(value);
  const bool is_none = components.empty() || (components.size() == 1 && is_keyword(components.front()));
  return !is_none && functions_hide(components);
}

bool scale_hides(std::string_view value) {
  if (is_keyword(value)) return false;
  const auto factors = arguments_in(value, {});
  if (!factors || factors->empty()) return true;
  return !is_legible(scaling((*factors)[0], (*factors)[factors->size() > 1 ? 1 : 0]));
}

bool rotate_hides(std::string_view value) {
  const auto components = components_of(value);
  if (components.size() == 1 && is_keyword(value)) return false;
  Arguments axis;
  std::optional<double> angle;
  for (const std::string_view component : components) {
    if (component == "x") axis = {1, 0, 0};
    if (component == "y") axis = {0, 1, 0};
    if (component == "z") axis = {0, 0, 1};
    if (is_keyword(component)) continue;
    const std::optional<double> number = measured(component, kNarrowPage);
    if (!number) return true;
    const bool is_angle = components.size() < 4 || is_ascii_alpha(component.back());
    if (is_angle) {
      angle = number;
    } else {
      axis.push_back(*number);
    }
  }
  if (axis.empty()) axis = {0, 0, 1};
  return !angle || axis.size() != 3 || !is_legible(rotation(axis[0], axis[1], axis[2], *angle));
}

bool translate_hides(std::string_view value) {
  const auto components = components_of(value);
  return std::any_of(components.begin(), components.end(), [](std::string_view component) {
    return !is_keyword(component) && is_off_page(component, PageReach()).value_or(true);
  });
}

}  // namespace caveat::html
