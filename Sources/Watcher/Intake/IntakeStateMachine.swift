import Core

/// Decides when a file is read. Pure: what happened and what time it is come in, orders go out.
///
/// A file is read at once when it was closed after writing, moved in or found by a scan. Otherwise it waits:
/// - *created*: link() gives no other event, an ordinary writer will close the file; so it waits for the settle time.
/// - *being written*: modified and not closed since. It waits for the close, at most until it has not changed for the
///   not-ready time.
/// - *empty*: read again after the not-ready time, unless something happens to it before.
/// - *blocked*: no permission, or the disk or the archive refuses it. Tried again with growing pauses, and at once when
///   its mode changes; after ten minutes without permission that is the result.
///
/// What happens to a file while it is read is looked at when the reading is over. Only files on their way are kept here;
/// when they are too many, or events were lost, the answer is a scan.
struct IntakeStateMachine {
    /// How long things may take.
    struct Timing: Sendable {
        /// How long a file of which no close tells must have stood unchanged before it is read, milliseconds.
        var settle: Int64 = 250
        /// How long an empty file or one being written may take, milliseconds.
        var notReady: Int64 = 60_000
        /// After how long a lack of permission is the result, milliseconds.
        var denial: Int64 = 600_000
        /// The first pause before a blocked file is tried again, milliseconds; it doubles.
        var firstRetry: Int64 = 1000
        /// The longest such pause, milliseconds.
        var longestRetry: Int64 = 60_000
    }

    /// What was noticed about a file that is not stored as it stands.
    enum Notice: Sendable, Hashable {
        case created, modified, closed, movedIn, attributesChanged
        /// A scan found it; with its status where it is on its way already.
        case found(FileStatus?, Announcement)
    }

    /// What happened.
    enum Event: Sendable, Hashable {
        /// Something about a file. `isUnread` when it is stored as one that could not be opened.
        case noticed(BytePath, Notice, isUnread: Bool = false)
        /// A file was deleted or moved away.
        case gone(BytePath)
        /// A file that stands as it is stored: nothing to do.
        case unchanged(BytePath)
        /// The reading that was ordered is over.
        case finished(BytePath, IntakeOutcome)
        /// Events were lost: a file that was being written may have been closed.
        case eventsLost
        /// The first backlog is taken in: whatever is still on its way counts as new.
        case backlogClosed
        /// Time has passed.
        case tick
    }

    /// What to do.
    enum Action: Sendable, Hashable {
        /// Have the file read.
        case read(ReadOrder)
        /// Look at the file and tell what there is to notice.
        case look(BytePath)
        /// Scan everything: a file could not be kept track of.
        case rescan
    }

    private enum Phase {
        case queued, reading, waiting
    }

    private struct Entry {
        var phase = Phase.waiting
        var announcement = Announcement.announced
        /// When it is tried again.
        var due: Monotonic
        /// The earliest alarm that is set for it; so that each file has about one.
        var alarm: Monotonic?
        var lastChange: Monotonic
        var isBeingWritten = false
        var isEmpty = false
        var standing: FileStatus?
        /// Whether a walk has found it, and no event since.
        var isFound = false
        /// The same when it was ordered to be read.
        var wasFound = false
        /// Whether it is being read, or is to be, in the lane of those that need a child.
        var isAside = false
        /// Whether something happened while it was read.
        var hasNews = false
        var block: Block?
    }

    private struct Block {
        let since: Monotonic
        var attempts = 0
        /// Whether it is stored already that it cannot be read.
        var isReported: Bool
        var isDenial = true
    }

    private let timing: Timing
    private let capacity: Int
    private let limit: Int
    private var entries: [BytePath: Entry] = [:]
    private var alarms = DeadlineQueue<BytePath>()
    private var queue = Fifo<BytePath>()
    private var reading = 0
    private var readingFound = 0

    /// How many files were gone before they could be read.
    private(set) var vanished = 0
    /// How many files cannot be read or stored at present.
    private(set) var blocked = 0

    /// Decisions for at most `capacity` files read at a time and `limit` files on their way.
    init(timing: Timing = Timing(), capacity: Int = 2048, limit: Int = 65_536) {
        self.timing = timing
        self.capacity = capacity
        self.limit = limit
    }

