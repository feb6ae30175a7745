import Core
import Foundation
import Logging

/// Where log lines go and what they look like.
enum LogSetup {
    /// Sets up logging for the process; called once, before anything logs.
    static func bootstrap(_ settings: Log, environment: [String: String]) {
        let style = LineLogHandler.Style(settings.format, environment: environment)
        let level = settings.level.loggerLevel
        let journal = style == .journal ? JournalSocket() : nil
        LoggingSystem.bootstrap { _ in LineLogHandler(style: style, level: level, journal: journal) }
    }
}

extension Log.Level {
    fileprivate var loggerLevel: Logger.Level {
        Logger.Level(rawValue: rawValue) ?? .info
    }
}

/// One entry of the journal, or one line on standard error, for each event.
struct LineLogHandler: LogHandler {
    /// What a line looks like.
    enum Style: Sendable {
        /// Time, level, message, `key=value`.
        case text
        /// An entry with a field for each key; where the journal's socket is not there, `<priority>`, message, `key=value`
        /// on standard error, sd-daemon(3). The journal adds time and unit.
        case journal
        /// One JSON object.
        case json

        /// The configured style; where standard error leads to the journal, `auto` is the journal's.
        init(_ setting: Log.Style, environment: [String: String]) {
            switch setting {
            case .text: self = .text
            case .journal: self = .journal
            case .json: self = .json
            case .auto: self = JournalSocket.isBehindStandardError(environment) ? .journal : .text
            }
        }
    }

    private let style: Style
    private let journal: JournalSocket?
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]

    init(style: Style, level: Logger.Level, journal: JournalSocket? = nil) {
        self.style = style
        self.journal = journal
        logLevel = level
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let fields = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
        let pairs = fields.map { "\($0.key)=\(quoted($0.value.values.joined(separator: ",")))" }.joined(separator: " ")
        let text = printable(pairs.isEmpty ? "\(event.message)" : "\(event.message) \(pairs)")
        switch style {
        case .text: StandardError.write("\(SystemClock.now().iso8601) \(event.level.rawValue) \(text)\n")
        case .journal:
            guard journal?.send(entry(event, text, fields)) != true else { return }
            StandardError.write("<\(event.level.priority)>\(text)\n")
        case .json: StandardError.write(json(event, fields) + "\n")
        }
    }

    private func quoted(_ value: String) -> String {
        value.contains { $0 == " " || $0 == "\"" } ? "\"\(value.replacing("\"", with: "\\\""))\"" : value
    }

    /// The entry for the journal: `file.path` is GONGKAI_FILE_PATH there, and a list is a field that comes several times.
    private func entry(
        _ event: LogEvent, _ text: String, _ fields: [(key: String, value: Logger.Metadata.Value)]
    ) -> [UInt8] {
        var entry = JournalEntry()
        entry.add("PRIORITY", "\(event.level.priority)")
        entry.add("SYSLOG_IDENTIFIER", "gongkai")
        entry.add("MESSAGE", text)
        for field in fields {
            for value in field.value.values { entry.add("GONGKAI_\(field.key)", value) }
        }
        return entry.bytes
    }

    private func json(_ event: LogEvent, _ fields: [(key: String, value: Logger.Metadata.Value)]) -> String {
        var json = JSONWriter()
        json.object { json in
            json.member("time", SystemClock.now().iso8601)
            json.member("level", event.level.rawValue)
            json.member("message", "\(event.message)")
            for field in fields {
                if case .array(let values) = field.value {
                    json.member(field.key) { json in
                        json.array { json in
                            for value in values { json.string("\(value)") }
                        }
                    }
                } else {
                    json.member(field.key, "\(field.value)")
                }
            }
        }
        return json.text
    }
}

extension Logger.MetadataValue {
    /// The values of a list, or the one value.
    fileprivate var values: [String] {
        if case .array(let values) = self { values.map { "\($0)" } } else { ["\(self)"] }
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
