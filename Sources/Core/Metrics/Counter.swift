import Synchronization

/// How often something happened since the start. Counting is one relaxed atomic addition; from any thread.
public final class Counter: Sendable {
    private let count = Atomic<Int>(0)

    /// Nothing has happened yet.
    public init() {}

    /// The count at this moment.
    public var value: Int { count.load(ordering: .relaxed) }

    /// It happened so many times more.
    public func add(_ times: Int = 1) {
        count.wrappingAdd(times, ordering: .relaxed)
    }
}
