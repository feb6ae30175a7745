import Core
import Glibc

/// What the kernel knows about a file without reading it; see inode(7).
struct FileStatus: Sendable, Hashable {
    /// What stands under a name.
    enum Kind: Sendable, Hashable {
        case regular, directory, symbolicLink, fifo, socket, device
    }

    /// What it is.
    let kind: Kind
    /// The device that holds it.
    let device: UInt64
    /// Its number on the device.
    let inode: UInt64
    /// Size in bytes.
    let size: Int64
    /// Last change of the content, nanoseconds since the epoch; anybody may set it to anything.
    let modifiedNanoseconds: Int64
    /// Last change of content, name or mode, nanoseconds since the epoch; nobody can set it.
    let changedNanoseconds: Int64

    /// The status of a path; a symbolic link's own unless `following`.
    init(of path: BytePath, following: Bool = false) throws(SyscallError) {
        try self.init(path) { status in
            unsafe path.withCString { unsafe following ? stat($0, &status) : lstat($0, &status) }
        }
    }

    /// The status of what a descriptor is open on.
    init(of descriptor: borrowing OwnedDescriptor, _ path: BytePath) throws(SyscallError) {
        let number = descriptor.number
        try self.init(path) { status in unsafe fstat(number, &status) }
    }

    /// The status of what stands in the place of a report's sidecar; nil when nothing does, or a link that is not followed.
    init?(ofSidecar path: BytePath, following: Bool) {
        guard let status = try? FileStatus(of: path, following: following), status.kind != .symbolicLink else {
            return nil
        }
        self = status
    }

    /// Fills the status by one of the stat(2) calls.
    init(_ path: BytePath, _ fill: (inout stat) -> Int32) throws(SyscallError) {
        var status = stat()
        _ = try systemCall("stat", path) { fill(&status) }
        kind = Kind(mode: status.st_mode)
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        size = Int64(status.st_size)
        modifiedNanoseconds = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
        changedNanoseconds = Int64(status.st_ctim.tv_sec) * 1_000_000_000 + Int64(status.st_ctim.tv_nsec)
    }

    /// A status made up; for tests of decisions.
    init(kind: Kind, device: UInt64 = 0, inode: UInt64, size: Int64, modifiedNanoseconds: Int64) {
        self.kind = kind
        self.device = device
        self.inode = inode
        self.size = size
        self.modifiedNanoseconds = modifiedNanoseconds
        changedNanoseconds = modifiedNanoseconds
    }

    /// Whether both are the same directory.
    func isSameFile(as other: FileStatus) -> Bool {
        device == other.device && inode == other.inode
    }

    /// Milliseconds since the file last changed in any way; negative when that lies in the future.
    func age(at now: UnixTime) -> Int64 {
        now.milliseconds - changedNanoseconds / 1_000_000
    }
}

extension FileStatus.Kind {
    fileprivate init(mode: mode_t) {
        self =
            switch mode & S_IFMT {
            case S_IFREG: .regular
            case S_IFDIR: .directory
            case S_IFLNK: .symbolicLink
            case S_IFIFO: .fifo
            case S_IFSOCK: .socket
            default: .device
            }
    }

    /// The kind a directory entry tells (readdir(3)); nil where the file system does not say.
    init?(entryType: UInt8) {
        switch Int(entryType) {
        case Int(DT_REG): self = .regular
        case Int(DT_DIR): self = .directory
        case Int(DT_LNK): self = .symbolicLink
        case Int(DT_FIFO): self = .fifo
        case Int(DT_SOCK): self = .socket
        case Int(DT_BLK), Int(DT_CHR): self = .device
        default: return nil
        }
    }
}
