internal import Foundation
internal import Glibc
internal import Synchronization

/// A server on 127.0.0.1 that plays a script on every connection, each on a thread of its own: for all that a proper server
/// cannot be made to do.
public final class SocketServer: Sendable {
    /// The port it listens on.
    public let port: UInt16
    private let listener: Int32
    private let connections = Observed<[SocketConnection]>([])

    /// Starts a server and returns when it listens. A connection closes when its script returns.
    ///
    /// - Throws: the `POSIXError` of what the kernel refused.
    public init(_ script: @escaping @Sendable (SocketConnection) -> Void) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw POSIXError(.ENFILE) }
        guard let port = SocketServer.listen(descriptor) else {
            Glibc.close(descriptor)
            throw POSIXError(.EADDRINUSE)
        }
        listener = descriptor
        self.port = port
        Thread.detachNewThread { [connections] in
            while true {
                let accepted = accept(descriptor, nil, nil)
                guard accepted >= 0 else { break }
                // A child that inherited it would keep the connection open.
                _ = fcntl(accepted, F_SETFD, FD_CLOEXEC)
                let connection = connections.update { all in
                    all.append(SocketConnection(descriptor: accepted, number: all.count + 1))
                    return all[all.count - 1]
                }
                Thread.detachNewThread {
                    script(connection)
                    connection.close()
                }
            }
            Glibc.close(descriptor)
        }
    }

    private static func listen(_ descriptor: Int32) -> UInt16? {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        return unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                guard unsafe bind(descriptor, generic, length) == 0, Glibc.listen(descriptor, 64) == 0,
                    unsafe getsockname(descriptor, generic, &length) == 0
                else { return nil }
                return unsafe UInt16(bigEndian: pointer.pointee.sin_port)
            }
        }
    }

    /// Its address.
    public func url(_ path: String = "/hook") -> String { "http://127.0.0.1:\(port)\(path)" }

    /// How many connections it has accepted so far.
    public var accepted: Int { connections.value.count }

    /// Stops listening and breaks all connections.
    public func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        for connection in connections.value { connection.close() }
    }
}

/// One connection of a ``SocketServer``; blocks, so it is for scripts only.
public final class SocketConnection: Sendable {
    /// An HTTP request as it came in.
    public struct Request: Sendable {
        /// Request line and headers.
        public let head: [String]
        /// The body.
        public let body: [UInt8]
    }

    private struct Stream {
        var buffer: ArraySlice<UInt8> = []
        var isOpen = true
    }

    /// Which connection of its server it is, from 1.
    public let number: Int
    private let descriptor: Int32
    private let stream = Mutex(Stream())

    init(descriptor: Int32, number: Int) {
        self.descriptor = descriptor
        self.number = number
        // Small answers in several writes are what these servers are for.
        var on: Int32 = 1
        unsafe setsockopt(
            descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    deinit {
        Glibc.close(descriptor)
    }

    /// A connection to a port of 127.0.0.1; nil when nobody listens there.
    public convenience init?(to port: UInt16) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let isConnected = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        self.init(descriptor: descriptor, number: 0)
        if !isConnected { return nil }
    }

    // MARK: Reading

    /// The next bytes that are there, at most so many; empty at the end.
    public func readSome(_ limit: Int = 65_536) -> [UInt8] {
        let buffered = stream.withLock { stream in
            let chunk = stream.buffer.prefix(limit)
            stream.buffer.removeFirst(chunk.count)
            return Array(chunk)
        }
        return buffered.isEmpty ? receive(limit) : buffered
    }

    /// The next line without its line end; nil at the end.
    public func readLine() -> String? {
        while true {
            let line = stream.withLock { stream -> [UInt8]? in
                guard let end = stream.buffer.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
                defer { stream.buffer = stream.buffer[(end + 1)...] }
                return Array(stream.buffer[..<end])
            }
            if let line { return String(decoding: line.last == 13 ? line.dropLast() : line[...], as: UTF8.self) }
            let more = receive(65_536)
            guard !more.isEmpty else { return nil }
            stream.withLock { $0.buffer += more }
        }
    }

    /// Exactly so many bytes; nil when the end comes first.
    public func read(_ count: Int) -> [UInt8]? {
        var bytes: [UInt8] = []
        while bytes.count < count {
            let chunk = readSome(count - bytes.count)
            guard !chunk.isEmpty else { return nil }
            bytes += chunk
        }
        return bytes
    }

    /// A request with a `Content-Length`, or without a body; nil when the end comes first.
    public func readRequest() -> Request? {
        var head: [String] = []
        while let line = readLine() {
            if line.isEmpty {
                let length = head.first { $0.lowercased().hasPrefix("content-length:") }
                let count = length.flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
                return read(count).map { Request(head: head, body: $0) }
            }
            head.append(line)
        }
        return nil
    }

    /// Returns when the other side has closed.
    public func waitForEnd() {
        while !readSome().isEmpty {}
    }

    /// Returns when the connection is gone, without reading anything.
    public func waitForReset() {
        var entry = pollfd(fd: descriptor, events: 0, revents: 0)
        while unsafe poll(&entry, 1, -1) < 0, errno == EINTR {}
    }

    private func receive(_ limit: Int) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: limit)
        let count = unsafe buffer.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) }
        return count > 0 ? Array(buffer[..<count]) : []
    }

    // MARK: Writing

    /// Writes all of it; false when the connection is gone.
    @discardableResult
    public func write(_ bytes: [UInt8]) -> Bool {
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes[written...].withUnsafeBytes {
                unsafe send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            written += count
        }
        return true
    }

    /// Writes a text; false when the connection is gone.
    @discardableResult
    public func write(_ text: String) -> Bool { write(Array(text.utf8)) }

    /// Answers 200 with a body, and further header lines that end in CRLF.
    @discardableResult
    public func answer(_ body: String = "", headers: String = "") -> Bool {
        write("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)")
    }

    /// Closes in both directions.
    public func close() {
        stream.withLock { stream in
            if stream.isOpen { shutdown(descriptor, Int32(SHUT_RDWR)) }
            stream.isOpen = false
        }
    }

    /// Closes for writing only.
    public func closeWriting() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Breaks the connection: the other side sees "connection reset by peer".
    public func reset() {
        // Disconnecting a socket that may not linger sends RST (tcp(7), connect(2) with AF_UNSPEC).
        var linger = Glibc.linger(l_onoff: 1, l_linger: 0)
        unsafe setsockopt(
            descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
        var nobody = sockaddr(sa_family: sa_family_t(AF_UNSPEC), sa_data: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
        unsafe connect(descriptor, &nobody, socklen_t(MemoryLayout<sockaddr>.size))
        stream.withLock { $0.isOpen = false }
    }
}