    /// Whether a scan may hand over one more file.
    var hasRoom: Bool { reading < capacity && queue.isEmpty && entries.count < limit }

    /// Whether files that a walk has found are being read, those aside that need a child.
    var isReadingFound: Bool { readingFound > 0 }

    /// Whether a walk may find more without files being done with before.
    var mayFindMore: Bool { entries.count < limit }

    /// How many files are on their way.
    var pending: Int { entries.count }

    /// When `tick` is due; nil when no file waits.
    var nextDeadline: Monotonic? { alarms.next }

    /// Whether a file is on its way.
    func isPending(_ path: BytePath) -> Bool { entries[path] != nil }

    /// Whether a file is known to be one that cannot be read or stored at present.
    func isBlocked(_ path: BytePath) -> Bool { entries[path]?.block != nil }

    /// Whether files of the first backlog are still on their way; those that are stuck hold nothing up.
    var isTakingInBacklog: Bool {
        entries.values.contains { entry in
            let isStuck = entry.phase == .waiting && (entry.block != nil || entry.isEmpty)
            return entry.announcement == .backlog && !isStuck
        }
    }

    /// Takes one event in.
    mutating func handle(_ event: Event, at now: Monotonic) -> [Action] {
        switch event {
        case .noticed(let path, let notice, let isUnread): return noticed(path, notice, isUnread, now)
        case .gone(let path): return gone(path)
        case .unchanged(let path):
            if let entry = entries[path], entry.phase == .waiting { remove(path) }
            return []
        case .finished(let path, let outcome): return finish(path, outcome, now)
        case .eventsLost:
            for path in entries.keys { entries[path]?.isBeingWritten = false }
            return []
        case .backlogClosed:
            for path in entries.keys { entries[path]?.announcement = .announced }
            return []
        case .tick: return tick(now)
        }
    }

    // MARK: Something was noticed

    private mutating func noticed(
        _ path: BytePath, _ notice: Notice, _ isUnread: Bool, _ now: Monotonic
    ) -> [Action] {
        guard var entry = entries[path] else {
            guard entries.count < limit else { return [.rescan] }
            var entry = Entry(due: now, lastChange: now)
            if isUnread { entry.block = Block(since: now, isReported: true) }
            return begin(path, entry, notice, now)
        }
        if case .found(let status, _) = notice {
            let isNews = entry.phase == .waiting && entry.standing != nil && status != nil && entry.standing != status
            return isNews && !entry.isBeingWritten ? read(path, entry, now) : []
        }
        entry.announcement = .announced
        entry.isFound = false
        switch notice {
        case .modified: entry.isBeingWritten = true
        case .closed, .movedIn, .created: entry.isBeingWritten = false
        case .attributesChanged, .found: break
        }
        if notice != .attributesChanged { entry.lastChange = now }
        switch entry.phase {
        case .queued:
            entries[path] = entry
            return []
        case .reading:
            entry.hasNews = true
            entries[path] = entry
            return []
        case .waiting:
            if notice == .attributesChanged && entry.block == nil { return [] }
            return begin(path, entry, notice, now)
        }
    }

    private mutating func begin(_ path: BytePath, _ entry: Entry, _ notice: Notice, _ now: Monotonic) -> [Action] {
        var entry = entry
        switch notice {
        case .found(_, let announcement):
            entry.announcement = announcement
            entry.isFound = true
            return read(path, entry, now)
        case .closed, .movedIn:
            return read(path, entry, now)
        case .attributesChanged where entry.block != nil:
            return read(path, entry, now)
        case .created, .modified, .attributesChanged:
            entry.isBeingWritten = notice == .modified
            wait(path, entry, for: timing.settle, now)
            return []
        }
    }

    private mutating func gone(_ path: BytePath) -> [Action] {
        guard let entry = entries[path], entry.phase != .reading else { return [] }
        remove(path)
        vanished += 1
        return []
    }

    // MARK: A reading is over

