internal import Core
internal import Synchronization

/// Carries mails, each channel's on a thread of its own: libcurl 7.88 lets no other transfer of its thread go on while it
/// waits for what a mail server says to a message, and to the goodbye. Belongs to one thread.
final class MailCarrier {
    private let network: NetworkPolicy
    private let onEnd: @Sendable () -> Void
    private let ended = Ended()
    private var threads: [Int: MailThread] = [:]

    /// Where the threads put what came of the mails.
    private final class Ended: Sendable {
        let exchanges = Mutex<[(tag: Int, exchange: Exchange)]>([])
    }

    /// A carrier that calls `onEnd`, on any thread, when a mail's transfer has ended.
    init(network: NetworkPolicy, onEnd: @escaping @Sendable () -> Void) {
        self.network = network
        self.onEnd = onEnd
    }

    deinit {
        for thread in threads.values { thread.stop() }
    }

    /// Begins a mail; its end comes out of ``takeEnded()`` under the same tag.
    func start(_ mail: MailRequest, tag: Int) {
        if let thread = threads[tag] { return thread.take(mail) }
        do throws(NotifierError) {
            let thread = try begin(tag: tag)
            threads[tag] = thread
            thread.take(mail)
        } catch {
            let failure = TransportFailure(kind: .unusable, detail: error.cause.english)
            let exchange = Exchange(result: .failure(failure), timings: AttemptTimings())
            ended.exchanges.withLock { $0.append((tag, exchange)) }
            onEnd()
        }
    }

    /// The mails whose transfer has ended since this was last asked.
    func takeEnded() -> [(tag: Int, exchange: Exchange)] {
        ended.exchanges.withLock { exchanges in
            defer { exchanges = [] }
            return exchanges
        }
    }

    private func begin(tag: Int) throws(NotifierError) -> MailThread {
        guard let multi = CurlMulti() else { throw .noLibcurl }
        let thread = MailThread(multi: multi)
        try OwnThread.detach { [network, ended, onEnd] in
            thread.run(network) { exchange in
                ended.exchanges.withLock { $0.append((tag, exchange)) }
                onEnd()
            }
        }
        return thread
    }
}

/// The side of a mail thread that other threads may touch.
private final class MailThread: Sendable {
    private struct Orders: Sendable {
        var mails: [MailRequest] = []
        var isOver = false
    }

    private let multi: CurlMulti
    private let orders = Mutex(Orders())

    init(multi: CurlMulti) {
        self.multi = multi
    }

    func take(_ mail: MailRequest) {
        orders.withLock { $0.mails.append(mail) }
        multi.wake()
    }

    func stop() {
        orders.withLock { $0.isOver = true }
        multi.wake()
    }

    /// Carries mails until it is told to stop.
    func run(_ network: NetworkPolicy, onEnd: (Exchange) -> Void) {
        let transport = CurlTransport(multi: multi, network: network, mails: nil)
        while true {
            let orders = orders.withLock { orders in
                defer { orders.mails = [] }
                return orders
            }
            if orders.isOver { return }
            for mail in orders.mails { transport.start(.mail(mail), tag: 0) }
            for (_, exchange) in transport.advance(waitingAtMost: 60_000) { onEnd(exchange) }
        }
    }
}
