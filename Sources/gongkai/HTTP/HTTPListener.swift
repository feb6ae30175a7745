import Core
import Glibc

/// A descriptor that is closed with the last reference to it.
final class SocketDescriptor: Sendable {
    let number: CInt

    init(owning number: CInt) {
        self.number = number
    }

    deinit { close(number) }

    /// Has no call on it wait, and no child inherit it.
    func makeNonblocking() {
        _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK)
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    }
}

/// Why `http.listen` cannot be listened on, and what to do about it.
struct HTTPListenError: Error, CustomStringConvertible {
    let description: String

    init(_ address: ListenAddress, errno code: CInt) {
        let cause = unsafe String(cString: strerror(code))
        description = "http.listen: cannot listen on \(address): \(cause); \(HTTPListenError.hint(address, code))"
    }

    init(_ address: ListenAddress, cause: String, hint: String) {
        description = "http.listen: cannot listen on \(address): \(cause); \(hint)"
    }

    private static func hint(_ address: ListenAddress, _ code: CInt) -> String {
        switch (address, code) {
        case (.loopback(_, let port), EADDRINUSE):
            "choose another port, or end what has it: ss -ltnp 'sport = :\(port)' shows it"
        case (.loopback, EACCES): "choose a port above 1023, which asks for no privilege"
        case (.loopback, _): "this machine may be without this address; try the other of 127.0.0.1 and [::1]"
        case (.unix, ENOENT): "create the directory; under systemd RuntimeDirectory=gongkai makes /run/gongkai"
        case (.unix, EACCES), (.unix, EROFS): "choose a directory that the daemon's user may write to"
        case (.unix, _): "choose another path"
        }
    }
}

/// The listening socket of the HTTP endpoint.
final class HTTPListener: Sendable {
    let socket: SocketDescriptor
    /// Where it listens; with the port that the system chose where 0 was asked for.
    let address: ListenAddress

    /// How many clients may wait to be accepted.
    private static let backlog: CInt = 128

    /// Binds and listens. A Unix socket that an ended process left behind is replaced; one that somebody listens on is not.
    init(_ address: ListenAddress) throws(HTTPListenError) {
        let family =
            switch address {
            case .loopback(let host, _): host == "::1" ? AF_INET6 : AF_INET
            case .unix: AF_UNIX
            }
        let number = Glibc.socket(family, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard number >= 0 else { throw HTTPListenError(address, errno: errno) }
        socket = SocketDescriptor(owning: number)
        if case .unix(let path) = address { try Self.makeWay(at: path, address) }
        // A restart must not wait for the connections of the former process to time out; two listeners it allows not.
        var on: CInt = 1
        unsafe setsockopt(number, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<CInt>.size))
        guard unsafe address.with({ unsafe bind(number, $0, $1) }) == 0 else {
            throw HTTPListenError(address, errno: errno)
        }
        // The umask has a say in bind(2)'s mode: the group may ask, nobody else. Before listen(2) nobody can.
        if case .unix(let path) = address { _ = unsafe chmod(path.display, 0o660) }
        guard listen(number, Self.backlog) == 0 else { throw HTTPListenError(address, errno: errno) }
        socket.makeNonblocking()
        self.address = address.boundTo(number)
    }

    /// The next client; nil when none waits now.
    func accept() throws(HTTPListenError) -> SocketDescriptor? {
        while true {
            let client = Glibc.accept(socket.number, nil, nil)
            if client >= 0 {
                let descriptor = SocketDescriptor(owning: client)
                descriptor.makeNonblocking()
                return descriptor
            }
            switch errno {
            case EINTR, ECONNABORTED: continue
            case EAGAIN: return nil
            case let code: throw HTTPListenError(address, errno: code)
            }
        }
    }

    /// Removes the socket's file.
    func remove() {
        if case .unix(let path) = address { _ = unsafe unlink(path.display) }
    }

    private static func makeWay(at path: BytePath, _ address: ListenAddress) throws(HTTPListenError) {
        var status = stat()
        guard unsafe lstat(path.display, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw HTTPListenError(
                address, cause: "there is a file that is no socket", hint: "choose another path, or remove the file")
        }
        let probe = SocketDescriptor(
            owning: Glibc.socket(AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0))
        // EAGAIN: somebody listens there, and more clients wait than are taken (unix(7)).
        probe.makeNonblocking()
        if unsafe address.with({ unsafe connect(probe.number, $0, $1) }) == 0 || errno == EAGAIN {
            throw HTTPListenError(
                address, cause: "another process listens there", hint: "choose another path, or end that process")
        }
        _ = unsafe unlink(path.display)
    }
}

extension ListenAddress: CustomStringConvertible {
    /// As the configuration writes it.
    var description: String {
        switch self {
        case .loopback("::1", let port): "[::1]:\(port)"
        case .loopback(let host, let port): "\(host):\(port)"
        case .unix(let path): "unix:\(path.display)"
        }
    }

    /// Calls `body` with what bind(2) and connect(2) want.
    fileprivate func with(_ body: (UnsafePointer<sockaddr>, socklen_t) -> CInt) -> CInt {
        func call<Address>(_ address: Address) -> CInt {
            unsafe withUnsafePointer(to: address) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe body($0, socklen_t(MemoryLayout<Address>.size))
                }
            }
        }
        switch self {
        case .loopback("::1", let port):
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_port = UInt16(port).bigEndian
            unsafe withUnsafeMutableBytes(of: &address.sin6_addr) { unsafe $0[15] = 1 }
            return call(address)
        case .loopback(_, let port):
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = UInt16(port).bigEndian
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            return call(address)
        case .unix(let path):
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            // The configuration's reader has seen to it that the path and its NUL fit.
            unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.bytes.prefix(107)) }
            return call(address)
        }
    }

    /// The same with the port that the socket has.
    fileprivate func boundTo(_ descriptor: CInt) -> ListenAddress {
        guard case .loopback(let host, 0) = self else { return self }
        var address = sockaddr_in6()
        var length = socklen_t(MemoryLayout<sockaddr_in6>.size)
        let result = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe getsockname(descriptor, $0, &length)
            }
        }
        // sin_port and sin6_port stand at the same place.
        return result == 0 ? .loopback(host, port: Int(UInt16(bigEndian: address.sin6_port))) : self
    }
}
