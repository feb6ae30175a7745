import Core
import Glibc

extension BytePath {
    /// The file that a symbolic link leads to, by realpath(3); the path itself where it is no link.
    func target() throws(SyscallError) -> BytePath {
        guard try FileStatus(of: self).kind == .symbolicLink else { return self }
        guard let resolved = unsafe withCString({ unsafe realpath($0, nil) }) else {
            throw SyscallError(call: "realpath", code: errno, path: self)
        }
        defer { unsafe free(resolved) }
        return unsafe BytePath(
            bytes: UnsafeBufferPointer(start: resolved, count: Int(strlen(resolved))).map { UInt8(bitPattern: $0) })
    }

    /// The path from the root directory on, without a slash at its end: the one name under which a file is stored, whoever
    /// finds it. Links and `..` stay as they are.
    func absolute() throws(SyscallError) -> BytePath {
        var bytes = bytes
        while bytes.count > 1, bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
        while bytes.starts(with: "./".utf8) { bytes.removeFirst(2) }
        guard bytes.first != UInt8(ascii: "/") else { return BytePath(bytes: bytes) }
        guard let buffer = unsafe getcwd(nil, 0) else {
            throw SyscallError(call: "getcwd", code: errno, path: nil)
        }
        defer { unsafe free(buffer) }
        let directory = unsafe UnsafeBufferPointer(start: buffer, count: Int(strlen(buffer))).map {
            UInt8(bitPattern: $0)
        }
        let isDirectoryItself = bytes.isEmpty || bytes == [UInt8(ascii: ".")]
        return isDirectoryItself ? BytePath(bytes: directory) : BytePath(bytes: directory).appending(bytes)
    }
}
