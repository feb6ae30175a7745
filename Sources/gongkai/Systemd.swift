import Glibc
import Logging
import ServiceLifecycle

/// Tells systemd how the daemon is (sd_notify(3)): one datagram to `$NOTIFY_SOCKET`, nothing where there is none.
struct SystemdNotifier: Service, CustomStringConvertible {
    private let socketPath: String?
    private let status: @Sendable () -> String

    /// - Parameters:
    ///   - environment: for `NOTIFY_SOCKET`.
    ///   - status: one line on the state of things.
    init(environment: [String: String], status: @escaping @Sendable () -> String) {
        socketPath = environment["NOTIFY_SOCKET"]
        self.status = status
    }

    var description: String { "systemd" }

    /// Says that the daemon is up.
    func ready() {
        send("READY=1\nSTATUS=\(status())")
    }

    /// Refreshes the status line until shutdown, then says that the daemon stops.
    func run() async throws {
        if socketPath == nil {
            try? await gracefulShutdown()
            return
        }
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                send("STATUS=\(status())")
                try? await Task.sleep(for: .seconds(10))
            }
        }
        send("STOPPING=1")
    }

    private func send(_ message: String) {
        guard let socketPath, !socketPath.isEmpty else { return }
        let descriptor = socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var path = Array(socketPath.utf8)
        // A leading @ stands for the abstract namespace (unix(7)).
        if path.first == UInt8(ascii: "@") { path[0] = 0 }
        guard path.count < MemoryLayout.size(ofValue: address.sun_path) else { return }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + path.count)
        let bytes = Array(message.utf8)
        _ = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe sendto(descriptor, bytes, bytes.count, CInt(MSG_NOSIGNAL), $0, length)
            }
        }
    }
}
