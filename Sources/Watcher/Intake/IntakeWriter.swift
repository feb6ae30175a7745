import Core
import Logging

/// A result on its way to the archive.
struct ExaminedFile: Sendable {
    /// The file that was to be read: the intake's own, or an attachment that was read with its page.
    let path: BytePath
    let intake: Intake
    /// The other reports in an archive of several.
    var members: [Intake] = []
    let announcement: Announcement
    /// The file as it was read; nil when it could not be opened.
    let status: FileStatus?
    let isRacy: Bool
    let sidecar: SidecarSighting?
    var others: [SeenFile] = []

    /// All that is to be stored.
    var intakes: [Intake] { members + [intake] }

    /// What the scout is told when it is stored.
    var stored: FinishedFile { finished(.stored(status, isRacy: isRacy)) }

    /// What the scout is told when the archive never takes it.
    var refused: FinishedFile { finished(.refused(status, isRacy: isRacy)) }

    private func finished(_ outcome: IntakeOutcome) -> FinishedFile {
        FinishedFile(path: path, outcome: outcome, sidecar: sidecar, others: others)
    }
}

/// Stores results on one thread. What is waiting goes in one transaction: a lone file at once, many together, so that
/// the cost of making them durable is shared. What the archive does not take stays here and is tried again, unless the
/// archive says that it never will; a result counts as stored only when the archive has said so.
struct IntakeWriter: Sendable {
    /// The most results in one transaction.
    private static let batchSize = 128
    /// The pauses while the archive fails, milliseconds: doubling from the first to the last.
    private static let pauses: (first: Int64, longest: Int64) = (250, 15_000)

    let archive: any ReportArchive
    let meter: IntakeMeter
    let metrics: IntakeMetrics
    let now: @Sendable () -> UnixTime
    let logger: Logger
    let onFinished: @Sendable ([FinishedFile]) -> Void
    let onCommit: @Sendable () -> Void

    private let queue = Monitor(Queue())

    private struct Queue: Sendable {
        var waiting = Fifo<ExaminedFile>()
        var closesBacklog = false
        var isClosed = false
    }

    private enum Job {
        case store([ExaminedFile])
        case closeBacklog
    }

    init(
        archive: any ReportArchive, meter: IntakeMeter, metrics: IntakeMetrics,
        now: @escaping @Sendable () -> UnixTime, logger: Logger,
        onFinished: @escaping @Sendable ([FinishedFile]) -> Void, onCommit: @escaping @Sendable () -> Void
    ) {
        self.archive = archive
        self.meter = meter
        self.metrics = metrics
        self.now = now
        self.logger = logger
        self.onFinished = onFinished
        self.onCommit = onCommit
    }

    /// Takes a result over.
    func submit(_ file: ExaminedFile) {
        queue.update { $0.waiting.append(file) }
    }

    /// Ends the first backlog when everything handed over before is stored.
    func closeBacklog() {
        queue.update { $0.closesBacklog = true }
    }

    /// Lets ``run()`` return when everything handed over is stored, or at the next failure.
    func close() {
        queue.update { $0.isClosed = true }
    }

    /// Stores until closed. A job that fails goes to the end of the queue, so that it meets others there.
    func run() {
        var failures = 0
        while let job = next() {
            metrics.writer.begin(at: Monotonic.now().nanoseconds)
            defer { metrics.writer.end() }
            do {
                try perform(job)
                if failures > 0 { tellRecovery() }
                failures = 0
            } catch {
                if failures == 0 { tellTrouble(error) }
                failures += 1
                metrics.writer.end()
                guard putBack(job) else { return }
                let pause = min(Self.pauses.first << Int64(min(failures - 1, 16)), Self.pauses.longest)
                _ = queue.wait(until: .now() + pause) { $0.isClosed ? true : nil }
            }
        }
    }

    private func perform(_ job: Job) throws {
        switch job {
        case .store(let files):
            do { try commit(files) } catch { guard storeEach(files, error) else { throw error } }
        case .closeBacklog:
            try archive.closeInitialBacklog(now: now())
            logger.info("first backlog taken in")
            onCommit()
        }
    }

    private func next() -> Job? {
        let job: Job?? = queue.wait { queue in
            guard let first = queue.waiting.first else {
                if queue.closesBacklog {
                    queue.closesBacklog = false
                    return .some(.closeBacklog)
                }
                return queue.isClosed ? .some(nil) : nil
            }
            var batch: [ExaminedFile] = []
            while batch.count < Self.batchSize, let file = queue.waiting.first, file.announcement == first.announcement
            {
                _ = queue.waiting.popFirst()
                batch.append(file)
            }
            return .some(.store(batch))
        }
        return job ?? nil
    }

