import Core
import Logging

/// A result on its way to the archive.
struct ExaminedFile: Sendable {
    let intake: Intake
    let announcement: Announcement
    /// The file as it was read; nil when it could not be opened.
    let status: FileStatus?
    let isRacy: Bool
}

/// Stores results on one thread. What is waiting goes in one transaction: a lone file at once, many together, so that
/// the cost of making them durable is shared. What the archive does not take stays here and is tried again; a result
/// counts as stored only when the archive has said so.
struct IntakeWriter: Sendable {
    /// The most results in one transaction.
    private static let batchSize = 128
    /// The pauses while the archive fails, milliseconds: doubling from the first to the last.
    private static let pauses: (first: Int64, longest: Int64) = (250, 15_000)

    let archive: any ReportArchive
    let meter: IntakeMeter
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
        archive: any ReportArchive, meter: IntakeMeter, now: @escaping @Sendable () -> UnixTime, logger: Logger,
        onFinished: @escaping @Sendable ([FinishedFile]) -> Void, onCommit: @escaping @Sendable () -> Void
    ) {
        self.archive = archive
        self.meter = meter
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

    /// Lets ``run()`` return when everything handed over is stored, or the archive has refused it once more.
    func close() {
        queue.update { $0.isClosed = true }
    }

    /// Stores until closed.
    func run() {
        while let job = next() {
            switch job {
            case .store(let files): store(files)
            case .closeBacklog: endBacklog()
            }
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

    private func endBacklog() {
        guard persevere({ try archive.closeInitialBacklog(now: now()) }) else { return }
        meter.update { $0.isTakingInBacklog = false }
        logger.info("first backlog taken in")
        onCommit()
    }

    private func store(_ batch: [ExaminedFile]) {
        let isDone = persevere {
            do {
                try commit(batch)
            } catch {
                guard storeEach(batch) else { throw error }
            }
        }
        if !isDone { logger.warning("stopped before all results were stored; they are read again at the next start") }
    }

    /// Stores in one transaction and tells. Throws what the archive throws.
    private func commit(_ files: [ExaminedFile]) throws {
        guard let last = files.last else { return }
        let receipts = try archive.record(files.map(\.intake), announcement: last.announcement)
        onCommit()
        let recorded = receipts.count { if case .recorded = $0 { true } else { false } }
        meter.update { status in
            status.recorded += recorded
            status.duplicates += receipts.count - recorded
            status.lastFile = last.intake.file.path.display
            status.lastVerdict = last.intake.examination.verdict
        }
        for (file, receipt) in zip(files, receipts) { log(file, receipt) }
        onFinished(
            files.map { FinishedFile(path: $0.intake.file.path, outcome: .stored($0.status, isRacy: $0.isRacy)) })
    }

    /// Stores each result of a failed batch alone, so that one that the archive cannot take does not hold up the others.
    /// False when neither the first nor the last is taken: then the cause lies with the archive and all of them wait.
    private func storeEach(_ batch: [ExaminedFile]) -> Bool {
        guard batch.count > 1 else { return false }
        guard let taken = [0, batch.count - 1].first(where: { failure(of: batch[$0]) == nil }) else { return false }
        for (index, file) in batch.enumerated() where index != taken {
            guard let error = failure(of: file) else { continue }
            logger.error(
                "result cannot be stored, trying again later",
                metadata: ["file.path": "\(file.intake.file.path.display)", "error": "\(error)"])
            onFinished([FinishedFile(path: file.intake.file.path, outcome: .refused)])
        }
        return true
    }

    /// Why a result cannot be stored alone; nil when it has been.
    private func failure(of file: ExaminedFile) -> (any Error)? {
        do {
            try commit([file])
            return nil
        } catch {
            return error
        }
    }

    /// Does something until it works, with growing pauses. False when closed meanwhile: then one more attempt was the last.
    private func persevere(_ attempt: () throws -> Void) -> Bool {
        var pause = Self.pauses.first
        while true {
            let isLast = queue.withLock { $0.isClosed }
            do {
                try attempt()
                if pause > Self.pauses.first {
                    logger.notice("archive takes results again")
                    meter.update { $0.isArchiveFailing = false }
                }
                return true
            } catch {
                if pause == Self.pauses.first {
                    logger.error("archive takes no results, trying again", metadata: ["error": "\(error)"])
                    meter.update { $0.isArchiveFailing = true }
                }
            }
            if isLast { return false }
            _ = queue.wait(until: .now() + pause) { $0.isClosed ? true : nil }
            pause = min(pause * 2, Self.pauses.longest)
        }
    }

    private func log(_ file: ExaminedFile, _ receipt: Receipt) {
        let level = file.announcement == .announced ? Logger.Level.info : .debug
        guard logger.logLevel <= level else { return }
        let examination = file.intake.examination
        var metadata: Logger.Metadata = [
            "file.path": "\(file.intake.file.path.display)", "report.verdict": "\(examination.verdict.rawValue)",
        ]
        if let identity = examination.report?.identity {
            metadata["report.agency"] = identity.agency.map { "\($0)" }
            metadata["report.year"] = identity.year.map { "\($0)" }
        }
        switch receipt {
        case .recorded: logger.log(level: level, "report recorded", metadata: metadata)
        case .duplicate: logger.log(level: level, "content known already", metadata: metadata)
        }
    }
}
