import ArgumentParser
import Core
import Foundation
import Store

/// `gongkai silence`: events that nobody is to be told of for a while.
struct SilenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "silence", abstract: "Keep some events from channels for a while; they are stored all the same.",
        subcommands: [Add.self, List.self, End.self])

    /// `gongkai silence add`.
    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Begin a silence.",
            discussion: """
                An event is silenced that fulfils all conditions, each of which may be given several times and then holds \
                when any of its values fits, as in `match` of a route. Events that happen until the end are never told; \
                they count in the log and in silence list.
                """)

        @OptionGroup var options: ConfigurationOption

        @Option(help: "A rule's id or a pattern of such.")
        var rule: [String] = []

        @Option(help: "A pattern over the organ's name.")
        var organ: [String] = []

        @Option(help: "A verdict: unreadable, foreign, invalid, flagged, valid.")
        var verdict: [String] = []

        @Option(help: "A severity: error, warning, info.")
        var severity: [String] = []

        @Option(help: "A region.")
        var region: [String] = []

        @Option(help: "A report year.")
        var year: [Int] = []

        @Option(help: "What happened: report, revision, failure, coverage.")
        var event: [String] = []

        @Option(help: "Until when: 2026-12-01, or 2026-12-01T08:00, in the configuration's time zone.")
        var until: String?

        @Option(name: .customLong("for"), help: "For how long: 30m, 2h, 7d.")
        var duration: String?

        @Option(help: "Why, for whoever wonders later.")
        var why: String

        func validate() throws {
            for year in year { try OptionRanges.check(year: year) }
        }

        func run() throws {
            let configuration = try options.orDefault()
            let now = SystemClock.now()
            guard let end = try end(after: now, in: configuration.timeZone), end > now else {
                throw ValidationError("The end is not later than now.")
            }
            let conditions = conditions
            guard let match = Route.Match(conditions: conditions) else {
                throw ValidationError("A condition has a value that it cannot have; see gongkai silence add --help.")
            }
            guard !match.isEverything else { throw ValidationError("Name at least one condition.") }
            let author = ProcessInfo.processInfo.environment["SUDO_USER"] ?? NSUserName()
            let request = OutboxRequest.silence(
                conditions: conditions, why: why, author: author, until: end.milliseconds)
            let report = try request.perform(configuration)
            print("silence \(report.silence ?? 0) until \(end.iso8601)")
        }

        private var conditions: String {
            var json = JSONWriter()
            json.object { json in
                let lists = [
                    ("rule", rule), ("organ", organ), ("verdict", verdict), ("severity", severity), ("region", region),
                    ("event", event),
                ]
                for (name, values) in lists where !values.isEmpty {
                    json.member(name) { json in json.array { json in for value in values { json.string(value) } } }
                }
                guard !year.isEmpty else { return }
                json.member("year") { json in json.array { json in for value in year { json.number(Quantity(value)) } }
                }
            }
            return json.text
        }

        private func end(after now: UnixTime, in zone: String) throws -> UnixTime? {
            switch (until, duration) {
            case (let until?, nil):
                guard let end = SilenceEnd.moment(until, zone: zone) else {
                    throw ValidationError("--until \(until): expected a day like 2026-12-01, or 2026-12-01T08:00.")
                }
                return end
            case (nil, let duration?):
                guard let length = SilenceEnd.milliseconds(duration) else {
                    throw ValidationError("--for \(duration): expected a length like 30m, 2h or 7d.")
                }
                return now.advanced(milliseconds: length)
            case (nil, nil), (.some, .some): throw ValidationError("Say either --until or --for.")
            }
        }
    }

    /// `gongkai silence list`.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List silences, the last to end first.")

        @OptionGroup var options: ConfigurationOption

        @Flag(help: "Those that are over as well.")
        var all = false

        @Option(help: "How they are printed: for people, or one JSON object a line.")
        var format = CheckCommand.Format.text

        func run() throws {
            let configuration = try options.orDefault()
            let rows = try configuration.reading { try $0.silences() }
            let now = SystemClock.now().iso8601
            var output = StandardOutput()
            for row in rows where all || row.ends > now { output.line(format == .json ? row.json : row.text) }
            output.flush()
        }
    }

    /// `gongkai silence end ID`.
    struct End: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "end", abstract: "End a silence now.",
            discussion: "Exit status: 0 it is over, 1 none of this id lasts.")

        @OptionGroup var options: ConfigurationOption

        @Argument(help: "The silence's id, as list prints it.")
        var id: Int64

        func run() throws {
            try OutboxRequest.endSilence(id).perform(try options.orDefault()).show("ended")
        }
    }
}

/// When a silence ends, as people write it.
enum SilenceEnd {
    /// A day, or a day and a time, in a time zone.
    static func moment(_ text: String, zone: String) -> UnixTime? {
        let parts = text.split(separator: "T", omittingEmptySubsequences: false)
        let day = parts[0].split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count <= 2, day.count == 3, let year = day[0], let month = day[1], let number = day[2],
            CivilDate(year: year, month: month, day: number) != nil
        else { return nil }
        var components = DateComponents(year: year, month: month, day: number)
        if parts.count == 2 {
            let time = parts[1].split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
            guard time.count == 2, let hour = time[0], let minute = time[1], (0..<24).contains(hour),
                (0..<60).contains(minute)
            else { return nil }
            (components.hour, components.minute) = (hour, minute)
        }
        var calendar = Calendar(identifier: .gregorian)
        guard let timeZone = TimeZone(identifier: zone) else { return nil }
        calendar.timeZone = timeZone
        return calendar.date(from: components).map {
            UnixTime(milliseconds: Int64($0.timeIntervalSince1970 * 1000))
        }
    }

    /// A length like `30m`, `2h` or `7d`, up to ten years.
    static func milliseconds(_ text: String) -> Int64? {
        let units: [Character: Int64] = ["m": 60_000, "h": 3_600_000, "d": 86_400_000]
        guard let unit = text.last.flatMap({ units[$0] }), let count = Int64(text.dropLast()),
            (1...5_256_000).contains(count), count * unit <= 3_660 * 86_400_000
        else { return nil }
        return count * unit
    }
}

extension SilenceRow {
    /// One line for people.
    fileprivate var text: String {
        "\(id)  until \(ends)  \(printable(conditions))  \(printable(why)) (\(printable(author)))  \(events) silenced"
    }

    fileprivate var json: String {
        var json = JSONWriter()
        json.object { json in
            json.member("id", Int(id))
            json.member("match") { $0.raw(conditions) }
            json.member("why", why)
            json.member("author", author)
            json.member("begins_at", begins)
            json.member("ends_at", ends)
            json.member("silenced", events)
        }
        return json.text
    }
}
