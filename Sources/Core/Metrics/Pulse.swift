import Synchronization

/// Since when a thread has been at its present piece of work: by it one sees from outside that a thread is stuck.
///
/// Moments are nanoseconds of a clock that nobody can set and that stands while the machine sleeps; they come from outside.
public final class Pulse: Sendable {
    private let beganAt = Atomic<Int64>(0)

    /// A thread that waits for work.
    public init() {}

    /// A piece of work begins.
    public func begin(at now: Int64) {
        beganAt.store(now, ordering: .relaxed)
    }

    /// It is done, and the thread waits.
    public func end() {
        beganAt.store(0, ordering: .relaxed)
    }

    /// How long the present piece of work has taken so far, nanoseconds; nil while the thread waits.
    public func elapsed(at now: Int64) -> Int64? {
        let began = beganAt.load(ordering: .relaxed)
        return began == 0 ? nil : max(0, now - began)
    }
}
