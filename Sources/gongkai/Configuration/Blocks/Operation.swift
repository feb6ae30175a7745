import Core

/// One of `mute`: when channels are left in peace.
struct MuteTime {
    enum Day: String, CaseIterable {
        case mon, tue, wed, thu, fri, sat, sun
    }

    /// Which channels; none named means all.
    var channels: [String] = []
    var days = Day.allCases
    var from = TimeOfDay(hour: 0, minute: 0)
    /// Earlier than `from` means on the next day.
    var to = TimeOfDay(hour: 0, minute: 0)

    init(_ object: inout ObjectReader) {
        object.read("channels", into: &channels, .list(of: .channelName))
        object.read("days", into: &days, .atLeastOne(of: .choice))
        object.require("from", into: &from, .timeOfDay)
        object.require("to", into: &to, .timeOfDay)
        let isRead = ["from", "to"].allSatisfy { !object.context.hasProblem(at: object.path[$0]) }
        if isRead, from == to {
            object.context.report(object.path["to"], "the same time as from; expected a later or an earlier one")
        }
        object.reportUnknownKeys()
    }
}

/// `daily_digest` and `heartbeat`: a message once a day.
struct DailyMessage {
    var at = TimeOfDay(hour: 0, minute: 0)
    /// Which channels; none named means all.
    var channels: [String] = []

    init(_ object: inout ObjectReader) {
        object.require("at", into: &at, .timeOfDay)
        object.read("channels", into: &channels, .list(of: .channelName))
        object.reportUnknownKeys()
    }
}

/// A time of day in the configuration's time zone.
struct TimeOfDay: Hashable {
    var hour: Int
    var minute: Int
}

/// `alarm`: the file that says so when no channel has worked for long.
struct Alarm: Equatable {
    var file: BytePath?
    var silentHours = 24

    init() {}

    init(_ object: inout ObjectReader) {
        object.read("file", into: &file, .optional(.path))
        object.read("silent_hours", into: &silentHours, .integer(in: 1...8760))
        object.reportUnknownKeys()
    }
}

/// `retention`: how long the store keeps what is not a result.
struct Retention: Equatable {
    var attemptsDays = 90

    init() {}

    init(_ object: inout ObjectReader) {
        object.read("attempts_days", into: &attemptsDays, .integer(in: 1...36_500))
        object.reportUnknownKeys()
    }
}

/// `http`: the endpoint for health and metrics.
struct HTTPEndpoint {
    var listen: ListenAddress?

    init() {}

    init(_ object: inout ObjectReader) {
        object.read("listen", into: &listen, .optional(.listenAddress))
        object.reportUnknownKeys()
    }
}

/// `log`: what is logged, and how.
struct Log {
    enum Level: String, CaseIterable {
        case trace, debug, info, notice, warning, error, critical
    }

    enum Style: String, CaseIterable {
        /// The journal's own fields under systemd, text else.
        case auto
        case journal
        case text
        case json
    }

    var level = Level.info
    var format = Style.auto

    init() {}

    init(_ object: inout ObjectReader) {
        object.read("level", into: &level, .choice)
        object.read("format", into: &format, .choice)
        object.reportUnknownKeys()
    }
}
