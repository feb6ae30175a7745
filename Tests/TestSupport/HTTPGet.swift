internal import Foundation
internal import Glibc

/// A client that speaks HTTP by hand, over a port of 127.0.0.1 or a Unix socket; blocks.
public enum HTTPGet {
    /// What came back.
    public struct Answer: Sendable {
        /// The status; 0 when the first line was none of HTTP.
        public let status: Int
        /// Status line and headers.
        public let head: [String]
        /// The body.
        public let body: String
    }

    /// Asks and reads to the end of the connection; nil when nobody listens or nothing came back.
    public static func answer(_ path: String, from connection: SocketConnection?, method: String = "GET") -> Answer? {
        guard let connection, connection.write("\(method) \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n") else {
            return nil
        }
        return answer(from: connection)
    }

    /// Reads an answer to the end of the connection; nil when nothing came back.
    public static func answer(from connection: SocketConnection) -> Answer? {
        var bytes: [UInt8] = []
        while true {
            let more = connection.readSome()
            if more.isEmpty { break }
            bytes += more
        }
        let text = String(decoding: bytes, as: UTF8.self)
        guard let end = text.range(of: "\r\n\r\n") else { return nil }
        let head = text[..<end.lowerBound].components(separatedBy: "\r\n")
        let status = head.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
        return Answer(status: status ?? 0, head: head, body: String(text[end.upperBound...]))
    }
}

extension SocketConnection {
    /// A connection to a Unix socket; nil when nobody listens there, or, for the impatient, too many wait.
    public convenience init?(toSocket path: String, isPatient: Bool = true) {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        if !isPatient { _ = fcntl(descriptor, F_SETFL, O_NONBLOCK) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8.prefix(107)) }
        let isConnected = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
        self.init(descriptor: descriptor, number: 0)
        if !isConnected { return nil }
    }
}
