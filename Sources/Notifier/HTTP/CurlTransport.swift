internal import CCurl
internal import Core

/// Sends requests over one multi handle, several at a time, and hands back what they came to; belongs to one thread.
final class CurlTransport {
    /// How many requests are under way at most; the others wait their turn, and their time-outs begin with it.
    static let mostAtOnce = 64

    private let multi: CurlMulti
    private let network: NetworkPolicy
    private var waiting: ArraySlice<(request: CurlRequest, tag: Int)> = []
    private var idle: [CurlTransfer] = []
    private var active: [UInt: CurlTransfer] = [:]
    private var endedAtOnce: [(tag: Int, exchange: Exchange)] = []
    private let localWriter: LocalWriter
    private let mails: MailCarrier?

    /// A transport that hands mails to threads of their own.
    convenience init(multi: CurlMulti, network: NetworkPolicy) {
        self.init(multi: multi, network: network, mails: MailCarrier(network: network) { multi.wake() })
    }

    /// A transport that carries mails itself where there is no carrier for them.
    init(multi: CurlMulti, network: NetworkPolicy, mails: MailCarrier?) {
        self.multi = multi
        self.mails = mails
        localWriter = LocalWriter { multi.wake() }
        self.network = network
    }

    deinit {
        // libcurl wants every easy handle taken out before either is cleaned up.
        for transfer in active.values { multi.remove(transfer.easy) }
    }

    /// Begins a request; its end comes out of ``advance(waitingAtMost:)`` under the same tag.
    func start(_ request: TransferRequest, tag: Int) {
        switch request {
        case .http(let request): waiting.append((.http(request), tag))
        case .mail(let request):
            guard let mails else {
                waiting.append((.mail(request), tag))
                break
            }
            mails.start(request, tag: tag)
        case .local(let write): localWriter.start(write, tag: tag)
        }
        startWaiting()
    }

    /// Sends what can be sent at once.
    func push() {
        multi.perform()
    }

    /// Moves all transfers on and returns those that ended; waits for something to happen only when none did.
    ///
    /// The order matters: to poll before the ended transfers are read sleeps the whole time-out for each request.
    func advance(waitingAtMost milliseconds: Int) -> [(tag: Int, exchange: Exchange)] {
        multi.perform()
        var ended = takeEnded()
        if ended.isEmpty, milliseconds > 0 {
            multi.poll(milliseconds: milliseconds)
            multi.perform()
            ended = takeEnded()
        }
        return ended
    }

    private func startWaiting() {
        while active.count < CurlTransport.mostAtOnce, let (request, tag) = waiting.popFirst() {
            guard let transfer = idle.popLast() ?? CurlTransfer(network: network) else {
                fail(tag, "libcurl has no handle left")
                continue
            }
            if !begin(transfer, request, tag: tag) {
                idle.append(transfer)
                fail(tag, "libcurl refused the request")
            }
        }
    }

    private func begin(
        _ transfer: CurlTransfer, _ request: CurlRequest, tag: Int, freshConnection: Bool = false
    ) -> Bool {
        guard transfer.prepare(request, tag: tag, freshConnection: freshConnection),
            multi.add(transfer.easy) == CURLM_OK
        else { return false }
        active[transfer.easy.id] = transfer
        return true
    }

    private func takeEnded() -> [(tag: Int, exchange: Exchange)] {
        var ended: [(tag: Int, exchange: Exchange)] = []
        while let (id, code) = multi.nextFinished() {
            guard let transfer = active.removeValue(forKey: id) else { continue }
            let exchange = transfer.finish(code)
            let request = transfer.shouldRepeat(after: code) ? transfer.request : nil
            multi.remove(transfer.easy)
            if let request, begin(transfer, request, tag: transfer.tag, freshConnection: true) { continue }
            ended.append((transfer.tag, exchange))
            idle.append(transfer)
        }
        startWaiting()
        defer { endedAtOnce.removeAll() }
        return endedAtOnce + localWriter.takeEnded() + (mails?.takeEnded() ?? []) + ended
    }

    private func fail(_ tag: Int, _ detail: String) {
        let failure = TransportFailure(kind: .unusable, detail: detail)
        endedAtOnce.append((tag, Exchange(result: .failure(failure), timings: AttemptTimings())))
    }
}
