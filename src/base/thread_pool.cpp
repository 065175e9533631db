#include "base/thread_pool.hpp"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace csr::base {

ThreadPool::ThreadPool(unsigned threads) : threads_(threads) {
    if (threads_ == 0) threads_ = std::max(1U, std::thread::hardware_concurrency());
}

void ThreadPool::for_each_index(std::size_t count, const std::function<void(std::size_t)>& work) const {
    std::atomic<std::size_t> next = 0;
    const auto take = [&] {
        for (std::size_t i = next.fetch_add(1); i < count; i = next.fetch_add(1)) work(i);
    };
    const std::size_t helpers = std::min<std::size_t>(threads_, count);
    std::vector<std::jthread> running;
    for (std::size_t i = 1; i < helpers; ++i) running.emplace_back(take);
    take();
}

}  // namespace csr::base
