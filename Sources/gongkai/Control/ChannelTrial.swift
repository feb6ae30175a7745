import Core
import Foundation
import Notifier

/// Sends one test message on a channel: in the daemon, which has systemd's credentials and its own walls around it, or in
/// the command where none is running.
struct ChannelTrial: Sendable {
    let configuration: Configuration

    /// Sends it on the channel as the daemon uses it, with the secrets that it has. Blocks: not for Swift's cooperative pool.
    ///
    /// - Throws: what keeps the message from being sent at all.
    func perform(_ channel: String, through notifier: NotifierService) throws -> ChannelTrialReport {
        guard let type = configuration.channels.first(where: { $0.name == channel })?.channel.type,
            let (id, result) = try notifier.sendTest(on: channel)
        else { throw NoSuchChannel(name: channel) }
        return ChannelTrialReport(channel: channel, type: type, id: id, result)
    }

    /// Sends it, past the event log and the outbox. Secrets are read anew. Blocks: not for Swift's cooperative pool.
    ///
    /// - Throws: what keeps the message from being sent at all.
    func perform(_ channel: String) throws -> ChannelTrialReport {
        guard let configuration = configuration.limited(to: channel) else {
            throw NoSuchChannel(name: channel)
        }
        let secrets = try SecretResolver(
            environment: ProcessInfo.processInfo.environment, readFile: LocalFiles.read
        ).resolve(configuration)
        let network = try configuration.networkPolicy(proxy: secrets.proxy)
        guard let found = secrets.channels.first else { throw NoSuchChannel(name: channel) }
        let definition = try configuration.definition(
            of: found.settings, named: channel, found.kind, nil, network)
        let (id, result) = try definition.sendTest(network: network, now: SystemClock.now)
        return ChannelTrialReport(channel: channel, type: found.settings.type, id: id, result)
    }

    /// The daemon's configuration is that of its start.
    private struct NoSuchChannel: Error, CustomStringConvertible {
        let name: String

        var description: String {
            "the running daemon knows no channel \(name): it reads its configuration when it starts; restart it, or use "
                + "--direct"
        }
    }
}

/// What came of a test message, on the wire and on the screen.
struct ChannelTrialReport: Codable {
    var channel: String
    var type: String
    /// The message's id, of which the message shows the first characters.
    var id: String
    /// `delivered`, `accepted`, `ambiguous` or `failed`.
    var state: String
    /// What kind of answer it was, as attempts have it.
    var outcome: String
    var status: Int?
    var latencyMilliseconds: Int
    /// What is wrong and what to do, without secrets.
    var error: String?
    /// What the service answered, its first 2 KB, without secrets.
    var body: String?

    init(channel: String, type: ChannelType, id: String, _ result: AttemptResult) {
        (self.channel, self.type, self.id) = (channel, type.rawValue, id)
        state =
            switch result.fate {
            case .delivered: "delivered"
            case .accepted: "accepted"
            case .ambiguous: "ambiguous"
            case .retry, .notSent, .dead: "failed"
            }
        outcome = result.outcome.rawValue
        (status, latencyMilliseconds) = (result.status, result.latencyMilliseconds)
        (error, body) = (result.error, result.body)
    }

    /// Whether the service has the message, as far as it says.
    var isSuccess: Bool { state == "delivered" || state == "accepted" }

    /// The lines for people.
    var text: String {
        var lines = ["\(printable(channel))  \(type)  \(state)  \(latencyMilliseconds) ms  \(id)"]
        if let error { lines.append("  \(outcome): \(printable(error))") }
        if let status {
            let protocolName = type == ChannelType.email.rawValue ? "SMTP" : "HTTP"
            lines.append("  \(protocolName) \(status)  \(printable(body ?? ""))")
        }
        return lines.joined(separator: "\n")
    }

    /// The JSON object.
    var json: String {
        var json = JSONWriter()
        json.object { json in
            json.member("channel", channel)
            json.member("type", type)
            json.member("id", id)
            json.member("state", state)
            json.member("outcome", outcome)
            json.member("status", status)
            json.member("latency_ms", latencyMilliseconds)
            json.member("error", error)
            json.member("body", body)
        }
        return json.text
    }
}
