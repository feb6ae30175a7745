internal import Core
internal import Synchronization

/// Carries out writes on this host, each on a thread of its own because a disk may take seconds; one at a time for each
/// target, in order. Belongs to one thread, like the ``CurlTransport`` that has it.
final class LocalWriter {
    private struct Order: Sendable {
        let write: LocalWrite
        let tag: Int
    }

    /// Where the threads put what they came to.
    private final class Results: Sendable {
        let ended = Mutex<[(order: Order, exchange: Exchange)]>([])
    }

    private let results = Results()
    private let onEnd: @Sendable () -> Void
    /// What each busy target is to take next.
    private var waiting: [LocalWrite.Target: ArraySlice<Order>] = [:]

    /// A writer that calls `onEnd`, on any thread, when a write has ended.
    init(onEnd: @escaping @Sendable () -> Void) {
        self.onEnd = onEnd
    }

    /// Begins a write; its end comes out of ``takeEnded()`` under the same tag.
    func start(_ write: LocalWrite, tag: Int) {
        let order = Order(write: write, tag: tag)
        if waiting[write.target] == nil {
            waiting[write.target] = []
            begin(order)
        } else {
            waiting[write.target]?.append(order)
        }
    }

    /// The writes that have ended since this was last asked.
    func takeEnded() -> [(tag: Int, exchange: Exchange)] {
        let ended = results.ended.withLock { ended in
            defer { ended = [] }
            return ended
        }
        for (order, _) in ended {
            let target = order.write.target
            if let next = waiting[target]?.popFirst() { begin(next) } else { waiting[target] = nil }
        }
        return ended.map { ($0.order.tag, $0.exchange) }
    }

    private func begin(_ order: Order) {
        do throws(NotifierError) {
            try OwnThread.detach { [results, onEnd] in
                let exchange = order.write.perform()
                results.ended.withLock { $0.append((order, exchange)) }
                onEnd()
            }
        } catch {
            let failure = TransportFailure(kind: .unusable, detail: "\(error.cause.english)")
            let exchange = Exchange(result: .failure(failure), timings: AttemptTimings())
            results.ended.withLock { $0.append((order, exchange)) }
            onEnd()
        }
    }
}
