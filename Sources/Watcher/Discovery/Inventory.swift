import Core

/// What is already stored, so that nothing is read twice without need: two 64-bit numbers a file, 33 MB for a million.
///
/// The archive knows a file by path, size and time of modification. Once this process has looked at it, the inode counts
/// too, so that a file put in its place with the same size and time is noticed. Two kinds of entry match nothing:
/// - a file that was read within 20 ms of its last modification: the clock that stamps files ticks every 4 to 10 ms, so
///   that a second change may bear the same time (git calls such entries racy);
/// - a file that could not be opened: it is stored with a size that no file has, and tried again whenever it is met.
struct Inventory {
    /// A file's path, hashed; the seed is this process's own, so that no one can choose names that collide.
    typealias Key = UInt64
    /// A place in the inventory, valid until something is remembered.
    typealias Entry = Dictionary<Key, UInt64>.Index

    /// The size with which a file is stored that could not be opened.
    static let unreadSize: Int64 = -1

    private enum Mark: UInt64 {
        case archived, seen, racy, unread
    }

    private var entries: [Key: UInt64] = [:]

    /// An inventory of nothing.
    init() {}

    /// Everything that an archive has. Throws what the archive throws.
    init(of archive: any ReportArchive) throws {
        try archive.forEachFile { load($0) }
    }

    /// How many files it knows.
    var count: Int { entries.count }

    /// The key of a path.
    static func key(of path: BytePath) -> Key {
        guard let slash = path.bytes.lastIndex(of: UInt8(ascii: "/")) else {
            return DirectoryKey([]).key(path.bytes[...])
        }
        return DirectoryKey(path.bytes[..<slash]).key(path.bytes[(slash + 1)...])
    }

    /// Takes over what the archive has.
    mutating func load(_ stamp: FileStamp) {
        let mark: Mark = stamp.size == Self.unreadSize ? .unread : .archived
        entries[Self.key(of: stamp.path)] = Self.value(mark, stamp.size, stamp.modifiedNanoseconds, 0)
    }

    /// The entry of a file; nil when nothing is known of it.
    func find(_ key: Key) -> Entry? { entries.index(forKey: key) }

    /// Whether a file stands as it was stored. One known from the archive is from now on known by its inode too.
    mutating func recognizes(_ entry: Entry, _ status: FileStatus) -> Bool {
        let value = entries.values[entry]
        switch Mark(rawValue: value & 3) {
        case nil: return false
        case .seen: return value == Self.value(.seen, status)
        case .archived:
            guard value == Self.value(.archived, status.size, status.modifiedNanoseconds, 0) else { return false }
            entries.values[entry] = Self.value(.seen, status)
            return true
        case .racy: return false
        case .unread: return status.kind != .regular
        }
    }

    /// Whether the file of a key stands as it was stored.
    mutating func recognizes(_ key: Key, _ status: FileStatus) -> Bool {
        find(key).map { recognizes($0, status) } ?? false
    }

    /// Whether a file is stored as one that could not be opened.
    func isUnread(_ key: Key) -> Bool {
        entries[key].map { $0 & 3 == Mark.unread.rawValue } ?? false
    }

    /// Notes what has been stored; without a status, that the file could not be opened.
    mutating func remember(_ key: Key, _ status: FileStatus?, isRacy: Bool) {
        guard let status else { return entries[key] = Mark.unread.rawValue }
        entries[key] = Self.value(isRacy ? .racy : .seen, status)
    }

    /// Forgets what is not there any more.
    mutating func forget(_ key: Key) {
        entries[key] = nil
    }

    private static func value(_ mark: Mark, _ status: FileStatus) -> UInt64 {
        value(mark, status.size, status.modifiedNanoseconds, status.inode)
    }

    private static func value(_ mark: Mark, _ size: Int64, _ modified: Int64, _ inode: UInt64) -> UInt64 {
        var hasher = Hasher()
        hasher.combine(size)
        hasher.combine(modified)
        hasher.combine(inode)
        return UInt64(bitPattern: Int64(hasher.finalize())) & ~3 | mark.rawValue
    }
}

/// The part of a key that all files of one directory share.
struct DirectoryKey {
    private var hasher = Hasher()

    /// The part for a directory's path, without a slash at its end.
    init(_ directory: ArraySlice<UInt8>) {
        unsafe directory.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
        hasher.combine(UInt8(ascii: "/"))
    }

    /// The key of a file in the directory.
    func key(_ name: ArraySlice<UInt8>) -> Inventory.Key {
        var hasher = hasher
        unsafe name.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }
}
