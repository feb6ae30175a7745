public import ArgumentParser
import Core
public import Store

/// `gongkai outbox`: deliveries, to see, to send again, to drop.
struct OutboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox", abstract: "See deliveries, send them again, drop them.",
        subcommands: [List.self, Show.self, Retry.self, Drop.self])

    /// `gongkai outbox list`.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List deliveries, the newest first.")

        @OptionGroup var options: ConfigurationOption

        @Option(help: "Only of this channel.")
        var channel: String?

        @Option(
            help: """
                Only in these states: pending, sending, delivered, accepted, ambiguous, dead, dropped. May be given several \
                times.
                """)
        var state: [DeliveryState] = []

        @Option(help: "At most so many.")
        var limit: Int?

        @Option(help: "How they are printed: for people, or one JSON object a line.")
        var format = CheckCommand.Format.text

        func validate() throws {
            try OptionRanges.check(limit: limit)
        }

        func run() throws {
            let configuration = try options.orDefault()
            let filter = DeliveryFilter(channel: channel, states: Set(state), limit: limit)
            let rows = try configuration.reading { try $0.deliveries(filter) }
            var output = StandardOutput()
            for row in rows { output.line(format == .json ? row.json() : row.text) }
            output.flush()
        }
    }

    /// `gongkai outbox show ID`.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show a delivery with all attempts.",
            discussion: "Exit status: 0 shown, 66 no such delivery.")

        @OptionGroup var options: ConfigurationOption

        @Option(help: "How it is printed: for people, or as a JSON object.")
        var format = CheckCommand.Format.text

        @Argument(help: "The delivery's id, or the beginning of it that a message shows.")
        var id: String

        func run() throws {
            let configuration = try options.orDefault()
            let found = try configuration.reading { try $0.delivery(DeliveryName.id(id, in: $0)) }
            guard let (row, attempts) = found else {
                throw Exit.noInput("no delivery \(id); gongkai outbox list shows which there are")
            }
            var output = StandardOutput()
            switch format {
            case .json: output.line(row.json(attempts))
            case .text:
                output.line(row.text)
                if row.isDigest { output.line("  gongkai list --digest \(row.id)") }
                for attempt in attempts { for line in attempt.lines { output.line(line) } }
            }
            output.flush()
        }
    }

    /// `gongkai outbox retry ID…|--dead`.
    struct Retry: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "retry", abstract: "Send deliveries again, under their own ids.",
            discussion: "Exit status: 0 all of them will be, 1 some cannot be.")

        @OptionGroup var options: ConfigurationOption

        @Flag(help: "All that were given up.")
        var dead = false

        @Option(help: "With --dead: only of this channel.")
        var channel: String?

        @Argument(help: "The deliveries' ids, or what messages show of them.")
        var ids: [String] = []

        func validate() throws {
            guard dead == ids.isEmpty else { throw ValidationError("Name deliveries, or say --dead.") }
            guard channel == nil || dead else { throw ValidationError("--channel goes with --dead.") }
        }

        func run() throws {
            let configuration = try options.orDefault()
            let ids = try DeliveryName.ids(ids, configuration)
            try OutboxRequest.retry(ids: ids, channel: channel).perform(configuration).show("to be sent again")
        }
    }

    /// `gongkai outbox drop ID…|--channel C`.
    struct Drop: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "drop", abstract: "Give deliveries up for good.",
            discussion: "Exit status: 0 all of them are, 1 some cannot be.")

        @OptionGroup var options: ConfigurationOption

        @Option(help: "Everything that waits for a channel that the configuration does not name any more.")
        var channel: String?

        @Argument(help: "The deliveries' ids, or what messages show of them.")
        var ids: [String] = []

        func validate() throws {
            guard (channel != nil) == ids.isEmpty else { throw ValidationError("Name deliveries, or a --channel.") }
        }

        func run() throws {
            let configuration = try options.orDefault()
            if let channel {
                return try OutboxRequest.dropLeft(channel: channel).perform(configuration).show("events dropped")
            }
            let ids = try DeliveryName.ids(ids, configuration)
            try OutboxRequest.drop(ids: ids).perform(configuration).show("dropped")
        }
    }
}

extension DeliveryState: ExpressibleByArgument {}

extension OutboxReport {
    /// Says what came of it, and exits with 1 when something could not be done.
    func show(_ done: String) throws {
        for refusal in refusals { StandardError.write("gongkai: \(printable(refusal))\n") }
        print("\(count) \(done)")
        if !refusals.isEmpty { throw ExitCode(1) }
    }
}

extension OutboxRow {
    /// One line for people.
    fileprivate var text: String {
        var line = "\(id)  \(createdAt)  \(printable(channel))  \(state.rawValue)  ×\(attempts)"
        line += isDigest ? "  digest of \(covers)" : "  event \(event)"
        if let collecting { line += "  collecting (\(collecting))" }
        if isAside { line += "  aside" }
        if let dueAt { line += "  due \(dueAt)" }
        if let lastStatus { line += "  HTTP \(lastStatus)" }
        if let lastError { line += "  \(printable(lastError))" }
        return line
    }

    /// The JSON object, with attempts when they are given.
    fileprivate func json(_ attempts: [AttemptRow]? = nil) -> String {
        var json = JSONWriter()
        json.object { json in
            json.member("id", id)
            json.member("channel", channel)
            json.member("state", state.rawValue)
            json.member("event", Int(event))
            json.member("covers", covers)
            json.member("digest") { $0.raw(isDigest ? "true" : "false") }
            json.member("collecting", collecting)
            json.member("aside") { $0.raw(isAside ? "true" : "false") }
            json.member("attempts", self.attempts)
            json.member("created_at", createdAt)
            json.member("due_at", dueAt)
            json.member("last_status", lastStatus)
            json.member("last_error", lastError)
            guard let attempts else { return }
            json.member("history") { json in
                json.array { json in for attempt in attempts { attempt.write(to: &json) } }
            }
        }
        return json.text
    }
}

extension AttemptRow {
    /// The lines for people.
    fileprivate var lines: [String] {
        let latency = latencyMilliseconds.map { "\($0) ms" } ?? "—"
        let status = status.map { "HTTP \($0)" } ?? "—"
        let parts = [error, body].compactMap { $0 }.filter { !$0.isEmpty }
        return ["  \(number)  \(endedAt)  \(outcome ?? "—")  \(status)  \(latency)\(timings?.text ?? "")"]
            + parts.map { "     \(printable($0))" }
    }

    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("number", number)
            json.member("ended_at", endedAt)
            json.member("outcome", outcome)
            json.member("status", status)
            json.member("latency_ms", latencyMilliseconds)
            if let timings { json.member("timings_us") { timings.write(to: &$0) } }
            json.member("error", error)
            json.member("body", body)
        }
    }
}

extension AttemptTimings {
    /// `  (name 0.4, connection 0.7, TLS 12.1, answer 80.3 ms)`: what had happened by when; empty where nothing was sent.
    fileprivate var text: String {
        let marks = [("name", resolved), ("connection", connected), ("TLS", secured), ("answer", answered)]
        let happened = marks.filter { $0.1 > 0 }.map { "\($0.0) \(Self.milliseconds($0.1))" }
        return happened.isEmpty ? "" : "  (\(happened.joined(separator: ", ")) ms)"
    }

    private static func milliseconds(_ microseconds: Int) -> String {
        let tenths = (microseconds + 50) / 100
        return "\(tenths / 10).\(tenths % 10)"
    }

    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("resolved", resolved)
            json.member("connected", connected)
            json.member("secured", secured)
            json.member("answered", answered)
            json.member("total", total)
        }
    }
}
