import Core
import Glibc

/// A failure of the control socket.
struct ControlError: Error, CustomStringConvertible {
    /// What was attempted, on what, and why it failed.
    let description: String

    init(_ operation: String, _ path: BytePath, errno code: CInt) {
        description = "cannot \(operation) \(path.display): \(unsafe String(cString: strerror(code)))"
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

    /// The next connection; nil when the socket was shut down.
    func accept() -> UnixSocket? {
        while true {
            let connection = Glibc.accept(descriptor, nil, nil)
            if connection >= 0 {
                _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
                return UnixSocket(descriptor: connection)
            }
            guard errno == EINTR || errno == ECONNABORTED else { return nil }
        }
    }

    /// Ends waiting calls on this socket, in whichever thread.
    func shutDown() {
        _ = shutdown(descriptor, CInt(SHUT_RDWR))
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
