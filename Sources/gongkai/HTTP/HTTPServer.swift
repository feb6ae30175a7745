import Core
import Foundation
import Glibc
import Logging
import ServiceLifecycle

/// The endpoint for health and metrics: one thread, a few short-lived connections, GET and HEAD.
///
/// A thread of its own and poll(2), because an answer may read the store and because clients are not trusted: they can
/// take neither threads nor descriptors nor time from the daemon (``HTTPClients``, ``HTTPConversation``).
final class HTTPServer: Service, CustomStringConvertible {
    let description = "http endpoint"

    /// Where it listens.
    var address: ListenAddress { listener.address }

    private let listener: HTTPListener
    private let respond: @Sendable (HTTPRequest) -> HTTPResponse
    private let logger: Logger
    private let wakeReader: SocketDescriptor
    private let wakeWriter: SocketDescriptor

    /// Listens; clients wait until ``run()``. `respond` is called on the server's own thread and may take some milliseconds.
    init(
        _ address: ListenAddress, logger: Logger, respond: @escaping @Sendable (HTTPRequest) -> HTTPResponse
    ) throws {
        listener = try HTTPListener(address)
        self.respond = respond
        self.logger = logger
        var ends: (CInt, CInt) = (-1, -1)
        let result = unsafe withUnsafeMutableBytes(of: &ends) {
            unsafe pipe($0.assumingMemoryBound(to: CInt.self).baseAddress)
        }
        guard result == 0 else { throw HTTPListenError(address, errno: errno) }
        wakeReader = SocketDescriptor(owning: ends.0)
        wakeWriter = SocketDescriptor(owning: ends.1)
        for end in [wakeReader, wakeWriter] { end.makeNonblocking() }
    }

    func run() async throws {
        logger.info("http endpoint listens", metadata: ["http.address": "\(address)"])
        await withTaskCancellationOrGracefulShutdownHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
                let thread = Thread { [self] in
                    serve()
                    continuation.resume()
                }
                thread.name = "gongkai-http"
                thread.start()
            }
        } onCancelOrGracefulShutdown: { [self] in
            var byte: UInt8 = 0
            _ = unsafe write(wakeWriter.number, &byte, 1)
        }
        listener.remove()
    }

    /// Serves until it is woken.
    private func serve() {
        var clients = HTTPClients(respond: respond)
        var isRefusing = false
        while true {
            let events = clients.poll(wake: wakeReader, listener: listener.socket, at: HTTPServer.uptime())
            if events.isWoken { return }
            let now = HTTPServer.uptime()
            clients.serve(at: now)
            guard events.hasArrivals else { continue }
            do throws(HTTPListenError) {
                while let client = try listener.accept() { clients.add(client, at: now) }
                isRefusing = false
            } catch {
                clients.pauseArrivals(at: now)
                if !isRefusing { logger.warning("http endpoint waits", metadata: ["error": "\(error)"]) }
                isRefusing = true
            }
        }
    }

    /// Milliseconds of a clock that nobody can set.
    private static func uptime() -> Int64 { Uptime.nanoseconds() / 1_000_000 }
}

/// A clock that nobody can set and that stands while the machine sleeps, CLOCK_MONOTONIC of clock_gettime(2).
enum Uptime {
    static func nanoseconds() -> Int64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
