import Core
import Glibc

/// A failure of the control socket.
struct ControlError: Error, CustomStringConvertible {
    /// What was attempted, on what, and why it failed.
    let description: String

    init(_ operation: String, _ path: BytePath, errno code: CInt) {
        description = "cannot \(operation) \(path.display): \(unsafe String(cString: strerror(code)))"
    }

    init(_ operation: String, errno code: CInt) {
        description = "cannot \(operation): \(unsafe String(cString: strerror(code)))"
    }

    init(_ description: String) {
        self.description = description
    }
}

/// A connected or listening stream socket (unix(7)) that speaks in lines.
final class UnixSocket: Sendable {
    private let descriptor: CInt

    private init(descriptor: CInt) {
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Connects; nil when nobody listens there.
    static func connect(to path: BytePath) throws(ControlError) -> UnixSocket? {
        let socket = try UnixSocket.make(path)
        let result = unsafe try withAddress(of: path) { unsafe Glibc.connect(socket.descriptor, $0, $1) }
        if result == 0 { return socket }
        let code = errno
        if code == ENOENT || code == ECONNREFUSED { return nil }
        throw ControlError("connect to", path, errno: code)
    }

    /// Listens, in place of a socket that an ended process left behind. Only the owner may connect.
    static func listen(at path: BytePath) throws(ControlError) -> UnixSocket {
        let socket = try UnixSocket.make(path)
        _ = unsafe unlink(path.display)
        // Before bind(2), so that the socket's file never has another mode.
        _ = fchmod(socket.descriptor, 0o600)
        guard unsafe try withAddress(of: path, { unsafe bind(socket.descriptor, $0, $1) }) == 0 else {
            throw ControlError("bind", path, errno: errno)
        }
        guard Glibc.listen(socket.descriptor, 16) == 0 else { throw ControlError("listen at", path, errno: errno) }
        return socket
    }

    /// What waiting for a connection came to.
    enum Arrival {
        case connection(UnixSocket)
        /// The system has no descriptor or memory for it now, or some other error; worth another try later.
        case refused(ControlError)
        /// The socket was shut down.
        case shutDown
    }

    /// Waits for the next connection, whose reads and writes will wait no longer than ``patience``.
    func accept() -> Arrival {
        while true {
            let connection = Glibc.accept(descriptor, nil, nil)
            if connection >= 0 {
                _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
                let socket = UnixSocket(descriptor: connection)
                socket.limitWaiting()
                return .connection(socket)
            }
            switch errno {
            case EINTR, ECONNABORTED: continue
            // accept(2) on a socket that was shut down or no longer listens.
            case EINVAL, EBADF: return .shutDown
            case let code: return .refused(ControlError("accept a connection on the control socket", errno: code))
            }
        }
    }

    /// How long a read or write waits for the other side, seconds: a stuck one must not hold a thread for ever.
    private static let patience = 30

    private func limitWaiting() {
        var time = timeval(tv_sec: UnixSocket.patience, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            _ = unsafe setsockopt(descriptor, SOL_SOCKET, option, &time, size)
        }
    }

    /// Ends waiting calls on this socket, in whichever thread.
    func shutDown() {
        _ = shutdown(descriptor, CInt(SHUT_RDWR))
    }

    /// Ends waiting reads on this socket, in whichever thread; writes go on.
    func endReading() {
        _ = shutdown(descriptor, CInt(SHUT_RD))
    }

    /// Writes one line; false when the other side is gone.
    func send(line: String) -> Bool {
        let bytes = Array((line + "\n").utf8)
        var start = 0
        while start < bytes.count {
            let sent = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.send(
                    descriptor, buffer.baseAddress.map { unsafe $0 + start }, buffer.count - start, CInt(MSG_NOSIGNAL))
            }
            if sent < 0, errno == EINTR { continue }
            guard sent > 0 else { return false }
            start += sent
        }
        return true
    }

    /// Calls `body` with each line until it returns false or the other side is done.
    func forEachLine(_ body: (String) -> Bool) {
        var pending: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe recv(descriptor, bytes.baseAddress, bytes.count, 0)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            pending += buffer[..<count]
            while let end = pending.firstIndex(of: 0x0A) {
                guard body(String(decoding: pending[..<end], as: UTF8.self)) else { return }
                pending.removeSubrange(...end)
            }
            guard pending.count <= Self.longestLine else { return }
        }
    }

    /// A request with a few thousand paths fits; endless input does not.
    private static let longestLine = 8 << 20

    private static func make(_ path: BytePath) throws(ControlError) -> UnixSocket {
        let descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw ControlError("open a socket for", path, errno: errno) }
        return UnixSocket(descriptor: descriptor)
    }

    private static func withAddress(
        of path: BytePath, _ body: (UnsafePointer<sockaddr>, socklen_t) -> CInt
    ) throws(ControlError) -> CInt {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let capacity = MemoryLayout.size(ofValue: address.sun_path) - 1
        guard path.bytes.count <= capacity else {
            throw ControlError(
                "\(path.display): a socket's path has at most \(capacity) bytes; choose a shorter state directory")
        }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.bytes) }
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
