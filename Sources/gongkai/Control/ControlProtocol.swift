import Core
import Foundation
import Store
import Watcher

/// One line of JSON from a command to the daemon.
enum ControlRequest: Codable {
    /// How is the daemon?
    case status
    /// Take in these files and folders, given as bytes.
    case ingest(paths: [Data], notify: Bool)
    /// Judge everything that is stored again.
    case recheck(notify: Bool)
    /// Acknowledge a finding, where it says so for another reason than stands already; without a reason, take that back.
    case acknowledge(finding: Int64, why: String?, replacing: Bool)
    /// Mend a report's identity.
    case identify(Identification)
    /// Change the outbox or the silences.
    case outbox(OutboxRequest)
    /// Send one test message.
    case notifyTest(channel: String)
}

/// One line of JSON from the daemon to a command.
enum ControlReply: Codable {
    case status(DaemonStatus)
    /// How far an ingest is; the last one is final.
    case ingest(IngestProgress, isFinal: Bool)
    /// How far judging again is; the last one is final.
    case recheck(RecheckProgress, isFinal: Bool)
    case acknowledged(Acknowledged)
    /// The report that has the identity now.
    case identified(report: Int64)
    case outbox(OutboxReport)
    case notifyTest(ChannelTrialReport)
    /// The request failed.
    case failure(String, status: Int32)
}

/// What acknowledging a finding came to, on the wire and on the screen.
struct Acknowledged: Codable {
    var rule: String
    var message: String
    var messageEnglish: String
    var report: Int64
    /// The verdict on the report now.
    var verdict: String

    init(_ result: AcknowledgedFinding) {
        rule = result.finding.rule.description
        message = result.finding.message.chinese
        messageEnglish = result.finding.message.english
        report = result.report
        verdict = result.verdict.rawValue
    }
}

/// How far an ingest is, on the wire and on the screen.
struct IngestProgress: Codable {
    var found: Int
    var known: Int
    var recorded: Int
    var duplicates: Int
    /// Known content that was judged anew.
    var rejudged: Int
    var finished: Int
    var isListingComplete: Bool
    /// What could not be read or stored, with the reason.
    var failures: [String]

    /// Whether everything was gone over, to the end.
    var isComplete: Bool { isListingComplete && finished >= found }

    init(_ summary: Ingest.Summary) {
        found = summary.found
        known = summary.known
        recorded = summary.recorded
        duplicates = summary.duplicates
        rejudged = summary.rejudged
        finished = summary.finished
        isListingComplete = summary.isListingComplete
        failures = summary.failures.map { "\($0)" }
    }
}

/// What `status` shows.
struct DaemonStatus: Codable {
    struct Channel: Codable {
        var name: String
        var lastSuccess: String?
        var lastFailure: String?
        var failure: String?
        var failuresInARow: Int
        /// When its messages go on that wait, and why they do.
        var nextAttempt: String?
        var waitingFor: String?
        /// How many messages wait, and how many events of the log behind them; some of those may not be for it.
        var waitingMessages: Int
        var waitingEvents: Int
        /// How many events wait to become a digest or a group's messages.
        var collected: Int
    }

    struct Problem: Codable {
        /// Its name, as in `/readyz`.
        var condition: String
        var message: String
        var messageEnglish: String
        /// Whether the daemon does what it is there for all the same.
        var isRemark: Bool

        init(_ problem: Health.Problem) {
            condition = problem.condition.rawValue
            message = problem.message.chinese
            messageEnglish = problem.message.english
            isRemark = problem.condition.isRemark
        }
    }

    var version: String
    var pid: Int32
    var startedAt: String
    /// `watching` or `polling`.
    var mode: String
    var watches: Int
    var seen: Int
    var recorded: Int
    var duplicates: Int
    var rejudged: Int
    var vanished: Int
    var blocked: Int
    var pending: Int
    var overflows: Int
    var lastFile: String?
    var lastVerdict: String?
    /// Stored reports by verdict.
    var reports: [String: Int]
    /// Deliveries by state.
    var deliveries: [String: Int]
    var databaseBytes: Int64
    var channels: [Channel]
    /// That no channel has worked for long; nil when all is well.
    var alarm: String?
    /// Whether reports are taken in and told of, as `/readyz` says.
    var isReady: Bool
    /// What is the matter.
    var problems: [Problem]

    /// The lines for people.
    var text: String {
        func counts(_ values: [String: Int]) -> String {
            values.isEmpty
                ? "none" : values.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        }
        var lines = [
            "gongkai \(version), pid \(pid), since \(startedAt)",
            "intake      \(mode), \(watches) watches, \(pending) pending, \(blocked) blocked",
            "            \(seen) seen, \(recorded) recorded, \(rejudged) judged anew, \(duplicates) duplicates, "
                + "\(vanished) vanished, \(overflows) overflows",
            "last        \(lastFile.map { printable($0) } ?? "none")\(lastVerdict.map { " (\($0))" } ?? "")",
            "reports     \(counts(reports))",
            "deliveries  \(counts(deliveries))",
            "store       \(databaseBytes) bytes",
        ]
        for channel in channels {
            var line = "channel     \(channel.name): last success \(channel.lastSuccess ?? "never")"
            if let failure = channel.failure {
                line += ", failing ×\(channel.failuresInARow): \(printable(failure))"
            }
            if let next = channel.nextAttempt { line += ", waits until \(next) (\(channel.waitingFor ?? "failing"))" }
            if channel.waitingMessages + channel.waitingEvents > 0 {
                line += ", waiting: \(channel.waitingMessages) messages and \(channel.waitingEvents) events behind them"
            }
            if channel.collected > 0 { line += ", \(channel.collected) events collected" }
            lines.append(line)
        }
        for problem in problems {
            let label =
                problem.isRemark
                ? "note" : problem.condition == Health.Condition.silence.rawValue ? "ALARM" : "NOT READY"
            lines.append(label.padding(toLength: 12, withPad: " ", startingAt: 0) + printable(problem.messageEnglish))
        }
        return lines.joined(separator: "\n")
    }

    /// The JSON object.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}

/// Both sides' way to and from a line.
enum ControlLine {
    static func encode(_ value: some Encodable) throws -> String {
        String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
    }

    static func decode<Value: Decodable>(_ type: Value.Type, from line: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(line.utf8))
    }
}
