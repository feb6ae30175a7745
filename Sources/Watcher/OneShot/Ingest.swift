public import Core
public import Documents
import Glibc
public import Logging

/// The daemon's work once over files and folders. It can be broken off at any time and started again: what is stored is
/// not read again.
public struct Ingest: Sendable {
    /// How many files may be under way.
    private static let capacity = 2048
    /// Those among them that wait for a child.
    private static let asideCapacity = 65_536
    /// How often a file that changes while it is read is tried.
    private static let attempts = 5
    /// How often a caller is told of progress, milliseconds.
    private static let progressPause: Int64 = 100
    /// How many entries of directories are looked at before anything else is.
    private static let stride = 512

    private let settings: WatchSettings
    private let examine: FileReader.Examine
    private let refuse: FileReader.Refuse
    private let needsChild: FileReader.NeedsChild
    private let join: FileReader.Join
    private let archive: any ReportArchive
    private let announcement: Announcement
    private let now: @Sendable () -> UnixTime
    private let logger: Logger
    private let onCommit: @Sendable () -> Void

    /// What one pass came to.
    public struct Summary: Sendable, Hashable {
        /// Files that were found.
        public var found = 0
        /// Files that are stored as they stand and were not read.
        public var known = 0
        /// Files that gave a new revision.
        public var recorded = 0
        /// Files whose content was stored already.
        public var duplicates = 0
        /// Files whose content was stored already and was judged anew, mostly because of a sidecar.
        public var rejudged = 0
        /// Files that were gone before they could be read.
        public var vanished = 0
        /// Files and directories that could not be read or stored, each with the reason; the next pass tries again.
        public var failures: [SyscallError] = []
        /// Whether everything under the paths has been found, so that ``found`` rises no more.
        public var isListingComplete = false

        /// How many of the files found are done with.
        public var finished: Int { known + recorded + duplicates + rejudged + vanished + failures.count }
    }

    /// A pass.
    ///
    /// - Parameters:
    ///   - settings: which names are ignored, the limit of a file's size, how many files at a time; directories play no part.
    ///   - examiner: judges the bytes.
    ///   - archive: keeps the results.
    ///   - announcement: whether channels get the events.
    ///   - now: the wall clock.
    ///   - logger: gets what goes wrong, and one line for every announced report.
    ///   - onCommit: called after every commit, on the storing thread; it must not block.
    public init(
        settings: WatchSettings, examiner: Examiner, archive: any ReportArchive, announcement: Announcement,
        now: @escaping @Sendable () -> UnixTime, logger: Logger, onCommit: @escaping @Sendable () -> Void = {}
    ) {
        self.init(
            settings: settings, examine: { examiner.examine($0, name: $1, sidecar: $2) },
            refuse: { examiner.examination(of: $0) }, needsChild: { examiner.needsChild($0) },
            join: { examiner.examine($0, attachments: $1, sidecar: $2) }, archive: archive,
            announcement: announcement, now: now,
            logger: logger, onCommit: onCommit)
    }

    /// A pass with any judge.
    init(
        settings: WatchSettings, examine: @escaping FileReader.Examine,
        refuse: @escaping FileReader.Refuse = { Examination(failure: $0) },
        needsChild: @escaping FileReader.NeedsChild = { _ in false },
        join: @escaping FileReader.Join = { _, _, _ in nil }, archive: any ReportArchive,
        announcement: Announcement, now: @escaping @Sendable () -> UnixTime, logger: Logger,
        onCommit: @escaping @Sendable () -> Void
    ) {
        self.settings = settings
        self.examine = examine
        self.refuse = refuse
        self.needsChild = needsChild
        self.join = join
        self.archive = archive
        self.announcement = announcement
        self.now = now
        self.logger = logger
        self.onCommit = onCommit
    }

    /// Goes over the paths and returns when everything is stored. Blocks: to be called on a thread of its own.
    ///
    /// - Parameters:
    ///   - paths: files and directories; a file that is named is never ignored.
    ///   - isCancelled: asked often; when true, what was read is stored and the pass ends.
    ///   - progress: called a few times a second.
    /// - Returns: what the pass came to.
    /// - Throws: ``SyscallError`` for a path that is not there, and what the archive throws when it cannot be read.
    public func run(
        _ paths: [BytePath], isCancelled: () -> Bool = { false }, progress: (Summary) -> Void = { _ in }
    ) throws -> Summary {
        var pass = try Pass(paths: paths, settings: settings, archive: archive)
        let meter = IntakeMeter()
        let metrics = IntakeMetrics(workerCount: settings.workerCount)
        let mailbox = Mailbox(Mail())
        let tell: @Sendable ([FinishedFile]) -> Void = { files in mailbox.update { $0.finished += files } }
        let pipeline = try IntakePipeline(
            reader: FileReader(
                settings: settings, examine: examine, refuse: refuse, needsChild: needsChild, join: join,
                lastSidecar: { [archive] in try archive.readableSidecar(at: $0) },
                companions: { [archive] in try archive.companions(ofAttachment: $0) }, metrics: metrics, now: now),
            writer: IntakeWriter(
                archive: archive, meter: meter, metrics: metrics, now: now, logger: logger, onFinished: tell,
                onCommit: onCommit),
            metrics: metrics, onFinished: tell)
        func summary() -> Summary {
            var summary = pass.summary
            let status = meter.status
            (summary.recorded, summary.duplicates) = (status.recorded, status.duplicates)
            summary.rejudged = status.rejudged
            return summary
        }
        var nextProgress = Monotonic.now()
        while !isCancelled() {
            while pass.underWay.count - pass.aside.count < Self.capacity, pass.aside.count < Self.asideCapacity,
                let path = pass.next(within: Self.stride)
            {
                pipeline.submit(order(path))
            }
            let isReading = pass.underWay.count > pass.aside.count
            let isWalking = !pass.summary.isListingComplete && pass.aside.count < Self.asideCapacity
            pipeline.holdAside(isReading || isWalking)
            guard !pass.underWay.isEmpty || isWalking else { break }
            let pause = isWalking && pass.underWay.count - pass.aside.count < Self.capacity ? 0 : Self.progressPause
            for file in mailbox.take(until: .now() + pause).finished where pass.finish(file, Self.attempts) {
                pipeline.submit(order(file.path))
            }
            if Monotonic.now() >= nextProgress {
                progress(summary())
                nextProgress = .now() + Self.progressPause
            }
        }
        pipeline.stop()
        for file in mailbox.takeNow().finished { _ = pass.finish(file, 0) }
        progress(summary())
        return summary()
    }

