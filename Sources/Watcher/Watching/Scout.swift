import Core
import Documents
import Glibc
import Logging

/// Finds files: takes events as hints, walks the directories, and has ``IntakeStateMachine`` decide what is read when.
///
/// All its state belongs to the one thread that calls ``run()``; others reach it by the mailbox. A directory is watched
/// before it is listed, so that what comes into it meanwhile is noticed one way or the other.
final class Scout {
    /// How often the watched directories themselves are looked at, milliseconds: of a file system mounted over one no
    /// event tells. Then how often while one is missing.
    private static let rootCheck: (healthy: Int64, missing: Int64) = (5000, 1000)
    /// How many entries a walk may pass before mail is looked at.
    private static let stride = 512

    let settings: WatchSettings
    let tree: TreeSettings
    let mailbox: Mailbox
    let pipeline: IntakePipeline
    let events: EventReader?
    let meter: IntakeMeter
    let metrics: IntakeMetrics
    let logger: Logger

    var inventory: Inventory
    var machine: IntakeStateMachine
    var watches = WatchTable()
    var roots: Roots
    /// Walks over directories that events told of; they go first.
    let freshScan: TreeScan
    /// Walks over watched directories that were missing when the first backlog was looked for: what lies in them
    /// belongs to it.
    private let lateScan: TreeScan
    /// The walk over everything.
    let fullScan: TreeScan

    private var isFullScanRunning = false
    private var isFirstScan = true
    var isFullScanWanted = true
    private var fullScanBegin = Monotonic.now()
    private var nextFullScan = Monotonic.now()
    private var nextRootCheck = Monotonic.now()
    private var isBacklogOpen: Bool
    private var onReady: (() -> Void)?
    /// Directories that could not be listed and were told of; and those of the present full scan.
    private var unlistable: (known: Set<BytePath>, met: Set<BytePath>) = ([], [])
    /// Whether some directory has no watch; told once.
    var isWatchMissing = false
    var isWatchMissingInScan = false
    /// Directories on a file system that does not tell of others' changes.
    var remoteRoots: Set<BytePath> = []
    var seen = 0
    var overflows = 0

    /// A scout. Without `events` it polls. `onReady` is called once, when the directories are watched and what the first
    /// walk has found is on its way.
    init(
        settings: WatchSettings, inventory: Inventory, isBacklogOpen: Bool, mailbox: Mailbox, pipeline: IntakePipeline,
        events: EventReader?, meter: IntakeMeter, metrics: IntakeMetrics, logger: Logger,
        onReady: @escaping () -> Void
    ) throws(SyscallError) {
        self.settings = settings
        self.inventory = inventory
        self.isBacklogOpen = isBacklogOpen
        self.mailbox = mailbox
        self.pipeline = pipeline
        self.events = events
        self.meter = meter
        self.metrics = metrics
        self.logger = logger
        self.onReady = onReady
        tree = settings.tree
        freshScan = TreeScan(tree)
        lateScan = TreeScan(tree)
        fullScan = TreeScan(tree)
        var paths: [BytePath] = []
        for directory in settings.directories { paths.append(try directory.absolute()) }
        roots = Roots(paths)
        machine = IntakeStateMachine(
            timing: .init(settle: settings.settleMilliseconds, notReady: settings.notReadySeconds * 1000))
    }

    /// Works until the mailbox says stop.
    func run() {
        while true {
            metrics.scout.end()
            let mail = isWalking && machine.hasRoom ? mailbox.takeNow() : mailbox.take(until: nextDeadline)
            if mail.isStopping { return }
            metrics.scout.begin(at: Monotonic.now().nanoseconds)
            take(mail)
            keepTime()
            holdAside()
            walk()
            holdAside()
            publish()
            finishWhatIsFinished()
        }
    }

    private var isWalking: Bool {
        isFullScanRunning || !freshScan.isFinished || !lateScan.isFinished || isFullScanWanted
    }

    private var nextDeadline: Monotonic {
        min(machine.nextDeadline ?? nextFullScan, nextFullScan, nextRootCheck)
    }

    /// Lets files that a walk has found and that need a child wait for the others found; but not where no more can be found
    /// before some are done with.
    private func holdAside() {
        pipeline.holdAside(machine.isReadingFound || isWalking && machine.mayFindMore)
    }

