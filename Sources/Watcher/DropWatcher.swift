public import Core
public import Documents
public import Logging
public import ServiceLifecycle

/// The daemon's intake: watches the drop directories, and has every report in them read, examined and stored.
///
/// Threads: one empties the kernel's event queue, one finds files and decides (``Scout``), as many as there are cores
/// read and examine, one stores. Nothing blocks Swift's cooperative pool.
///
/// On the very first start, while the archive's first backlog is open, what the first walk finds is stored silently and
/// makes one digest when all of it is stored and every watched directory was there once, so that one not yet mounted
/// belongs to it. What an event or a later walk brings meanwhile is new, and announced.
public struct DropWatcher: Service, CustomStringConvertible {
    /// What logs call this service.
    public var description: String { "watcher" }

    private let settings: WatchSettings
    private let examine: FileReader.Examine
    private let refuse: FileReader.Refuse
    private let needsChild: FileReader.NeedsChild
    private let join: FileReader.Join
    private let archive: any ReportArchive
    private let now: @Sendable () -> UnixTime
    private let logger: Logger
    private let onReady: @Sendable () -> Void
    private let onCommit: @Sendable () -> Void
    private let eventBufferLimit: Int
    private let mailbox = Mailbox(Mail())
    private let meter = IntakeMeter()
    /// What the intake counts for those who watch it from outside.
    public let metrics: IntakeMetrics

    /// A watcher.
    ///
    /// - Parameters:
    ///   - settings: what to watch and how.
    ///   - examiner: judges the bytes.
    ///   - archive: keeps the results.
    ///   - now: the wall clock.
    ///   - logger: gets one line for every report.
    ///   - onReady: called once, when the directories are watched and what the first walk found is on its way.
    ///   - onCommit: called after every commit, on the storing thread; it must not block.
    public init(
        settings: WatchSettings, examiner: Examiner, archive: any ReportArchive,
        now: @escaping @Sendable () -> UnixTime, logger: Logger,
        onReady: @escaping @Sendable () -> Void = {}, onCommit: @escaping @Sendable () -> Void = {}
    ) {
        self.init(
            settings: settings, examine: { examiner.examine($0, name: $1, sidecar: $2) },
            refuse: { examiner.examination(of: $0) }, needsChild: { examiner.needsChild($0) },
            join: { examiner.examine($0, attachments: $1, sidecar: $2) }, archive: archive,
            now: now, logger: logger, onReady: onReady,
            onCommit: onCommit)
    }

    /// A watcher with any judge and with room for so many bytes of events.
    init(
        settings: WatchSettings, examine: @escaping FileReader.Examine,
        refuse: @escaping FileReader.Refuse = { Examination(failure: $0) },
        needsChild: @escaping FileReader.NeedsChild = { _ in false },
        join: @escaping FileReader.Join = { _, _, _ in nil }, archive: any ReportArchive,
        now: @escaping @Sendable () -> UnixTime, logger: Logger, onReady: @escaping @Sendable () -> Void,
        onCommit: @escaping @Sendable () -> Void, eventBufferLimit: Int = 8 << 20
    ) {
        self.settings = settings
        self.examine = examine
        self.refuse = refuse
        self.needsChild = needsChild
        self.join = join
        self.archive = archive
        self.now = now
        self.logger = logger
        self.onReady = onReady
        self.onCommit = onCommit
        self.eventBufferLimit = eventBufferLimit
        metrics = IntakeMetrics(workerCount: settings.workerCount)
    }

    /// Where the intake stands; from any thread at any time.
    public var status: IntakeStatus { meter.status }

    /// Works until graceful shutdown or cancellation, then stores what has been read and ends its threads.
    ///
    /// - Throws: what the archive throws when it cannot be read at the start; ``SyscallError`` when the system gives no
    ///   threads, or no inotify where the settings insist on it.
    public func run() async throws {
        try await withTaskCancellationOrGracefulShutdownHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                do {
                    _ = try Thread(name: "gongkai-scout", isJoined: false) {
                        continuation.resume(with: Result { try work() })
                    }
                } catch {
                    continuation.resume(throwing: error)
                }
            }
        } onCancelOrGracefulShutdown: {
            stop()
        }
    }

    /// Makes ``work()`` return soon.
    func stop() {
        mailbox.update { $0.isStopping = true }
    }

    /// Works on the calling thread until ``stop()``.
    func work() throws {
        let inventory = try Inventory(of: archive)
        let isBacklogOpen = try archive.initialBacklogIsOpen()
        let events = try openEvents()
        let reading = try events.map { events in try Thread(name: "gongkai-inotify") { events.run() } }
        defer {
            events?.stop()
            reading?.join()
        }
        let pipeline = try makePipeline()
        defer { pipeline.stop() }
        let scout = try Scout(
            settings: settings, inventory: inventory, isBacklogOpen: isBacklogOpen, mailbox: mailbox,
            pipeline: pipeline, events: events, meter: meter, metrics: metrics, logger: logger, onReady: onReady)
        scout.run()
    }

    private func makePipeline() throws -> IntakePipeline {
        let mailbox = mailbox
        let tell: @Sendable ([FinishedFile]) -> Void = { files in mailbox.update { $0.finished += files } }
        return try IntakePipeline(
            reader: FileReader(
                settings: settings, examine: examine, refuse: refuse, needsChild: needsChild, join: join,
                lastSidecar: { [archive] in try archive.readableSidecar(at: $0) },
                companions: { [archive] in try archive.companions(ofAttachment: $0) }, metrics: metrics, now: now),
            writer: IntakeWriter(
                archive: archive, meter: meter, metrics: metrics, now: now, logger: logger, onFinished: tell,
                onCommit: onCommit),
            metrics: metrics, onFinished: tell)
    }

    /// The kernel's events; nil when there is polling only.
    private func openEvents() throws -> EventReader? {
        guard settings.mode != .poll else { return nil }
        do {
            return try EventReader(mailbox: mailbox, limit: eventBufferLimit)
        } catch {
            guard settings.mode == .auto else { throw error }
            logger.warning("no inotify, polling instead", metadata: ["error": "\(error)"])
            return nil
        }
    }
}
