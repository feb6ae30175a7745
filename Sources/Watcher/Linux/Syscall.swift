public import Core
import Glibc

/// A kernel call that failed: which, on what, why, and what a person can do about it.
public struct SyscallError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The call's name as in section 2 of the manual.
    public let call: String
    /// The error number, errno(3).
    public let code: Int32
    /// What it was called on; nil when on no path.
    public let path: BytePath?

    /// The kernel's own words for the error.
    public var reason: String {
        guard let text = unsafe strerror(code) else { return "error \(code)" }
        return unsafe String(cString: text)
    }

    /// What to do about it; nil where there is nothing general to say.
    public var hint: String? {
        switch code {
        case EACCES, EPERM: "let the daemon's user read it (chmod g+rX, chgrp)"
        case EMFILE where call == "inotify_init1": "raise fs.inotify.max_user_instances with sysctl"
        case ENOSPC where call == "inotify_add_watch": "raise fs.inotify.max_user_watches with sysctl"
        case EMFILE: "raise LimitNOFILE"
        case ENFILE: "raise fs.file-max with sysctl"
        case EIO: "look at the disk and at dmesg"
        default: nil
        }
    }

    /// Whether what it was called on is not there (any more).
    var isAbsence: Bool { code == ENOENT || code == ENOTDIR }

    /// Whether a symbolic link stands where none is followed.
    var isLink: Bool { code == ELOOP }

    /// Whether permission is missing.
    var isDenial: Bool { code == EACCES || code == EPERM }

    /// One line for people.
    public var description: String {
        let object = path.map { " \($0.display)" } ?? ""
        let remedy = hint.map { "; \($0)" } ?? ""
        return "\(call)\(object): \(reason)\(remedy)"
    }
}

/// Makes a kernel call that gives -1 when it fails, again for as long as signals interrupt it; see signal(7).
func systemCall<Result: SignedInteger>(
    _ call: String, _ path: BytePath? = nil, _ body: () -> Result
) throws(SyscallError) -> Result {
    while true {
        let result = body()
        guard result == -1 else { return result }
        let code = errno
        guard code == EINTR else { throw SyscallError(call: call, code: code, path: path) }
    }
}

extension BytePath {
    /// Hands the path to the kernel, ended by a NUL.
    func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: bytes.count + 1) { buffer in
            for (index, byte) in bytes.enumerated() { unsafe buffer[index] = CChar(bitPattern: byte) }
            unsafe buffer[bytes.count] = 0
            guard let start = buffer.baseAddress else { preconditionFailure("a buffer of at least one byte") }
            return unsafe body(UnsafePointer(start))
        }
    }
}
