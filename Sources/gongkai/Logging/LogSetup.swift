import Core
import Foundation
import Logging

/// Where log lines go and what they look like.
enum LogSetup {
    /// Sets up logging for the process; called once, before anything logs.
    static func bootstrap(_ settings: Log, environment: [String: String]) {
        let style = LineLogHandler.Style(settings.format, environment: environment)
        let level = settings.level.loggerLevel
        LoggingSystem.bootstrap { _ in LineLogHandler(style: style, level: level) }
    }
}

extension Log.Level {
    fileprivate var loggerLevel: Logger.Level {
        Logger.Level(rawValue: rawValue) ?? .info
    }
}

/// One line an event on standard error.
struct LineLogHandler: LogHandler {
    /// What a line looks like.
    enum Style: Sendable {
        /// Time, level, message, `key=value`.
        case text
        /// `<priority>`, message, `key=value`: sd-daemon(3); the journal adds time and unit.
        case journal
        /// One JSON object.
        case json

        /// The configured style; under systemd, which sets `$JOURNAL_STREAM`, `auto` is the journal's.
        init(_ setting: Log.Style, environment: [String: String]) {
            switch setting {
            case .text: self = .text
            case .journal: self = .journal
            case .json: self = .json
            case .auto: self = environment["JOURNAL_STREAM"] == nil ? .text : .journal
            }
        }
    }

    private let style: Style
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]

    init(style: Style, level: Logger.Level) {
        self.style = style
        logLevel = level
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let fields = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
        let pairs = fields.map { "\($0.key)=\(quoted("\($0.value)"))" }.joined(separator: " ")
        let text = pairs.isEmpty ? "\(event.message)" : "\(event.message) \(pairs)"
        switch style {
        case .text:
            StandardError.write("\(SystemClock.now().iso8601) \(event.level.rawValue) \(printable(text))\n")
        case .journal: StandardError.write("<\(event.level.priority)>\(printable(text))\n")
        case .json: StandardError.write(json(event, fields) + "\n")
        }
    }

    private func quoted(_ value: String) -> String {
        value.contains { $0 == " " || $0 == "\"" } ? "\"\(value.replacing("\"", with: "\\\""))\"" : value
    }

    private func json(_ event: LogEvent, _ fields: [(key: String, value: Logger.Metadata.Value)]) -> String {
        var json = JSONWriter()
        json.object { json in
            json.member("time", SystemClock.now().iso8601)
            json.member("level", event.level.rawValue)
            json.member("message", "\(event.message)")
            for field in fields { json.member(field.key, "\(field.value)") }
        }
        return json.text
    }
}

extension Logger.Level {
    /// The syslog priority, RFC 5424 table 2.
    fileprivate var priority: Int {
        switch self {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }
}
