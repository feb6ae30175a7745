import Core

/// Workers that read and examine files, and one writer that stores the results: the part that the daemon and `ingest`
/// share. Files that need a child have workers of their own, so that a thousand PDFs hold up no text. What becomes of every order is told by `onFinished`; the caller bounds how many orders are under way.
struct IntakePipeline: Sendable {
    private let orders = Monitor(Orders())
    /// Those that need a child.
    private let aside = Monitor(Orders())
    private let writer: IntakeWriter
    private let workers: [Thread]
    private let writing: Thread

    private struct Orders: Sendable {
        var waiting = Fifo<(order: ReadOrder, since: Monotonic)>()
        var isClosed = false

        mutating func append(_ order: ReadOrder) {
            if !isClosed { waiting.append((order, .now())) }
        }
    }

    /// Starts the threads: as many as `metrics` has for files that need a child, and for all others. `onFinished` is called on them.
    init(
        reader: FileReader, writer: IntakeWriter, metrics: IntakeMetrics,
        onFinished: @escaping @Sendable ([FinishedFile]) -> Void
    ) throws(SyscallError) {
        self.writer = writer
        writing = try Thread(name: "gongkai-write") { writer.run() }
        let (orders, aside) = (orders, aside)
        var workers: [Thread] = []
        for (index, pulse) in metrics.readers.enumerated() {
            workers.append(
                try Thread(name: "gongkai-read-\(index + 1)") {
                    Self.work(orders, settingAside: aside, reader, writer, (metrics.queue, pulse), onFinished)
                })
        }
        for (index, pulse) in metrics.children.enumerated() {
            workers.append(
                try Thread(name: "gongkai-child-\(index + 1)") {
                    Self.work(aside, settingAside: nil, reader, writer, (metrics.queue, pulse), onFinished)
                })
        }
        self.workers = workers
    }

    /// Has a file read, examined and stored.
    func submit(_ order: ReadOrder) {
        orders.update { $0.append(order) }
    }

    /// Has the archive end the taking in of the first backlog.
    func closeBacklog() {
        writer.closeBacklog()
    }

    /// Ends the threads: files not yet begun are left where they are, what was read is stored.
    func stop() {
        for lane in [orders, aside] {
            lane.updateForAll { lane in
                lane.waiting = Fifo()
                lane.isClosed = true
            }
        }
        for worker in workers { worker.join() }
        writer.close()
        writing.join()
    }

    private static func work(
        _ orders: Monitor<Orders>, settingAside aside: Monitor<Orders>?, _ reader: FileReader, _ writer: IntakeWriter,
        _ meters: (queue: Histogram, pulse: Pulse), _ onFinished: @Sendable ([FinishedFile]) -> Void
    ) {
        while let (order, since) = take(orders) {
            let now = Monotonic.now().nanoseconds
            meters.pulse.begin(at: now)
            defer { meters.pulse.end() }
            meters.queue.record(nanoseconds: now - since.nanoseconds)
            switch reader.read(order, mayStartChild: aside == nil) {
            case .examined(let intake, let status, let isRacy, let sidecar):
                writer.submit(
                    ExaminedFile(
                        intake: intake, announcement: order.announcement, status: status, isRacy: isRacy,
                        sidecar: sidecar))
            case .put(let outcome):
                onFinished([FinishedFile(path: order.path, outcome: outcome)])
                if outcome == .setAside { aside?.update { $0.append(order) } }
            }
        }
    }

    /// The next order; nil when there will be none.
    private static func take(_ orders: Monitor<Orders>) -> (order: ReadOrder, since: Monotonic)? {
        let order: (order: ReadOrder, since: Monotonic)?? = orders.wait { orders in
            if let order = orders.waiting.popFirst() { return .some(order) }
            return orders.isClosed ? .some(nil) : nil
        }
        return order ?? nil
    }
}
