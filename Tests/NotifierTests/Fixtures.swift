import Core
import Logging
import Synchronization
import TestSupport

@testable import Notifier

/// A clock that only tests move.
final class ManualClock: Sendable {
    private let moment = Mutex(UnixTime(milliseconds: 1_780_000_000_000))

    var now: UnixTime { moment.withLock { $0 } }

    func advance(seconds: Int64) {
        moment.withLock { $0 = $0.advanced(milliseconds: seconds * 1000) }
    }
}

/// Keeps every line that is logged.
final class LogRecorder: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    var logger: Logger {
        Logger(label: "test") { _ in Handler(recorder: self) }
    }

    private struct Handler: LogHandler {
        let recorder: LogRecorder
        var metadata = Logger.Metadata()
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let all = metadata.merging(event.metadata ?? [:]) { $1 }
            recorder.lines.withLock { $0.append("\(event.level) \(event.message) \(all)") }
        }
    }
}

/// A notifier over a log in memory with a clock that tests move.
struct Harness: Sendable {
    let log = MemoryEventLog()
    let clock = ManualClock()
    let recorder = LogRecorder()

    /// Runs a notifier while `body` runs, and stops it as a service group would.
    @discardableResult
    func withNotifier<Result: Sendable>(
        _ channels: [ChannelDefinition], settings: DeliverySettings = DeliverySettings(), network: NetworkPolicy? = nil,
        _ body: (NotifierService) async throws -> Result
    ) async throws -> Result {
        let ids = Mutex(0)
        let service = try NotifierService(
            channels: channels, settings: settings, network: network ?? Fixtures.local,
            surroundings: Surroundings(
                log: log, logger: recorder.logger, now: { [clock] in clock.now }, fraction: { 0.5 },
                makeID: {
                    ids.withLock { id in
                        id += 1
                        return "msg_\(id)"
                    }
                }, grace: .milliseconds(100)))
        for channel in channels { try log.openChannel(channel.name) }
        return try await withThrowingTaskGroup { group in
            group.addTask { try await service.run() }
            let result = try await body(service)
            group.cancelAll()
            try await group.waitForAll()
            return result
        }
    }
}

enum Fixtures {
    static let local = local(timeoutSeconds: 20)

    /// The same for what must not run out of time however busy the machine is.
    static let patient = local(timeoutSeconds: 600)

    private static func local(timeoutSeconds: Int) -> NetworkPolicy {
        do {
            return try NetworkPolicy(
                allowPrivate: ["127.0.0.1"], connectTimeoutSeconds: 2, timeoutSeconds: timeoutSeconds)
        } catch {
            preconditionFailure("\(error)")
        }
    }

    static func finding(
        _ number: Int = 1, severity: Severity = .warning, quote: String? = "全年共公开信息 1151 条"
    ) -> Finding {
        Finding(
            rule: "narrative.breakdown", severity: severity,
            message: Message(zh: "第 \(number) 处分项之和与总数不符", en: "breakdown \(number) does not add up"),
            expected: 1151, actual: 1008, place: Place(line: 17), quote: quote)
    }

    static func subject(
        verdict: Verdict = .flagged, agency: String? = "嘉兴市民政局", findings: [Finding] = [finding()],
        gone: [Finding] = []
    ) -> Event.Subject {
        var figures = KeyFigures(CellTable())
        figures.received = 58
        figures.carriedIn = 2
        var subject = Event.Subject(
            report: 7, verdict: verdict, agency: agency, year: 2020, edition: "2019", title: nil,
            file: "/srv/drop/嘉兴.txt", content: ContentID(bytes: Array(repeating: 0xAB, count: 32)),
            keyFigures: agency == nil ? nil : figures, findings: findings)
        subject.gone = gone
        return subject
    }

    static func coverage(_ region: String, agencies: [String] = ["民政局", "教育局"]) -> Event.Coverage {
        Event.Coverage(
            region: region, year: 2025, deadline: CivilDate(daysSinceEpoch: 20_484), agencies: agencies)
    }

    static func event(_ subject: Event.Subject = subject(), kind: EventKind = .reportValidated) -> Event {
        Event(id: 3, kind: kind, occurredAt: UnixTime(milliseconds: 1_780_000_000_123), subject: subject)
    }

    static func message(_ event: Event = event(), language: Language = .chinese) -> OutgoingMessage {
        OutgoingMessage(id: "msg_test", event: event, summary: Summary(event, in: language, delivery: "msg_test"))
    }

    static func channel(
        _ kind: ChannelDefinition.Kind, name: String = "c", mention: [String] = [], network: NetworkPolicy = local
    ) throws -> ChannelDefinition {
        try ChannelDefinition(name: name, kind: kind, mention: mention, network: network)
    }

    static func webhook(
        _ name: String = "archive", url: String, secret: Secret? = nil, network: NetworkPolicy = local
    ) throws -> ChannelDefinition {
        try ChannelDefinition(name: name, kind: .webhook(url: Secret(url), secret: secret), network: network)
    }

    static func feishu(
        _ name: String = "oversight", url: String, secret: Secret? = nil, network: NetworkPolicy = local
    ) throws -> ChannelDefinition {
        try ChannelDefinition(name: name, kind: .feishu(url: Secret(url), secret: secret), network: network)
    }
}

extension Outlet {
    /// The POST that carries a message.
    func request(for message: OutgoingMessage, now: UnixTime) -> HTTPRequest {
        guard case .http(let request) = transfer(of: message, now: now) else { preconditionFailure("no POST") }
        return request
    }
}
