import Core
import Foundation
import Glibc
import Logging
import ServiceLifecycle
import Store
import Watcher

/// The daemon's side of `<state>/control.sock`: one process writes, so commands that write come here.
struct ControlServer: Service, CustomStringConvertible {
    /// What the daemon does for commands.
    struct Handlers: Sendable {
        let status: @Sendable () throws -> DaemonStatus
        let ingest:
            @Sendable (
                _ paths: [BytePath], _ notify: Bool, _ isCancelled: () -> Bool, _ progress: (Ingest.Summary) -> Void
            ) throws -> Ingest.Summary
        let upkeep: Upkeep
        let outbox: @Sendable (OutboxRequest) throws -> OutboxReport
        let notifyTest: @Sendable (_ channel: String) throws -> ChannelTrialReport
    }

    private let socket: UnixSocket
    private let path: BytePath
    private let handlers: Handlers
    private let logger: Logger
    private let connections = Connections()

    /// Listens; connections wait until ``run()``.
    init(state: BytePath, handlers: Handlers, logger: Logger) throws(ControlError) {
        path = ControlClient.path(state: state)
        socket = try UnixSocket.listen(at: path)
        self.handlers = handlers
        self.logger = logger
    }

    var description: String { "control socket" }

    func run() async throws {
        await withTaskCancellationOrGracefulShutdownHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
                Thread.detachNewThread {
                    accept()
                    continuation.resume()
                }
            }
        } onCancelOrGracefulShutdown: {
            connections.stop()
            socket.shutDown()
        }
        _ = unsafe unlink(path.display)
    }

    /// Runs on a thread of its own; so does each connection, because an ingest takes as long as it takes. Returns when
    /// all have ended, so that nobody uses the store after this service.
    private func accept() {
        var isRefusing = false
        while connections.awaitPlace() {
            switch socket.accept() {
            case .connection(let connection):
                isRefusing = false
                guard connections.add(connection) else { break }
                Thread.detachNewThread {
                    serve(connection)
                    connections.remove(connection)
                }
            case .refused(let error):
                if !isRefusing { logger.warning("control socket waits", metadata: ["error": "\(error)"]) }
                isRefusing = true
                connections.pause(seconds: 1)
            case .shutDown: connections.stop()
            }
        }
        connections.awaitEnd()
    }

    private func serve(_ connection: UnixSocket) {
        connection.forEachLine { line in
            do {
                switch try ControlLine.decode(ControlRequest.self, from: line) {
                case .status: return reply(.status(try handlers.status()), to: connection)
                case .ingest(let paths, let notify):
                    return try ingest(paths.map { BytePath(bytes: $0) }, notify: notify, for: connection)
                case .recheck(let notify): return try recheck(notify: notify, for: connection)
                case .acknowledge(let finding, let why, let replacing):
                    let result = try handlers.upkeep.acknowledge(finding, why: why, replacing: replacing)
                    return reply(.acknowledged(result), to: connection)
                case .identify(let said):
                    return reply(.identified(report: try handlers.upkeep.identify(said)), to: connection)
                case .outbox(let request): return reply(.outbox(try handlers.outbox(request)), to: connection)
                case .notifyTest(let channel):
                    return reply(.notifyTest(try handlers.notifyTest(channel)), to: connection)
                }
            } catch let error as SyscallError where error.code == ENOENT {
                return reply(.failure("\(error)", status: 66), to: connection)
            } catch let error as StoreError where error.isRefusal {
                return reply(.failure("\(error)", status: 66), to: connection)
            } catch let error as ConfigurationError {
                return reply(.failure("\(error)", status: ConfigurationError.exitStatus), to: connection)
            } catch {
                logger.warning("control request failed", metadata: ["error": "\(error)"])
                return reply(.failure("\(error)", status: 1), to: connection)
            }
        }
    }

    private func ingest(_ paths: [BytePath], notify: Bool, for connection: UnixSocket) throws -> Bool {
        var isConnected = true
        let summary = try handlers.ingest(
            paths, notify, { !isConnected || connections.isStopping },
            { isConnected = isConnected && reply(.ingest(IngestProgress($0), isFinal: false), to: connection) })
        return reply(.ingest(IngestProgress(summary), isFinal: true), to: connection)
    }

    private func recheck(notify: Bool, for connection: UnixSocket) throws -> Bool {
        var isConnected = true
        let result = try handlers.upkeep.recheck(
            notify: notify, isCancelled: { !isConnected || connections.isStopping },
            progress: { isConnected = isConnected && reply(.recheck($0, isFinal: false), to: connection) })
        return reply(.recheck(result, isFinal: true), to: connection)
    }

    private func reply(_ reply: ControlReply, to connection: UnixSocket) -> Bool {
        guard let line = try? ControlLine.encode(reply) else { return false }
        return connection.send(line: line)
    }
}
