import Core
import Foundation
import Synchronization

/// A receiver on plain sockets that fails at random as real ones do: it closes, resets, answers 500, 429 or garbage, or
/// answers late. The same seed fails alike.
final class ChaosReceiver: Sendable {
    /// A message that arrived whole.
    struct Arrival: Sendable {
        let id: String
        let event: Int
        let isAccepted: Bool
    }

    /// SplitMix64 (Steele, Lea, Flood 2014).
    private struct Chance: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return value ^ (value >> 31)
        }
    }

    private struct State {
        var arrivals: [Arrival] = []
        var accepted: Set<Int> = []
        var generator: Chance
    }

    private let listener: CInt
    let port: UInt16
    private let state: Mutex<State>
    private let changed = DispatchSemaphore(value: 0)
    private let failuresInThousand: UInt64

    /// Listens on a free port.
    init(seed: UInt64, failuresInThousand: UInt64) throws {
        self.failuresInThousand = failuresInThousand
        state = Mutex(State(generator: Chance(state: seed)))
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let bound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { name in
                unsafe bind(listener, name, length) == 0 && listen(listener, 64) == 0
                    && getsockname(listener, name, &length) == 0
            }
        }
        guard bound else { throw POSIXError(.EADDRINUSE) }
        port = UInt16(bigEndian: address.sin_port)
        Thread.detachNewThread { [self] in accept() }
    }

    var arrivals: [Arrival] { state.withLock { $0.arrivals } }

    /// Returns when so many different events were accepted; false when that takes longer than so many seconds.
    func waitForAccepted(_ count: Int, seconds: TimeInterval) -> Bool {
        let deadline = Date(timeIntervalSinceNow: seconds)
        while state.withLock({ $0.accepted.count }) < count {
            guard Date() < deadline else { return false }
            _ = changed.wait(timeout: .now() + 0.1)
        }
        return true
    }

    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private func accept() {
        while true {
            let connection = Foundation.accept(listener, nil, nil)
            guard connection >= 0 else { return }
            Thread.detachNewThread { [self] in
                while let body = read(connection), answer(body, on: connection) {}
                close(connection)
            }
        }
    }

    private enum Course { case accept, close, reset, unavailable, tooFast, garbage, late }

    /// False when the connection is over.
    private func answer(_ request: (id: String, event: Int), on connection: CInt) -> Bool {
        let course: Course = state.withLock { state in
            let isFailing = UInt64.random(in: 0..<1000, using: &state.generator) < failuresInThousand
            let courses: [Course] = [.close, .reset, .unavailable, .tooFast, .garbage, .late]
            let course = isFailing ? courses.randomElement(using: &state.generator) ?? .close : .accept
            state.arrivals.append(Arrival(id: request.id, event: request.event, isAccepted: course == .accept))
            if course == .accept { state.accepted.insert(request.event) }
            return course
        }
        changed.signal()
        switch course {
        case .accept: return send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", on: connection)
        case .unavailable:
            return send("HTTP/1.1 500 Oops\r\nContent-Length: 4\r\n\r\noops", on: connection)
        case .tooFast:
            let text = "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n"
            return send(text, on: connection)
        case .garbage:
            _ = send("\u{1}\u{2}nothing of the kind\r\n\r\n", on: connection)
            return false
        case .close: return false
        case .reset:
            var linger = linger(l_onoff: 1, l_linger: 0)
            let size = socklen_t(MemoryLayout<Foundation.linger>.size)
            unsafe setsockopt(connection, SOL_SOCKET, SO_LINGER, &linger, size)
            return false
        case .late:
            // Longer than the daemon waits: it hangs up first.
            var byte: UInt8 = 0
            _ = unsafe recv(connection, &byte, 1, 0)
            return false
        }
    }

    private func send(_ text: String, on connection: CInt) -> Bool {
        let bytes = Array(text.utf8)
        return unsafe Foundation.send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    }

    /// One whole request; nil when the connection is over.
    private func read(_ connection: CInt) -> (id: String, event: Int)? {
        var received: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            if let request = parse(received) { return request }
            let count = unsafe recv(connection, &chunk, chunk.count, 0)
            guard count > 0 else { return nil }
            received += chunk[..<count]
        }
    }

    private func parse(_ bytes: [UInt8]) -> (id: String, event: Int)? {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let end = text.range(of: "\r\n\r\n") else { return nil }
        var headers: [String: String] = [:]
        for line in text[..<end.lowerBound].components(separatedBy: "\r\n") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(
                in: .whitespaces)
        }
        let body = Data(text[end.upperBound...].utf8)
        guard let length = headers["content-length"].flatMap({ Int($0) }), body.count >= length else { return nil }
        let json = try? JSONSerialization.jsonObject(with: body) as? [String: Any]
        let event = (json?["data"] as? [String: Any])?["event"] as? Int
        return (headers["webhook-id"] ?? "", event ?? 0)
    }
}
