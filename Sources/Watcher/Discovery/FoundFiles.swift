import Core

/// What a walk has found and nobody has taken yet. It is handed out by the time of the last modification, of equals by path:
/// of two files of one report the one that is recorded last counts, and that is to be the newer one, not the one that its
/// directory happens to list last.
///
/// So many are put in order at a time that memory stays bounded; a walk that finds more hands them out in several parts.
struct FoundFiles {
    /// How many are put in order at a time; with their paths some 10 MB.
    static let limit = 65_536

    private struct File {
        let path: BytePath
        let modifiedNanoseconds: Int64

        static func isNewer(_ one: File, _ other: File) -> Bool {
            guard one.modifiedNanoseconds == other.modifiedNanoseconds else {
                return one.modifiedNanoseconds > other.modifiedNanoseconds
            }
            return other.path.bytes.lexicographicallyPrecedes(one.path.bytes)
        }
    }

    /// The next one last, once they are in order.
    private var files: [File] = []
    private var areInOrder = false

    /// Whether nothing is left.
    var isEmpty: Bool { files.isEmpty }

    /// Whether it is time to hand out what there is.
    var isFull: Bool { files.count >= Self.limit }

    /// Adds a file, which must not be done while files are handed out.
    mutating func add(_ path: BytePath, _ status: FileStatus?) {
        files.append(File(path: path, modifiedNanoseconds: status?.modifiedNanoseconds ?? 0))
    }

    /// Begins to hand out what there is.
    mutating func putInOrder() {
        files.sort(by: File.isNewer)
        areInOrder = true
    }

    /// The next file, each once; nil when nothing is left or ``putInOrder()`` has not been called.
    mutating func next() -> BytePath? {
        guard areInOrder, let file = files.popLast() else {
            areInOrder = false
            return nil
        }
        while files.last?.path == file.path { files.removeLast() }
        return file.path
    }
}
