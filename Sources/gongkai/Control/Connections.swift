import Foundation

/// The connections that a control server has at a time: few, so that clients cannot use up its threads.
///
/// `@unchecked` because everything that changes is touched only under `condition`.
final class Connections: @unchecked Sendable {
    private let capacity: Int
    private let condition = NSCondition()
    private var open: [ObjectIdentifier: UnixSocket] = [:]
    private var stopping = false

    init(capacity: Int = 8) {
        self.capacity = capacity
    }

    /// Whether work under way is to end early.
    var isStopping: Bool { condition.withLock { stopping } }

    /// Waits until another connection may be taken; false when none may any more.
    func awaitPlace() -> Bool {
        condition.withLock {
            while !stopping, open.count >= capacity { condition.wait() }
            return !stopping
        }
    }

    /// Counts a connection in; false when it came too late.
    func add(_ connection: UnixSocket) -> Bool {
        condition.withLock {
            if !stopping { open[ObjectIdentifier(connection)] = connection }
            return !stopping
        }
    }

    /// Counts a connection out.
    func remove(_ connection: UnixSocket) {
        condition.withLock {
            open[ObjectIdentifier(connection)] = nil
            condition.broadcast()
        }
    }

    /// Waits so long, or until ``stop()``.
    func pause(seconds: TimeInterval) {
        condition.withLock {
            let end = Date(timeIntervalSinceNow: seconds)
            while !stopping, condition.wait(until: end) {}
        }
    }

    /// Takes no more, and wakes those that wait for a client's next line. What is being answered may be sent to its end.
    func stop() {
        condition.withLock {
            stopping = true
            for connection in open.values { connection.endReading() }
            condition.broadcast()
        }
    }

    /// Waits until all have ended; after some seconds the clients that do not take their answer are hung up on.
    func awaitEnd(grace: TimeInterval = 5) {
        condition.withLock {
            let end = Date(timeIntervalSinceNow: grace)
            while !open.isEmpty, condition.wait(until: end) {}
            for connection in open.values { connection.shutDown() }
            while !open.isEmpty { condition.wait() }
        }
    }
}