    /// False when closed: what is left is still where it was found, and read again at the next start.
    private func putBack(_ job: Job) -> Bool {
        let isClosed = queue.withLock { queue in
            switch job {
            case .store(let files): for file in files { queue.waiting.append(file) }
            case .closeBacklog: queue.closesBacklog = true
            }
            return queue.isClosed
        }
        if isClosed { logger.warning("stopped before all results were stored; the next start reads them again") }
        return !isClosed
    }

    private func tellTrouble(_ error: any Error) {
        logger.error("archive takes no results, trying again", metadata: ["error": "\(error)"])
        meter.update { $0.archiveFailure = "\(error)" }
    }

    private func tellRecovery() {
        logger.notice("archive takes results again")
        meter.update { $0.archiveFailure = nil }
    }

    /// Stores in one transaction and tells. Throws what the archive throws.
    private func commit(_ files: [ExaminedFile]) throws {
        guard let last = files.last else { return }
        let start = Monotonic.now().nanoseconds
        let intakes = files.flatMap(\.intakes)
        let receipts = try archive.record(intakes, announcement: last.announcement)
        let committed = Monotonic.now()
        metrics.commit.record(nanoseconds: committed.nanoseconds - start)
        onCommit()
        metrics.count(zip(intakes, receipts))
        meter.update { status in
            var rest = receipts[...]
            for file in files { status.count(rest.popFirst(file.intakes.count).map(\.outcome)) }
            status.lastFile = last.intake.file.path.display
            status.lastVerdict = receipts.last?.verdict
        }
        for (intake, receipt) in zip(intakes, receipts) { log(intake, last.announcement, receipt, committed) }
        onFinished(files.map(\.stored))
    }

    /// Stores each result of a failed batch alone, so that one that the archive cannot take does not hold up the others.
    /// False when neither the first nor the last is taken or refused: then the cause lies with the archive and all of
    /// them wait.
    private func storeEach(_ batch: [ExaminedFile], _ error: any Error) -> Bool {
        guard batch.count > 1 else { return batch.allSatisfy { refuse($0, error) } }
        guard let settled = [0, batch.count - 1].first(where: { failure(of: batch[$0]) == nil }) else { return false }
        for (index, file) in batch.enumerated() where index != settled {
            guard let error = failure(of: file) else { continue }
            logger.error(
                "result cannot be stored, trying again later",
                metadata: ["file.path": "\(file.intake.file.path.display)", "error": "\(error)"])
            onFinished([FinishedFile(path: file.path, outcome: .postponed)])
        }
        return true
    }

    /// Gives a result up when the archive says that it will never take it; false when it does not say so.
    private func refuse(_ file: ExaminedFile, _ error: any Error) -> Bool {
        guard let error = error as? any ArchiveFailure, error.isRefusal else { return false }
        logger.error(
            "result cannot be stored, file left alone until it changes or the next start",
            metadata: [
                "file.path": "\(file.intake.file.path.display)", "error": "\(error)", "hint": "\(error.hint)",
            ])
        onFinished([file.refused])
        return true
    }

    /// Why a result cannot be stored alone at present; nil when it has been, or is given up.
    private func failure(of file: ExaminedFile) -> (any Error)? {
        do {
            try commit([file])
            return nil
        } catch {
            return refuse(file, error) ? nil : error
        }
    }

    private func log(
        _ intake: Intake, _ announcement: Announcement, _ receipt: Receipt, _ committed: Monotonic
    ) {
        let level = announcement == .announced ? Logger.Level.info : .debug
        guard logger.logLevel <= level else { return }
        var metadata: Logger.Metadata = [
            "file.path": "\(intake.file.path.display)", "report.verdict": "\(receipt.verdict.rawValue)",
        ]
        metadata["report.agency"] = receipt.agency.map { "\($0)" }
        metadata["report.year"] = receipt.year.map { "\($0)" }
        // For whoever measures how long it takes from here to a chat.
        if logger.logLevel <= .debug { metadata["commit.monotonic_us"] = "\(committed.nanoseconds / 1000)" }
        if !receipt.rules.isEmpty {
            metadata["report.rules"] = .array(receipt.rules.map { .string($0.description) })
        }
        switch receipt.outcome {
        case .recorded: logger.log(level: level, "report recorded", metadata: metadata)
        case .duplicate: logger.log(level: level, "content known already", metadata: metadata)
        case .rejudged: logger.log(level: level, "known content judged anew", metadata: metadata)
        }
    }
}

extension IntakeStatus {
    /// Counts what storing a file came to: an archive of several reports is one file.
    fileprivate mutating func count(_ outcomes: [Receipt.Outcome]) {
        var isRejudged = false
        for outcome in outcomes {
            switch outcome {
            case .recorded: return recorded += 1
            case .rejudged: isRejudged = true
            case .duplicate: break
            }
        }
        if isRejudged { rejudged += 1 } else { duplicates += 1 }
    }
}

extension ArraySlice {
    /// Takes so many elements from the front.
    fileprivate mutating func popFirst(_ count: Int) -> Self {
        defer { self = dropFirst(count) }
        return prefix(count)
    }
}