    /// Whether there is more to find than events can tell.
    var isPolling: Bool { events == nil || isWatchMissing || !remoteRoots.isEmpty }

    // MARK: Mail and time

    private func take(_ mail: Mail) {
        let now = Monotonic.now()
        for file in mail.finished {
            switch file.outcome {
            case .stored(let status, let isRacy), .refused(let status, let isRacy):
                inventory.remember(Inventory.key(of: file.path), status, isRacy: isRacy)
                remember(file.sidecar, of: file.path)
                for other in file.others {
                    inventory.remember(Inventory.key(of: other.path), other.status, isRacy: other.isRacy)
                    remember(other.sidecar, of: other.path)
                }
            default: break
            }
            logIfBlocked(file)
            act(.finished(file.path, file.outcome), now)
        }
        InotifyEvent.parse(mail.events) { handle($0, now) }
        if mail.hasLostEvents { rescanAfterOverflow(now) }
    }

    private func keepTime() {
        let now = Monotonic.now()
        act(.tick, now)
        if now >= nextRootCheck { checkRoots() }
        if !isFullScanRunning && now >= nextFullScan { isFullScanWanted = true }
        if isFullScanWanted && !isFullScanRunning { beginFullScan(now) }
    }

    /// Looks at the watched directories themselves now.
    func checkRoots() {
        for change in roots.check({ try? FileStatus(of: $0, following: true) }) {
            switch change {
            case .appeared(let root, let isFirst):
                unwatch(below: root)
                noteFileSystem(of: root)
                // The first full scan, which is about to begin, takes all that are there.
                guard !isFirstScan || isFullScanRunning else { continue }
                if isBacklogOpen && isFirst { lateScan.add(root: root) } else { freshScan.add(root: root) }
                logger.notice("watched directory has appeared", metadata: ["directory": "\(root.display)"])
            case .disappeared(let root):
                unwatch(below: root)
                logger.warning(
                    "watched directory is missing",
                    metadata: [
                        "directory": "\(root.display)", "hint": "create or mount it; it is taken up again by itself",
                    ])
            }
        }
        nextRootCheck = .now() + (roots.missing > 0 ? Self.rootCheck.missing : Self.rootCheck.healthy)
    }

    // MARK: Walking

    private func beginFullScan(_ now: Monotonic) {
        isFullScanWanted = false
        isFullScanRunning = true
        isWatchMissingInScan = false
        fullScanBegin = now
        for root in roots.present { fullScan.add(root: root) }
    }

    private func walk() {
        var steps = 0
        while steps < Self.stride, machine.hasRoom {
            let isOn =
                step(freshScan, .announced) || step(lateScan, isBacklogOpen ? .backlog : .announced)
                || step(fullScan, isFirstScan && isBacklogOpen ? .backlog : .announced)
            guard isOn else { break }
            steps += 1
        }
        tellFailures()
    }

    /// Goes one step on in a walk; false when it is at its end.
    private func step(_ scan: TreeScan, _ announcement: Announcement) -> Bool {
        switch scan.step(entering: { self.watch($0, following: $1) }) {
        case .met: meet(scan)
        case .due(let path): take(path, announcement, isRescan: !isFirstScan && scan === fullScan)
        case .end: return false
        }
        return true
    }

    /// Looks at the file that a walk has come to, and picks it out when it is not stored as it stands.
    private func meet(_ scan: TreeScan) {
        seen += 1
        let status = try? scan.status()
        if let entry = inventory.find(scan.key) {
            guard let status else { return }
            if inventory.recognizes(entry, status) {
                // Nobody meets a sidecar that has gone; the report it stood beside is met.
                if inventory.find(scan.sidecarKey) != nil, hasNewSidecar(scan.path) {
                    act(.noticed(scan.path, .created), .now())
                }
                return
            }
        }
        let path = scan.path
        guard let report = SidecarName.report(of: path) else { return scan.found.add(path, status) }
        if let status = statusOfReport(report) { scan.found.add(report, status) }
    }

