import Core
import Documents

/// A walk over directory trees that can be broken off after every entry and gone on with later, so that it never finds
/// more than its caller has room for. At most one directory is open at a time, and only directories not yet walked and a
/// bounded number of files are kept, however many there are.
final class TreeScan {
    private let settings: TreeSettings
    private var pending: [Directory] = []
    private var current: DirectoryStream?
    private var directoryKey = DirectoryKey([])
    /// Against going round in circles; kept only where symbolic links are followed.
    private var visited: Set<FileID> = []

    /// Directories that could not be listed, for the caller to tell of and to clear.
    var failures: [SyscallError] = []

    /// What the caller has picked out to be read, until its turn comes.
    var found = FoundFiles()

    /// Where a walk has come to.
    enum Step {
        /// A file that the caller may look at and add to ``found``.
        case met
        /// A file that was found and is to be read now.
        case due(BytePath)
        /// There is nothing left.
        case end
    }

    /// A walk over nothing yet.
    init(_ settings: TreeSettings) {
        self.settings = settings
    }

    /// Whether there is nothing left to walk or to hand out.
    var isFinished: Bool { current == nil && pending.isEmpty && found.isEmpty }

    /// Adds a directory that was named by someone, link or not.
    func add(root: BytePath) {
        pending.append(Directory(path: root, isNamed: true))
    }

    /// Adds a directory that was found.
    func add(directory: BytePath) {
        pending.append(Directory(path: directory, isNamed: false))
    }

    /// Moves to the next file; false when the walk is at its end. `entering` is called for every directory before it is
    /// listed: what comes into it from then on is the caller's.
    func advance(entering: (_ directory: BytePath, _ following: Bool) -> Void) -> Bool {
        while true {
            if let stream = current {
                while stream.advance() {
                    if isFile(stream) { return true }
                }
                current = nil
            }
            guard let next = pending.popLast() else {
                visited = []
                return false
            }
            open(next, entering)
        }
    }

    /// Goes one step on: files that were found are handed out once they are as many as can be put in order together, or the
    /// walk is at its end.
    func step(entering: (_ directory: BytePath, _ following: Bool) -> Void) -> Step {
        if let path = found.next() { return .due(path) }
        if !found.isFull, advance(entering: entering) { return .met }
        found.putInOrder()
        return found.next().map { .due($0) } ?? .end
    }

    /// The current file's path.
    var path: BytePath {
        guard let current else { preconditionFailure("asked before the walk has found a file") }
        return current.path.appending(current.name)
    }

    /// The current file's name.
    var name: [UInt8] { current?.name ?? [] }

    /// The current file's key in the inventory, without building its path.
    var key: Inventory.Key { directoryKey.key(name[...]) }

    /// The key of the current file's sidecar.
    var sidecarKey: Inventory.Key { directoryKey.key((name + BytePath.sidecarSuffix)[...]) }

    /// The current file's status.
    func status() throws(SyscallError) -> FileStatus {
        guard let current else { preconditionFailure("asked before the walk has found a file") }
        return try current.status(following: settings.followsSymbolicLinks)
    }

    private func open(_ directory: Directory, _ entering: (BytePath, Bool) -> Void) {
        let following = directory.isNamed || settings.followsSymbolicLinks
        entering(directory.path, following)
        do {
            let stream = try DirectoryStream(directory.path, following: following)
            if settings.followsSymbolicLinks {
                let status = try stream.directoryStatus()
                guard visited.insert(FileID(device: status.device, inode: status.inode)).inserted else { return }
            }
            directoryKey = DirectoryKey(directory.path.bytes[...])
            current = stream
        } catch {
            // What has gone, or was replaced by a link meanwhile, is no failure: an event or the next scan tells.
            if !error.isAbsence && !error.isLink { failures.append(error) }
        }
    }

    /// Whether the entry is to be looked at: a file, or whatever stands in the place of a sidecar. A directory is kept for later.
    private func isFile(_ stream: DirectoryStream) -> Bool {
        guard !settings.ignore.matches(stream.name) else { return false }
        var kind = stream.kind
        if kind == nil || (kind == .symbolicLink && settings.followsSymbolicLinks) {
            kind = try? stream.status(following: settings.followsSymbolicLinks).kind
        }
        switch kind {
        case .directory:
            if settings.isRecursive { add(directory: stream.path.appending(stream.name)) }
            return SidecarName.matches(stream.name)
        case .symbolicLink, nil: return false
        case .regular, .fifo, .socket, .device: return true
        }
    }

    private struct Directory {
        let path: BytePath
        let isNamed: Bool
    }

    private struct FileID: Hashable {
        let device: UInt64
        let inode: UInt64
    }
}

/// What of a tree counts.
struct TreeSettings: Sendable {
    /// The names that are left alone.
    let ignore: IgnoreRules
    /// Whether directories within directories count.
    let isRecursive: Bool
    /// Whether symbolic links are followed, wherever they lead.
    let followsSymbolicLinks: Bool
}
