internal import Synchronization

/// State that tests wait on: whoever waits is resumed by the change that makes the awaited fact true, without sleeping.
/// A test's time limit ends a wait for a fact that never comes.
public final class Observed<State: Sendable>: Sendable {
    private struct Waiter {
        let id: Int
        let isFact: @Sendable (State) -> Bool
        let continuation: CheckedContinuation<State, any Error>
    }

    private struct Storage {
        var state: State
        var waiters: [Waiter] = []
        var lastID = 0
    }

    private let storage: Mutex<Storage>

    /// Observed state.
    public init(_ state: State) {
        storage = Mutex(Storage(state: state))
    }

    /// The state now.
    public var value: State { storage.withLock { $0.state } }

    /// Changes the state and resumes those whose fact it makes true.
    public func update<Result: Sendable>(_ change: (inout State) -> Result) -> Result {
        let (result, ready) = storage.withLock { storage in
            let result = change(&storage.state)
            let ready = storage.waiters.filter { $0.isFact(storage.state) }
            storage.waiters.removeAll { waiter in ready.contains { $0.id == waiter.id } }
            return (result, ready.map { ($0, storage.state) })
        }
        for (waiter, state) in ready { waiter.continuation.resume(returning: state) }
        return result
    }

    /// Returns the state as soon as the fact holds.
    @discardableResult
    public func wait(until isFact: @escaping @Sendable (State) -> Bool) async throws -> State {
        let id = storage.withLock { storage in
            storage.lastID += 1
            return storage.lastID
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                register(Waiter(id: id, isFact: isFact, continuation: continuation))
            }
        } onCancel: {
            let waiter = storage.withLock { storage in
                storage.waiters.firstIndex { $0.id == id }.map { storage.waiters.remove(at: $0) }
            }
            waiter?.continuation.resume(throwing: CancellationError())
        }
    }

    private func register(_ waiter: Waiter) {
        let state = storage.withLock { storage -> State? in
            if waiter.isFact(storage.state) { return storage.state }
            storage.waiters.append(waiter)
            return nil
        }
        if let state {
            waiter.continuation.resume(returning: state)
        } else if Task.isCancelled {
            // Cancelled before it was registered: the handler found nothing to resume.
            let mine = storage.withLock { storage in
                storage.waiters.firstIndex { $0.id == waiter.id }.map { storage.waiters.remove(at: $0) }
            }
            mine?.continuation.resume(throwing: CancellationError())
        }
    }
}
