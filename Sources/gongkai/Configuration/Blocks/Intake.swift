import Core
import Documents

/// `watch`: which files are read, and when.
struct Watch {
    /// How arrivals are noticed.
    enum Mode: String, CaseIterable {
        /// inotify, polling where that cannot work.
        case auto
        case inotify
        case poll
    }

    var directories: [BytePath] = []
    var recursive = true
    var mode = Mode.auto
    /// How long a file has to stand unchanged before a failure to read it is told.
    var settleMilliseconds = 250
    /// How long a file that looks cut off counts as not ready.
    var notReadySeconds = 60
    /// How often the directories are listed even when all is well.
    var rescanSeconds = 120
    var followSymlinks = false
    /// Names that are never read.
    var ignore = [
        ".*", "~*", "*.part", "*.partial", "*.filepart", "*.crdownload", "*.tmp", "*.download", "*.swp", "*.lock",
    ].map(Glob.init)

    init() {}

    init(_ object: inout ObjectReader) {
        object.read("directories", into: &directories, .atLeastOne(of: Format<BytePath>.path.claiming { .watched($0) }))
        if !object.has("directories") { Self.reportMissingDirectories(at: object.path, in: object.context) }
        object.read("recursive", into: &recursive, .boolean)
        object.read("mode", into: &mode, .choice)
        object.read("settle_ms", into: &settleMilliseconds, .integer(in: 0...600_000))
        object.read("not_ready_s", into: &notReadySeconds, .integer(in: 0...86_400))
        object.read("rescan_s", into: &rescanSeconds, .integer(in: 1...86_400))
        object.read("follow_symlinks", into: &followSymlinks, .boolean)
        object.read("ignore", into: &ignore, .list(of: .glob))
        object.reportUnknownKeys()
    }

    /// Nobody can guess this one key, also where the whole block is missing.
    static func reportMissingDirectories(at path: JSONPath, in context: ReadingContext) {
        context.report(
            path["directories"], "missing; name the directories to watch, such as [\"/srv/gongkai/drop\"]")
    }
}

/// `after`: what becomes of a file that was read.
struct After {
    enum Mode: String, CaseIterable {
        /// It stays where it is.
        case keep
        /// It goes to the archive.
        case archive
        case delete
    }

    var mode = Mode.keep
    var archive: BytePath?
    /// Where files go that could not be read; nil leaves them.
    var quarantine: BytePath?

    init() {}

    init(_ object: inout ObjectReader) {
        object.read("mode", into: &mode, .choice)
        object.read("archive", into: &archive, .optional(.path))
        object.read("quarantine", into: &quarantine, .optional(.path))
        if mode == .archive, archive == nil, !object.context.hasProblem(at: object.path["archive"]) {
            object.context.report(object.path["archive"], "mode \"archive\" needs a directory to archive to")
        }
        object.reportUnknownKeys()
    }
}

/// `limits`: what one file may cost. A file beyond a limit is a result, `document.too-large` and the like.
struct Limits {
    var fileBytes = 64 << 20
    var inflatedBytes = 256 << 20
    var seconds = 30
    /// How many times larger than its compressed form a part of a file may be.
    var inflateRatio = 200
    var zipEntries = 10_000
    var pdfPages = 5000
    var nesting = 512
    var childMemoryBytes = 512 << 20
    /// How many files are examined at once; 0 means one per core.
    var workers = 0

    init() {}

    /// Those that hold for what is in a file.
    var reading: ReadingLimits {
        var limits = ReadingLimits()
        limits.inflatedBytes = inflatedBytes
        limits.inflateRatio = inflateRatio
        limits.zipEntries = zipEntries
        limits.pdfPages = pdfPages
        limits.nesting = nesting
        limits.seconds = seconds
        limits.childMemoryBytes = childMemoryBytes
        return limits
    }

    init(_ object: inout ObjectReader) {
        object.read("file_bytes", into: &fileBytes, .integer(in: 1...1 << 40))
        object.read("inflated_bytes", into: &inflatedBytes, .integer(in: 1...1 << 40))
        object.read("seconds", into: &seconds, .integer(in: 1...86_400))
        object.read("inflate_ratio", into: &inflateRatio, .integer(in: 1...1_000_000))
        object.read("zip_entries", into: &zipEntries, .integer(in: 1...10_000_000))
        object.read("pdf_pages", into: &pdfPages, .integer(in: 1...1_000_000))
        object.read("nesting", into: &nesting, .integer(in: 1...10_000))
        object.read("child_memory_bytes", into: &childMemoryBytes, .integer(in: 1 << 24...1 << 40))
        object.read("workers", into: &workers, .integer(in: 0...1024))
        object.reportUnknownKeys()
    }
}
