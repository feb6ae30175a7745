public import Core
import Glibc

/// Everything that can be set about finding and reading files; the keys `watch.*` and two of `limits.*` of CONFIG.md.
public struct WatchSettings: Sendable {
    /// How arrivals are noticed.
    public enum Mode: String, Sendable, CaseIterable {
        /// inotify; polling besides, where it cannot work.
        case auto
        /// inotify; a start without it is an error.
        case inotify
        /// Polling only.
        case poll
    }

    /// The directories to watch.
    public var directories: [BytePath]
    /// Whether directories within them count.
    public var isRecursive = true
    /// How arrivals are noticed.
    public var mode = Mode.auto
    /// How long a file must have stood unchanged before a bad result is believed, milliseconds.
    public var settleMilliseconds: Int64 = 250
    /// How long an empty file, or one that is still open for writing, may take to become a report, seconds.
    public var notReadySeconds: Int64 = 60
    /// The pause between two full scans, seconds. When polling it is the longest pause: a scan may take a tenth of the time.
    public var rescanSeconds: Int64 = 120
    /// Whether symbolic links are followed, wherever they lead.
    public var followsSymbolicLinks = false
    /// Globs over names that are left alone.
    public var ignoredNames: [String] = []
    /// The largest file that is read, bytes.
    public var fileByteLimit: Int64 = 67_108_864
    /// How many files are read at a time; 0 means one per core.
    public var workers = 0

    /// The defaults, for these directories.
    public init(directories: [BytePath]) {
        self.directories = directories
    }

    var tree: TreeSettings {
        TreeSettings(
            ignore: IgnoreRules(globs: ignoredNames), isRecursive: isRecursive,
            followsSymbolicLinks: followsSymbolicLinks)
    }

    var workerCount: Int {
        workers > 0 ? workers : max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    }
}
