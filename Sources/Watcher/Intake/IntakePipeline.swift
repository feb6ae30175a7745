import Core

/// Workers that read and examine files, and one writer that stores the results in the order in which the files were
/// submitted: the part that the daemon and `ingest` share. Files that need a child have workers and an order of their own,
/// so that a thousand PDFs hold up no text; those that a walk has found wait until its other files are read, so that it does
/// not depend on speed which of two is stored last. What becomes of every order is told by `onFinished`; the caller bounds
/// how many orders are under way.
struct IntakePipeline: Sendable {
    private let lanes: Lanes
    private let writer: IntakeWriter
    private let workers: [Thread]
    private let writing: Thread

    fileprivate struct Lanes: Sendable {
        let main = Monitor(ReadingLane())
        /// Those that need a child.
        let aside = Monitor(ReadingLane(holdsYielding: true))
        let reader: FileReader
        let writer: IntakeWriter
        let metrics: IntakeMetrics
        let onFinished: @Sendable ([FinishedFile]) -> Void
    }

    /// Starts the threads: as many as `metrics` has for files that need a child, and for all others. `onFinished` is called
    /// on them.
    init(
        reader: FileReader, writer: IntakeWriter, metrics: IntakeMetrics,
        onFinished: @escaping @Sendable ([FinishedFile]) -> Void
    ) throws(SyscallError) {
        self.writer = writer
        writing = try Thread(name: "gongkai-write") { writer.run() }
        let lanes = Lanes(reader: reader, writer: writer, metrics: metrics, onFinished: onFinished)
        self.lanes = lanes
        var workers: [Thread] = []
        for (index, pulse) in metrics.readers.enumerated() {
            workers.append(try Thread(name: "gongkai-read-\(index + 1)") { lanes.work(in: lanes.main, pulse) })
        }
        for (index, pulse) in metrics.children.enumerated() {
            workers.append(try Thread(name: "gongkai-child-\(index + 1)") { lanes.work(in: lanes.aside, pulse) })
        }
        self.workers = workers
    }

    /// Has a file read, examined and stored.
    func submit(_ order: ReadOrder) {
        lanes.main.update { $0.append(order, at: .now()) }
    }

    /// Says whether files that a walk has found and that need a child have to wait, as they do at first.
    func holdAside(_ isHeld: Bool) {
        guard lanes.aside.withLock({ $0.holdsYielding != isHeld }) else { return }
        lanes.aside.updateForAll { $0.holdsYielding = isHeld }
    }

    /// Has the archive end the taking in of the first backlog.
    func closeBacklog() {
        writer.closeBacklog()
    }

    /// Ends the threads: files not yet begun are left where they are, what was read is stored.
    func stop() {
        for lane in [lanes.main, lanes.aside] { lane.updateForAll { $0.close() } }
        for worker in workers { worker.join() }
        writer.close()
        writing.join()
    }
}

extension IntakePipeline.Lanes {
    fileprivate func work(in lane: Monitor<ReadingLane>, _ pulse: Pulse) {
        while let turn = take(from: lane) {
            let now = Monotonic.now().nanoseconds
            pulse.begin(at: now)
            defer { pulse.end() }
            metrics.queue.record(nanoseconds: now - turn.since.nanoseconds)
            switch reader.read(turn.order, mayStartChild: lane === aside) {
            case .examined(let read):
                let file = ExaminedFile(
                    path: turn.order.path, intake: read.intake, members: read.members,
                    announcement: turn.order.announcement, status: read.status, isRacy: read.isRacy,
                    sidecar: read.sidecar, others: read.others)
                finish(turn, in: lane, .examined(file), bytes: max(0, read.status?.size ?? 0))
            case .put(.setAside):
                finish(turn, in: lane, .setAside(turn.order))
            case .put(let outcome):
                onFinished([FinishedFile(path: turn.order.path, outcome: outcome)])
                finish(turn, in: lane, nil)
            }
        }
    }

    /// The next order; nil when there will be none.
    private func take(from lane: Monitor<ReadingLane>) -> ReadingLane.Turn? {
        let turn: ReadingLane.Turn?? = lane.wait { lane in
            if let turn = lane.begin() { return .some(turn) }
            return lane.isClosed ? .some(nil) : nil
        }
        return turn ?? nil
    }

    /// Passes on what is due, within the lock, so that no other worker passes on what comes after before.
    private func finish(
        _ turn: ReadingLane.Turn, in lane: Monitor<ReadingLane>, _ result: ReadingLane.Result?, bytes: Int64 = 0
    ) {
        let wasFull = lane.withLock { lane in
            let wasFull = lane.isFull
            for result in lane.finish(turn, result, bytes: bytes) { pass(result) }
            return wasFull
        }
        if wasFull { lane.updateForAll { _ in } }
    }

    private func pass(_ result: ReadingLane.Result) {
        switch result {
        case .examined(let file): writer.submit(file)
        case .setAside(let order):
            // Told first: the child may be done sooner than anybody thinks.
            onFinished([FinishedFile(path: order.path, outcome: .setAside)])
            aside.update { $0.append(order, yields: order.isFound, at: .now()) }
        }
    }
}
