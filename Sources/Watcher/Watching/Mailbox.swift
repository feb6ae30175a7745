/// Everything that the scout is told by other threads, until it takes it all at once.
struct Mail: Sendable {
    /// Raw events, as the kernel gave them.
    var events: [UInt8] = []
    /// Whether there were more events than the mailbox holds.
    var hasLostEvents = false
    /// Files that were read, or could not be.
    var finished: [FinishedFile] = []
    /// Whether to stop.
    var isStopping = false

    /// Whether there is nothing to do.
    var isEmpty: Bool { events.isEmpty && !hasLostEvents && finished.isEmpty && !isStopping }
}

typealias Mailbox = Monitor<Mail>

extension Monitor<Mail> {
    /// Takes what there is, waiting for something until the deadline.
    func take(until deadline: Monotonic) -> Mail {
        wait(until: deadline) { $0.isEmpty ? nil : $0.taken() } ?? Mail()
    }

    /// Takes what there is at once.
    func takeNow() -> Mail {
        withLock { $0.taken() }
    }
}

extension Mail {
    /// What there is, leaving nothing but the wish to stop.
    fileprivate mutating func taken() -> Mail {
        let mail = self
        self = Mail(isStopping: isStopping)
        return mail
    }
}
