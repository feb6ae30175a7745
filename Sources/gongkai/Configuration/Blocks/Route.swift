import Core

/// One of `routes`: which events go to which channels.
struct Route {
    /// `match`: what an event has to be. A condition that is missing holds for everything, one that lists values holds
    /// when any of them fits.
    struct Match {
        /// What an event is about, in the words of the configuration.
        enum Topic: String, CaseIterable {
            case report, revision, failure, coverage, delivery
        }

        var verdict: [Verdict]?
        var severity: [Severity]?
        var rule: [Glob]?
        var organ: [Glob]?
        var kind: [AgencyKind]?
        var region: [String]?
        var year: [Int]?
        var event: [Topic]?

        init() {}

        init(_ object: inout ObjectReader) {
            object.read("verdict", into: &verdict, .optional(.oneOrMore(of: .choice)))
            object.read("severity", into: &severity, .optional(.oneOrMore(of: .choice)))
            object.read("rule", into: &rule, .optional(.oneOrMore(of: .ruleGlob)))
            object.read("organ", into: &organ, .optional(.oneOrMore(of: .glob)))
            object.read("kind", into: &kind, .optional(.oneOrMore(of: .choice)))
            object.read("region", into: &region, .optional(.oneOrMore(of: .nonEmptyString)))
            object.read("year", into: &year, .optional(.oneOrMore(of: .integer(in: OptionRanges.years))))
            object.read("event", into: &event, .optional(.oneOrMore(of: .choice)))
            object.reportUnknownKeys()
        }

        /// Whether nothing is asked for.
        var isEverything: Bool {
            verdict == nil && severity == nil && rule == nil && organ == nil && kind == nil && region == nil
                && year == nil && event == nil
        }
    }

    /// `send`: the two kinds of messages.
    enum Content: String, CaseIterable {
        /// What reports say: judged, revised, judged otherwise, missing.
        case summaries
        /// What went wrong: a file that could not be read, a message that was given up.
        case failures
    }

    /// `group`: how many messages a burst of events makes.
    struct Group {
        var waitSeconds = 5
        var intervalSeconds = 300
        var maximumMessagesPerInterval = 20

        init(_ object: inout ObjectReader) {
            object.read("wait_s", into: &waitSeconds, .integer(in: 0...86_400))
            object.read("interval_s", into: &intervalSeconds, .integer(in: 1...604_800))
            object.read("max_messages_per_interval", into: &maximumMessagesPerInterval, .integer(in: 1...100_000))
            object.reportUnknownKeys()
        }
    }

    var match = Match()
    /// None means that the events are sent nowhere.
    var channels: [String] = []
    /// Which kinds of messages.
    var send = Content.allCases
    /// Nil means one message per event at once.
    var group: Group?
    /// Whether the routes after this one are tried as well.
    var continues = false

    init(_ object: inout ObjectReader) {
        object.read("match", into: &match, .object(Match.init))
        object.require("channels", into: &channels, .list(of: .channelName))
        object.read("send", into: &send, .atLeastOne(of: .choice))
        object.read("group", into: &group, .optional(.object(Group.init)))
        object.read("continue", into: &continues, .boolean)
        object.reportUnknownKeys()
    }
}
