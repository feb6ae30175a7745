import Core
import Glibc

/// One directory being listed. Names are bytes; `.` and `..` are left out.
///
/// The name of the current entry lies in one buffer that is used again, so that listing allocates nothing.
@safe
final class DirectoryStream {
    /// The directory.
    let path: BytePath
    /// The current entry's name.
    private(set) var name: [UInt8] = []

    private let stream: OpaquePointer
    private var entry: UnsafeMutablePointer<dirent>?

    /// Opens a directory; a symbolic link only when `following`.
    init(_ path: BytePath, following: Bool) throws(SyscallError) {
        let descriptor = try OwnedDescriptor.open(path, flags: O_DIRECTORY | (following ? 0 : O_NOFOLLOW))
        guard let stream = unsafe fdopendir(descriptor.number) else {
            throw SyscallError(call: "fdopendir", code: errno, path: path)
        }
        _ = descriptor.relinquish()
        unsafe self.stream = stream
        self.path = path
    }

    deinit {
        unsafe closedir(stream)
    }

    /// Moves to the next entry. False at the end, and when the directory cannot be read any further: what is left of it
    /// the next scan finds.
    func advance() -> Bool {
        while let entry = unsafe readdir(stream) {
            unsafe self.entry = entry
            let length = unsafe Int(strlen(Self.name(of: entry)))
            let bytes = unsafe UnsafeBufferPointer(
                start: UnsafeRawPointer(Self.name(of: entry)).assumingMemoryBound(to: UInt8.self), count: length)
            let dot = UInt8(ascii: ".")
            if unsafe bytes[0] == dot, unsafe length == 1 || (length == 2 && bytes[1] == dot) { continue }
            name.removeAll(keepingCapacity: true)
            unsafe name.append(contentsOf: bytes)
            return true
        }
        return false
    }

    /// What the current entry is, as far as the directory itself tells.
    var kind: FileStatus.Kind? {
        guard let entry = unsafe entry else { return nil }
        return unsafe FileStatus.Kind(entryType: entry.pointee.d_type)
    }

    /// The status of the current entry, looked up beside the directory and not along the path.
    func status(following: Bool) throws(SyscallError) -> FileStatus {
        guard let entry = unsafe entry else { throw SyscallError(call: "fstatat", code: ENOENT, path: path) }
        let descriptor = unsafe dirfd(stream)
        return try FileStatus(path) { status in
            unsafe fstatat(descriptor, Self.name(of: entry), &status, following ? 0 : AT_SYMLINK_NOFOLLOW)
        }
    }

    /// The status of the directory itself.
    func directoryStatus() throws(SyscallError) -> FileStatus {
        let descriptor = unsafe dirfd(stream)
        return try FileStatus(path) { status in unsafe fstat(descriptor, &status) }
    }

    /// `d_name` by its offset: the entry is as long as its name needs, not as long as its Swift type.
    private static func name(of entry: UnsafeMutablePointer<dirent>) -> UnsafePointer<CChar> {
        let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 19
        return unsafe UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
    }
}
