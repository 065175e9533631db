#pragma once

#include <cstddef>
#include <functional>

namespace csr::base {

/// Runs independent pieces of work on several threads. The caller gives every piece its own place for the result, so
/// the outcome does not depend on the order in which they run.
class ThreadPool {
  public:
    /// `threads` 0 means as many as the machine has cores.
    explicit ThreadPool(unsigned threads = 0);

    [[nodiscard]] unsigned threads() const { return threads_; }
    /// Calls `work(0)` ... `work(count - 1)`, each once, and returns when all are done. `work` must not throw.
    void for_each_index(std::size_t count, const std::function<void(std::size_t)>& work) const;

  private:
    unsigned threads_;
};

}  // namespace csr::base