    private mutating func finish(_ path: BytePath, _ outcome: IntakeOutcome, _ now: Monotonic) -> [Action] {
        guard var entry = entries[path], entry.phase == .reading else { return [] }
        if !entry.isAside {
            reading -= 1
            readingFound -= entry.wasFound ? 1 : 0
        }
        entry.isAside = outcome == .setAside
        if entry.isAside {
            entries[path] = entry
            return next(now)
        }
        entry.phase = .waiting
        let hadNews = entry.hasNews
        entry.hasNews = false
        entry.standing = nil
        entry.isEmpty = false
        switch outcome {
        case .setAside: break
        case .stored, .refused, .vanished:
            if outcome == .vanished { vanished += 1 }
            entries[path] = entry
            remove(path)
            return (hadNews ? [.look(path)] : []) + next(now)
        case .changed where hadNews && !entry.isBeingWritten:
            return read(path, entry, now) + next(now)
        case .changed:
            wait(path, entry, for: timing.settle, now)
        case .empty(let status):
            entry.standing = status
            entry.isEmpty = true
            wait(path, entry, for: timing.notReady, now)
        case .denied, .failed, .postponed:
            block(path, entry, isDenial: outcome.isDenial, hadNews, now)
        }
        return next(now)
    }

    private mutating func block(
        _ path: BytePath, _ entry: Entry, isDenial: Bool, _ hadNews: Bool, _ now: Monotonic
    ) {
        var entry = entry
        var block = entry.block ?? Block(since: now, isReported: false)
        if block.attempts == 0 { blocked += 1 }
        block.attempts += 1
        block.isDenial = isDenial
        entry.block = block
        entries[path] = entry
        // Once it is stored that it cannot be read, only a change of its mode or a scan gives reason to try again.
        guard !(isDenial && block.isReported) else { return remove(path) }
        let pause = min(timing.firstRetry << Int64(min(block.attempts - 1, 16)), timing.longestRetry)
        wait(path, entry, for: hadNews ? timing.settle : pause, now)
    }

    // MARK: Time

    private mutating func tick(_ now: Monotonic) -> [Action] {
        var actions: [Action] = []
        while let path = alarms.pop(dueAt: now) {
            guard var entry = entries[path], entry.phase == .waiting else { continue }
            entry.alarm = nil
            if entry.due > now {
                wait(path, entry, for: entry.due - now, now)
            } else if entry.isBeingWritten, now - entry.lastChange < timing.notReady {
                wait(path, entry, for: max(timing.settle, 1), now)
            } else {
                entry.isBeingWritten = false
                actions += read(path, entry, now)
            }
        }
        return actions
    }

    private mutating func wait(_ path: BytePath, _ entry: Entry, for milliseconds: Int64, _ now: Monotonic) {
        var entry = entry
        entry.phase = .waiting
        entry.due = now + milliseconds
        if entry.alarm.map({ entry.due < $0 }) ?? true {
            entry.alarm = entry.due
            alarms.push(path, at: entry.due)
        }
        entries[path] = entry
    }

    // MARK: Orders

    private mutating func read(_ path: BytePath, _ entry: Entry, _ now: Monotonic) -> [Action] {
        var entry = entry
        guard reading < capacity else {
            entry.phase = .queued
            entries[path] = entry
            queue.append(path)
            return []
        }
        entry.phase = .reading
        entry.wasFound = entry.isFound
        reading += 1
        readingFound += entry.isFound ? 1 : 0
        entries[path] = entry
        let hasBeenDenied =
            entry.block.map { $0.isDenial && !$0.isReported && now - $0.since >= timing.denial } ?? false
        return [
            .read(
                ReadOrder(
                    path: path, announcement: entry.announcement, standing: entry.standing,
                    reportsDenial: hasBeenDenied, isFound: entry.isFound))
        ]
    }

    /// Orders that had no room before.
    private mutating func next(_ now: Monotonic) -> [Action] {
        var actions: [Action] = []
        while reading < capacity, let path = queue.popFirst() {
            guard let entry = entries[path], entry.phase == .queued else { continue }
            actions += read(path, entry, now)
        }
        return actions
    }

    private mutating func remove(_ path: BytePath) {
        guard let entry = entries.removeValue(forKey: path) else { return }
        if let block = entry.block, block.attempts > 0 { blocked -= 1 }
    }
}

extension IntakeOutcome {
    fileprivate var isDenial: Bool {
        if case .denied = self { true } else { false }
    }
}
