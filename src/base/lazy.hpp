#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace csr::base {

/// A value that is made when it is first read, once, whatever the number of threads.
template <class Value>
class Lazy {
  public:
    explicit Lazy(std::function<Value()> make) : state_(std::make_unique<State>()) { state_->make = std::move(make); }

    /// A value that is there already.
    [[nodiscard]] static Lazy ready(Value value) {
        Lazy made(nullptr);
        std::call_once(made.state_->once, [&] { made.state_->value.emplace(std::move(value)); });
        return made;
    }

    [[nodiscard]] const Value& operator*() const {
        std::call_once(state_->once, [this] { state_->value.emplace(std::exchange(state_->make, nullptr)()); });
        return *state_->value;
    }
    [[nodiscard]] const Value* operator->() const { return &**this; }

  private:
    struct State {
        std::once_flag once = {};
        std::function<Value()> make = {};
        std::optional<Value> value = {};
    };
    std::unique_ptr<State> state_;  ///< stays where it is when the Lazy moves
};

}  // namespace csr::base
