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
    for_each_index(count, [&work](std::size_t index, std::size_t) { work(index); });
}

void ThreadPool::for_each_index(std::size_t count, const std::function<void(std::size_t, std::size_t)>& work) const {
    std::atomic<std::size_t> next = 0;
    const auto take = [&](std::size_t worker) {
        for (std::size_t i = next.fetch_add(1); i < count; i = next.fetch_add(1)) work(i, worker);
    };
    const std::size_t helpers = workers(count);
    std::vector<std::jthread> running;
    for (std::size_t worker = 1; worker < helpers; ++worker) running.emplace_back(take, worker);
    take(0);
}

std::size_t ThreadPool::workers(std::size_t count) const { return std::min<std::size_t>(threads_, count); }

}  // namespace csr::base
