internal import CCurl

/// Sends requests over one multi handle, several at a time, and hands back what they came to; belongs to one thread.
final class CurlTransport {
    private let multi: CurlMulti
    private let network: NetworkPolicy
    private var idle: [CurlTransfer] = []
    private var active: [UInt: CurlTransfer] = [:]
    private var failedAtOnce: [(tag: Int, exchange: Exchange)] = []

    init(multi: CurlMulti, network: NetworkPolicy) {
        self.multi = multi
        self.network = network
    }

    deinit {
        // libcurl wants every easy handle taken out before either is cleaned up.
        for transfer in active.values { multi.remove(transfer) }
    }

    /// Begins a request; its end comes out of ``advance(waitingAtMost:)`` under the same tag.
    func start(_ request: HTTPRequest, tag: Int) {
        guard let transfer = idle.popLast() ?? CurlTransfer(network: network) else {
            return fail(tag, "libcurl has no handle left")
        }
        guard transfer.prepare(request, tag: tag), multi.add(transfer) == CURLM_OK else {
            return fail(tag, "libcurl refused the request")
        }
        active[transfer.id] = transfer
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

    private func takeEnded() -> [(tag: Int, exchange: Exchange)] {
        var ended = failedAtOnce
        failedAtOnce.removeAll()
        while let (id, code) = multi.nextFinished() {
            guard let transfer = active.removeValue(forKey: id) else { continue }
            ended.append((transfer.tag, transfer.finish(code)))
            multi.remove(transfer)
            idle.append(transfer)
        }
        return ended
    }

    private func fail(_ tag: Int, _ detail: String) {
        failedAtOnce.append((tag, Exchange(result: .failure(.init(kind: .unusable, detail: detail)), milliseconds: 0)))
    }
}
