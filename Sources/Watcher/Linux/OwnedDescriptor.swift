import Core
import Glibc

/// A file descriptor with one owner, closed when the owner is done with it.
struct OwnedDescriptor: ~Copyable, Sendable {
    /// The number, for kernel calls while the owner lives.
    let number: Int32

    /// Takes over an open descriptor.
    init(owning number: Int32) {
        self.number = number
    }

    deinit {
        // Nothing was written through it, so that close(2) has no error to tell.
        _ = close(number)
    }

    /// Opens a path for reading; never blocks on a FIFO and never becomes a controlling terminal.
    static func open(_ path: BytePath, flags: Int32) throws(SyscallError) -> OwnedDescriptor {
        let all = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | flags
        let number = try systemCall("open", path) { unsafe path.withCString { unsafe Glibc.open($0, all) } }
        return OwnedDescriptor(owning: number)
    }

    /// Reads into `buffer` once; the number of bytes, 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer, _ path: BytePath? = nil) throws(SyscallError) -> Int {
        try systemCall("read", path) { unsafe Glibc.read(number, buffer.baseAddress, buffer.count) }
    }

    /// Gives the descriptor away to one who closes it.
    consuming func relinquish() -> Int32 {
        let number = number
        discard self
        return number
    }
}