    private func order(_ path: BytePath) -> ReadOrder {
        ReadOrder(path: path, announcement: announcement, isFinal: true, isFound: true)
    }
}

extension Ingest {
    /// What one pass has found and not finished.
    fileprivate struct Pass {
        var summary = Summary()
        /// Files under way, each with the number of attempts.
        var underWay: [BytePath: Int] = [:]
        /// Those of them that wait for a child.
        var aside: Set<BytePath> = []

        private let scan: TreeScan
        private let followsSymbolicLinks: Bool
        private var inventory: Inventory

        init(paths: [BytePath], settings: WatchSettings, archive: any ReportArchive) throws {
            scan = TreeScan(settings.tree)
            followsSymbolicLinks = settings.followsSymbolicLinks
            var named: [BytePath] = []
            for path in try paths.map({ try $0.absolute() }).reversed() {
                if try FileStatus(of: path, following: true).kind == .directory {
                    scan.add(root: path)
                } else {
                    let report = SidecarName.report(of: path).flatMap { try? $0.target() }
                    named.append(try report ?? path.target())
                }
            }
            inventory = try Inventory(of: archive)
            for path in named { meet(Inventory.key(of: path), try? FileStatus(of: path), { path }) }
        }

        /// The next file to be read; nil when there is none, or none within so many steps.
        mutating func next(within steps: Int) -> BytePath? {
            let scan = scan
            for _ in 0..<steps {
                switch scan.step(entering: { _, _ in }) {
                case .met: if !SidecarName.matches(scan.name) { meet(scan.key, try? scan.status(), { scan.path }) }
                case .due(let path): if begin(path) { return path }
                case .end:
                    summary.failures += scan.failures
                    scan.failures = []
                    summary.isListingComplete = true
                    return nil
                }
            }
            return nil
        }

        private mutating func meet(_ key: Inventory.Key, _ status: FileStatus?, _ path: () -> BytePath) {
            if !isKnown(key, status, path) { scan.found.add(path(), status) }
        }

        /// Whether a file is stored as it stands, with the sidecar that stands beside it.
        private mutating func isKnown(
            _ key: Inventory.Key, _ status: FileStatus?, _ path: () -> BytePath
        ) -> Bool {
            guard let status, inventory.recognizes(key, status) else { return false }
            let sidecar = SidecarName.sidecar(of: path())
            let entry = Inventory.key(of: sidecar)
            if let status = FileStatus(ofSidecar: sidecar, following: followsSymbolicLinks) {
                guard inventory.recognizes(entry, status) else { return false }
            } else if inventory.find(entry) != nil {
                return false
            }
            summary.found += 1
            summary.known += 1
            return true
        }

        /// False when the file is under way already.
        private mutating func begin(_ path: BytePath) -> Bool {
            guard underWay.updateValue(0, forKey: path) == nil else { return false }
            summary.found += 1
            return true
        }

        private mutating func remember(
            _ path: BytePath, _ status: FileStatus?, isRacy: Bool, _ sidecar: SidecarSighting?
        ) {
            inventory.remember(Inventory.key(of: path), status, isRacy: isRacy)
            let key = Inventory.key(of: SidecarName.sidecar(of: path))
            if let sidecar {
                inventory.remember(key, sidecar.status, isRacy: sidecar.isRacy)
            } else {
                inventory.forget(key)
            }
        }

        /// Takes in what became of a file. Whether it is to be read again.
        mutating func finish(_ file: FinishedFile, _ attempts: Int) -> Bool {
            guard file.outcome != .setAside else {
                aside.insert(file.path)
                return false
            }
            aside.remove(file.path)
            guard let attempt = underWay.removeValue(forKey: file.path) else { return false }
            switch file.outcome {
            case .setAside: break
            case .stored(let status, let isRacy):
                remember(file.path, status, isRacy: isRacy, file.sidecar)
                for other in file.others { remember(other.path, other.status, isRacy: other.isRacy, other.sidecar) }
            case .vanished: summary.vanished += 1
            case .denied(let error), .failed(let error): summary.failures.append(error)
            case .postponed, .refused: summary.failures.append(SyscallError(call: "store", code: EIO, path: file.path))
            case .changed, .empty:
                guard attempt < attempts else {
                    summary.failures.append(SyscallError(call: "read", code: EAGAIN, path: file.path))
                    return false
                }
                underWay[file.path] = attempt + 1
                return true
            }
            return false
        }
    }
}
