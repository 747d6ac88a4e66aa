// A list that is read by many and copied for nothing.
#pragma once

#include <initializer_list>
#include <memory>
#include <utility>
#include <vector>

namespace caveat::rules {

/// Copies share one list and allocate nothing. Adding to one makes it a list of its own, at the cost of a
/// copy of all elements: for what is put together once.
template <typename T>
class SharedList {
 public:
  using value_type = T;
  using const_iterator = typename std::vector<T>::const_iterator;
  using iterator = const_iterator;

  SharedList() = default;
  SharedList(std::initializer_list<T> elements) : SharedList(std::vector<T>(elements)) {}
  explicit SharedList(std::vector<T> elements) {
    if (!elements.empty()) elements_ = std::make_shared<const std::vector<T>>(std::move(elements));
  }

  bool empty() const { return !elements_; }
  std::size_t size() const { return elements_ ? elements_->size() : 0; }
  const_iterator begin() const { return elements_ ? elements_->begin() : const_iterator(); }
  const_iterator end() const { return elements_ ? elements_->end() : const_iterator(); }
  const T& operator[](std::size_t index) const { return (*elements_)[index]; }
  const T& front() const { return elements_->front(); }

  void push_back(T element) {
    std::vector<T> own(begin(), end());
    own.push_back(std::move(element));
    *this = SharedList(std::move(own));
  }

  template <typename... Arguments>
  void emplace_back(Arguments&&... arguments) {
    push_back(T(std::forward<Arguments>(arguments)...));
  }

  /// Of another list.
  void append(const SharedList& more) {
    if (empty()) {
      *this = more;
    } else if (!more.empty()) {
      std::vector<T> own(begin(), end());
      own.insert(own.end(), more.begin(), more.end());
      *this = SharedList(std::move(own));
    }
  }

 private:
  std::shared_ptr<const std::vector<T>> elements_;  ///< null if there are none
};

}  // namespace caveat::rules
