public import Core

/// Where the intake stands, for `status`, systemd's STATUS line and a progress bar.
public struct IntakeStatus: Sendable, Hashable {
    /// How arrivals are noticed at present.
    public enum Mode: String, Sendable {
        /// By inotify.
        case watching
        /// By scanning again and again, all or in part.
        case polling
    }

    /// How arrivals are noticed at present.
    public var mode = Mode.polling
    /// Directories with a watch.
    public var watches = 0
    /// Files that were read, or looked at and found to be known.
    public var seen = 0
    /// Files that gave a new revision.
    public var recorded = 0
    /// Files whose content was stored already.
    public var duplicates = 0
    /// Files whose content was stored already, but which are read otherwise now, or have another sidecar.
    public var rejudged = 0
    /// Files that were gone before they could be read.
    public var vanished = 0
    /// Files that cannot be read or stored at present, and are tried again.
    public var blocked = 0
    /// Whether all directories that are there have been walked once since the start.
    public var hasScanned = false
    /// Files on their way: noticed and not stored yet.
    public var pending = 0
    /// How often the kernel or this process could not keep up with events and a full scan made up for it.
    public var overflows = 0
    /// Why the archive takes no results at present, so that they wait; nil while it does.
    public var archiveFailure: String?
    /// Whether the directories are watched and what the first walk found is on its way, as far as there is room.
    public var isReady = false
    /// Watched directories that are not there.
    public var missingDirectories = 0
    /// The last file that was stored, for showing; nil before the first.
    public var lastFile: String?
    /// The verdict on it.
    public var lastVerdict: Verdict?

    /// Whether the archive takes no results at present; they wait.
    public var isArchiveFailing: Bool { archiveFailure != nil }

    /// Nothing has happened yet.
    public init() {}
}

/// The one place where the threads of the intake keep their counts.
final class IntakeMeter: Sendable {
    private let current = Monitor(IntakeStatus())

    /// The counts at this moment.
    var status: IntakeStatus { current.withLock { $0 } }

    /// Changes the counts.
    func update(_ change: (inout IntakeStatus) -> Void) {
        current.withLock { change(&$0) }
    }
}
