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
    /// The same with the number of the thread that does it, below workers(count): for what each thread keeps.
    void for_each_index(std::size_t count, const std::function<void(std::size_t, std::size_t)>& work) const;
    /// How many threads work on `count` pieces.
    [[nodiscard]] std::size_t workers(std::size_t count) const;

  private:
    unsigned threads_;
};

}  // namespace csr::base
