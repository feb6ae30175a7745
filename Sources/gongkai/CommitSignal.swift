import Synchronization

/// Passes on that something was recorded to those who want to know; breaks the knot between the services that do both.
final class CommitSignal: Sendable {
    private let listeners = Mutex<[@Sendable () -> Void]>([])

    /// Has `listener` called at every signal, on whatever thread it comes; it must not block.
    func add(_ listener: @escaping @Sendable () -> Void) {
        listeners.withLock { $0.append(listener) }
    }

    /// Tells everybody.
    func send() {
        for listener in listeners.withLock({ $0 }) { listener() }
    }
}
