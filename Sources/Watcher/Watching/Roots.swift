import Core

/// The directories that are to be watched, each with what stands there now. A directory may be deleted, moved, replaced,
/// unmounted or mounted over (of which no event tells), and come back.
struct Roots {
    /// What looking at a directory showed.
    enum Change: Hashable {
        /// It is there, for the first time ever or as another one: watch and scan it.
        case appeared(BytePath, isFirst: Bool)
        /// It is gone.
        case disappeared(BytePath)
    }

    private struct Root {
        let path: BytePath
        var status: FileStatus?
        var wasMissed = false
        var hasBeenThere = false
    }

    private var roots: [Root]

    /// Directories not looked at yet.
    init(_ paths: [BytePath]) {
        roots = paths.map { Root(path: $0) }
    }

    /// The directories that are there.
    var present: [BytePath] { roots.filter { $0.status != nil }.map(\.path) }

    /// How many directories are not there.
    var missing: Int { roots.count { $0.status == nil } }

    /// Whether every directory has been there at some time.
    var haveAllBeenThere: Bool { roots.allSatisfy(\.hasBeenThere) }

    /// Whether a path is one of the directories.
    func contains(_ path: BytePath) -> Bool { roots.contains { $0.path == path } }

    /// Forgets what stood there, so that whatever stands there next is new: an inode number may be given again at once.
    mutating func forget(_ path: BytePath) {
        for index in roots.indices where roots[index].path == path { roots[index].status = nil }
    }

    /// Looks at every directory.
    mutating func check(_ look: (BytePath) -> FileStatus?) -> [Change] {
        var changes: [Change] = []
        for index in roots.indices {
            let path = roots[index].path
            if let status = look(path), status.kind == .directory {
                if roots[index].status?.isSameFile(as: status) != true {
                    changes.append(.appeared(path, isFirst: !roots[index].hasBeenThere))
                }
                roots[index].status = status
                roots[index].hasBeenThere = true
                roots[index].wasMissed = false
            } else {
                roots[index].status = nil
                if !roots[index].wasMissed { changes.append(.disappeared(path)) }
                roots[index].wasMissed = true
            }
        }
        return changes
    }
}