    /// Has a file read that was found, unless an event has told of it meanwhile.
    private func take(_ path: BytePath, _ announcement: Announcement, isRescan: Bool) {
        let key = Inventory.key(of: path)
        let isPending = machine.isPending(path)
        var status: FileStatus?
        if isPending || inventory.find(key) != nil {
            status = try? FileStatus(of: path, following: tree.followsSymbolicLinks)
            if let status, inventory.recognizes(key, status), !hasNewSidecar(path) { return }
        }
        if isRescan, !isPending { metrics.foundByRescan.add() }
        act(.noticed(path, .found(status, announcement), isUnread: inventory.isUnread(key)), .now())
    }

    private func finishWhatIsFinished() {
        if isFullScanRunning && fullScan.isFinished { endFullScan() }
        if !isFirstScan || !machine.hasRoom {
            noteReadiness()
        }
        let isFound = !isFirstScan && roots.haveAllBeenThere && lateScan.isFinished
        if isBacklogOpen && isFound && !machine.isTakingInBacklog {
            isBacklogOpen = false
            act(.backlogClosed, .now())
            pipeline.closeBacklog()
        }
    }

    private func noteReadiness() {
        guard let onReady else { return }
        meter.update { $0.isReady = true }
        onReady()
        self.onReady = nil
    }

    private func endFullScan() {
        let now = Monotonic.now()
        let duration = now - fullScanBegin
        isFullScanRunning = false
        isFirstScan = false
        metrics.rescans.add()
        noteWatches()
        unlistable = (unlistable.met, [])
        let longest = settings.rescanSeconds * 1000
        nextFullScan = now + (isPolling ? max(1000, min(duration * 10, longest)) : longest)
        logger.debug(
            "directories scanned", metadata: ["scan.milliseconds": "\(duration)", "files.known": "\(inventory.count)"])
    }

    private func tellFailures() {
        for failure in fullScan.failures + lateScan.failures + freshScan.failures {
            guard let path = failure.path else { continue }
            unlistable.met.insert(path)
            guard unlistable.known.insert(path).inserted else { continue }
            logger.warning(
                "directory cannot be listed, trying again at every scan",
                metadata: ["directory": "\(path.display)", "error": "\(failure)"])
        }
        fullScan.failures = []
        lateScan.failures = []
        freshScan.failures = []
    }

    // MARK: Decisions

    /// Tells the state machine and does what it says.
    func act(_ event: IntakeStateMachine.Event, _ now: Monotonic) {
        for action in machine.handle(event, at: now) {
            switch action {
            case .read(let order): pipeline.submit(order)
            case .look(let path): look(at: path, .closed, now)
            case .rescan: isFullScanWanted = true
            }
        }
    }

    /// Looks at a file of which an event tells, and passes on what there is to notice.
    func look(at path: BytePath, _ notice: IntakeStateMachine.Notice, _ now: Monotonic) {
        guard var status = try? FileStatus(of: path) else { return act(.gone(path), now) }
        if status.kind == .symbolicLink {
            guard tree.followsSymbolicLinks, let target = try? FileStatus(of: path, following: true) else { return }
            status = target
        }
        guard status.kind != .directory else {
            if tree.isRecursive { freshScan.add(directory: path) }
            return
        }
        seen += 1
        let key = Inventory.key(of: path)
        guard !inventory.recognizes(key, status) || hasNewSidecar(path) else { return act(.unchanged(path), now) }
        act(.noticed(path, notice, isUnread: inventory.isUnread(key)), now)
    }

    private func logIfBlocked(_ file: FinishedFile) {
        switch file.outcome {
        case .denied(let error) where !machine.isBlocked(file.path):
            logger.warning(
                "no permission to read, trying again",
                metadata: ["file.path": "\(file.path.display)", "error": "\(error)"])
        case .failed(let error) where !machine.isBlocked(file.path):
            logger.warning(
                "file cannot be read, trying again",
                metadata: ["file.path": "\(file.path.display)", "error": "\(error)"])
        default: break
        }
    }

    private func publish() {
        meter.update { status in
            status.mode = isPolling ? .polling : .watching
            status.watches = watches.count
            status.hasScanned = !isFirstScan
            status.seen = seen
            status.vanished = machine.vanished
            status.blocked = machine.blocked
            status.pending = machine.pending
            status.overflows = overflows
            status.missingDirectories = roots.missing
        }
    }
}
