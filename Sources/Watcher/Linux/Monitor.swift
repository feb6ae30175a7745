import Glibc

/// A value behind a lock that one kind of thread can wait on: the building block of every queue between threads here.
///
/// pthread_mutex_lock(3), pthread_cond_timedwait(3); the deadline is CLOCK_MONOTONIC, so that setting the clock moves none.
// @unchecked Sendable and @safe: `state` is touched only between lock() and unlock(); the two pointers never change.
@safe
final class Monitor<State: Sendable>: @unchecked Sendable {
    private var state: State
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let changed: UnsafeMutablePointer<pthread_cond_t>

    /// Puts a value behind a lock.
    init(_ state: State) {
        self.state = state
        unsafe mutex = .allocate(capacity: 1)
        unsafe changed = .allocate(capacity: 1)
        unsafe pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        unsafe pthread_condattr_init(&attributes)
        unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        unsafe pthread_cond_init(changed, &attributes)
        unsafe pthread_condattr_destroy(&attributes)
    }

    deinit {
        unsafe pthread_cond_destroy(changed)
        unsafe pthread_mutex_destroy(mutex)
        unsafe changed.deallocate()
        unsafe mutex.deallocate()
    }

    /// Looks at or changes the value and wakes nobody.
    func withLock<Result>(_ body: (inout State) -> Result) -> Result {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        return body(&state)
    }

    /// Changes the value and wakes one waiting thread.
    func update(_ body: (inout State) -> Void) {
        withLock(body)
        unsafe pthread_cond_signal(changed)
    }

    /// Changes the value and wakes all waiting threads.
    func updateForAll(_ body: (inout State) -> Void) {
        withLock(body)
        unsafe pthread_cond_broadcast(changed)
    }

    /// Waits until `body` gives something, asking it at once and after every change. Nil when the deadline passes first;
    /// without a deadline it waits for ever.
    func wait<Result>(until deadline: Monotonic? = nil, _ body: (inout State) -> Result?) -> Result? {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        while true {
            if let result = body(&state) { return result }
            guard let deadline else {
                unsafe pthread_cond_wait(changed, mutex)
                continue
            }
            var time = timespec(
                tv_sec: Int(deadline.nanoseconds / 1_000_000_000), tv_nsec: Int(deadline.nanoseconds % 1_000_000_000))
            if unsafe pthread_cond_timedwait(changed, mutex, &time) == ETIMEDOUT { return body(&state) }
        }
    }
}
