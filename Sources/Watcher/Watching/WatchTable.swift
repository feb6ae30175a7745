import Core

/// Which directory each watch stands for.
///
/// A moved directory keeps its watch and reports under its old path, so its watches are given up when it leaves and made
/// anew when it is found where it went.
struct WatchTable {
    /// What a watch number means.
    enum Meaning: Equatable {
        /// This directory.
        case directory(BytePath)
        /// A directory given up; its last events are of no interest.
        case retired
        /// Nothing known: something was missed.
        case unknown
    }

    private var directories: [Int32: BytePath] = [:]
    private var retired: Set<Int32> = []

    /// How many directories are watched.
    var count: Int { directories.count }

    /// Notes a watch; one that stood for another path stands for this one now.
    mutating func insert(_ watch: Int32, _ directory: BytePath) {
        directories[watch] = directory
        retired.remove(watch)
    }

    /// What a watch stands for.
    func meaning(of watch: Int32) -> Meaning {
        if let directory = directories[watch] { return .directory(directory) }
        return retired.contains(watch) ? .retired : .unknown
    }

    /// Gives up the watches on a directory and all below it, and returns them for the kernel to be told.
    mutating func retire(below directory: BytePath) -> [Int32] {
        let inside = directory.bytes + [UInt8(ascii: "/")]
        let watches = directories.filter { $0.value == directory || $0.value.bytes.starts(with: inside) }.map(\.key)
        for watch in watches { directories[watch] = nil }
        retired.formUnion(watches)
        return watches
    }

    /// The kernel has ended a watch (IN_IGNORED).
    mutating func end(_ watch: Int32) {
        directories[watch] = nil
        retired.remove(watch)
    }
}
