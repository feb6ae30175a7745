import Core
import Foundation
import Store

/// A command's side of `<state>/control.sock`.
struct ControlClient {
    private let socket: UnixSocket

    /// Where the socket of a state directory is.
    static func path(state: BytePath) -> BytePath {
        state.appending("control.sock".utf8)
    }

    /// Connects to the daemon on a state directory; nil when none is running.
    static func connect(state: BytePath) throws -> ControlClient? {
        do throws(ControlError) {
            return try UnixSocket.connect(to: path(state: state)).map { ControlClient(socket: $0) }
        } catch {
            throw Exit.failure("\(error)")
        }
    }

    /// Asks how the daemon is.
    func status() throws -> DaemonStatus {
        guard case .status(let status)? = try replies(to: .status, until: { _ in true }) else { throw lost }
        return status
    }

    /// Has the daemon take in files and folders; returns when all of it is stored.
    func ingest(
        _ paths: [BytePath], notify: Bool, progress: (IngestProgress) -> Void
    ) throws -> IngestProgress {
        let last = try replies(to: .ingest(paths: paths.map { Data($0.bytes) }, notify: notify)) { reply in
            guard case .ingest(let state, let isFinal) = reply else { return true }
            progress(state)
            // The daemon breaks off when nobody listens any more.
            return isFinal || Interrupt.isRequested
        }
        guard case .ingest(let state, let isFinal)? = last, isFinal || Interrupt.isRequested else { throw lost }
        return state
    }

    /// Has the daemon judge everything again; returns when all of it is done.
    func recheck(notify: Bool, progress: (RecheckProgress) -> Void) throws -> RecheckProgress {
        let last = try replies(to: .recheck(notify: notify)) { reply in
            guard case .recheck(let state, let isFinal) = reply else { return true }
            progress(state)
            return isFinal || Interrupt.isRequested
        }
        guard case .recheck(let state, let isFinal)? = last, isFinal || Interrupt.isRequested else { throw lost }
        return state
    }

    /// Has the daemon acknowledge a finding, or without a reason take that back.
    func acknowledge(_ finding: Int64, why: String?, replacing: Bool) throws -> Acknowledged {
        let reply = try replies(
            to: .acknowledge(finding: finding, why: why, replacing: replacing), until: { _ in true })
        guard case .acknowledged(let result)? = reply else { throw lost }
        return result
    }

    /// Has the daemon mend a report's identity; the id of the report that has it now.
    func identify(_ said: Identification) throws -> Int64 {
        guard case .identified(let id)? = try replies(to: .identify(said), until: { _ in true }) else { throw lost }
        return id
    }

    /// Has the daemon change the outbox or the silences.
    func outbox(_ request: OutboxRequest) throws -> OutboxReport {
        guard case .outbox(let report)? = try replies(to: .outbox(request), until: { _ in true }) else { throw lost }
        return report
    }

    /// Has the daemon send one test message; returns when the service has answered.
    func notifyTest(_ channel: String) throws -> ChannelTrialReport {
        let reply = try replies(to: .notifyTest(channel: channel), until: { _ in true })
        guard case .notifyTest(let report)? = reply else { throw lost }
        return report
    }

    private var lost: any Error {
        Exit.failure("the daemon ended before it answered; look at its log")
    }

    private func replies(to request: ControlRequest, until isLast: (ControlReply) -> Bool) throws -> ControlReply? {
        guard socket.send(line: try ControlLine.encode(request)) else { throw lost }
        var last: ControlReply?
        var failure: (any Error)?
        socket.forEachLine { line in
            do {
                let reply = try ControlLine.decode(ControlReply.self, from: line)
                if case .failure(let message, let status) = reply {
                    failure = Exit.failure(message, status: status)
                    return false
                }
                last = reply
                return !isLast(reply)
            } catch {
                failure = Exit.failure("the daemon speaks another version: \(error)")
                return false
            }
        }
        if let failure { throw failure }
        return last
    }
}
