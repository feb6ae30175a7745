import Core
import Notifier
import Testing

@testable import gongkai

@Suite struct RoutingTests {
    private static func event(
        _ kind: EventKind = .reportValidated, verdict: Verdict = .invalid, agency: String? = "嘉兴市民政局",
        year: Int? = 2020,
        region: String? = nil, findings: [(RuleID, Severity)] = [("arithmetic.appeals", .error), ("cell.blank", .info)]
    ) -> Event {
        let message = Message(zh: "", en: "")
        let subject = Event.Subject(
            report: 1, verdict: verdict, agency: agency, year: year, edition: nil, title: nil, file: "a.txt",
            content: nil, keyFigures: nil,
            findings: findings.map { Finding(rule: $0.0, severity: $0.1, message: message) }, region: region)
        return Event(id: 1, kind: kind, occurredAt: UnixTime(milliseconds: 0), subject: subject)
    }

    @Test(arguments: [
        (#"{}"#, true),
        (#"{"verdict": ["invalid", "unreadable"]}"#, true), (#"{"verdict": "valid"}"#, false),
        (#"{"severity": "error"}"#, true), (#"{"severity": ["warning"]}"#, false),
        (#"{"rule": ["arithmetic.*"]}"#, true), (#"{"rule": "narrative.*"}"#, false),
        (#"{"rule": "arithmetic.*", "severity": "error"}"#, true),
        (#"{"rule": "cell.*", "severity": "error"}"#, false),
        (#"{"organ": ["*人民政府", "嘉兴市*"]}"#, true), (#"{"organ": "*人民政府"}"#, false),
        (#"{"kind": "department"}"#, true), (#"{"kind": ["government"]}"#, false),
        (#"{"region": "浙江省"}"#, false), (#"{"year": 2020}"#, true), (#"{"year": [2019, 2021]}"#, false),
        (#"{"event": "report"}"#, true), (#"{"event": ["failure", "revision"]}"#, false),
        (#"{"event": "report", "year": 2021}"#, false), (#"{"verdict": null}"#, true), (#"{"verdict": []}"#, false),
    ])
    func `a route matches when every condition holds`(match: String, expected: Bool) throws {
        let configuration = try Fixture.parse(#""routes": [{"match": \#(match), "channels": []}]"#)
        #expect(configuration.routes[0].matches(Self.event()) == expected)
    }

    @Test func `an unknown organ, year or region matches no condition on it`() throws {
        let event = Self.event(.reportFailed, verdict: .unreadable, agency: nil, year: nil)
        for match in [#"{"organ": "*"}"#, #"{"kind": "department"}"#, #"{"year": 2020}"#, #"{"region": "浙江省"}"#] {
            let configuration = try Fixture.parse(#""routes": [{"match": \#(match), "channels": []}]"#)
            #expect(!configuration.routes[0].matches(event))
        }
        let configuration = try Fixture.parse(#""routes": [{"match": {"region": "浙江省"}, "channels": []}]"#)
        #expect(configuration.routes[0].matches(Self.event(region: "浙江省")))
    }

    @Test(arguments: [
        (#"{}"#, true), (#"{"event": "coverage"}"#, true), (#"{"event": "report"}"#, false),
        (#"{"region": ["嘉兴市", "湖州市"]}"#, true), (#"{"region": "湖州市"}"#, false), (#"{"year": 2023}"#, true),
        (#"{"year": 2024}"#, false), (#"{"organ": "*民政局"}"#, true), (#"{"organ": "*财政局"}"#, false),
        (#"{"kind": "government"}"#, true), (#"{"rule": "coverage.*"}"#, true), (#"{"rule": "cell.*"}"#, false),
        (#"{"severity": "warning"}"#, true), (#"{"severity": "error"}"#, false), (#"{"verdict": "invalid"}"#, false),
    ])
    func `a route matches coverage of which some organ fits`(match: String, expected: Bool) throws {
        let configuration = try Fixture.parse(#""routes": [{"match": \#(match), "channels": []}]"#)
        #expect(configuration.routes[0].matches(try Self.coverage()) == expected)
    }

    private static func coverage() throws -> Event {
        let deadline = try #require(CivilDate(year: 2024, month: 1, day: 31))
        return Event(
            id: 1, kind: .coverageMissing, occurredAt: UnixTime(milliseconds: 0), subject: nil,
            coverage: Event.Coverage(
                region: "嘉兴市", year: 2023, deadline: deadline, agencies: ["嘉兴市民政局", "嘉兴市人民政府"]))
    }

    @Test func `an organ's own channel hears of it besides those of the routes`() throws {
        let organs = OrganDirectory(
            Roster(organs: [
                Organ(name: "嘉兴市民政局", region: "嘉兴市", aliases: ["嘉兴市老龄局"], channel: "b"), Organ(name: "嘉兴市人民政府"),
            ]))
        let configuration = try Fixture.parse(
            Self.channels + #", "routes": [{"match": {"year": 2001}, "channels": ["a"]}]"#)
        var routing = configuration.routing
        routing.organs = organs
        #expect(routing.channels(for: try Self.coverage()) == ["b"])
        #expect(routing.channels(for: Self.event(agency: "嘉兴市老龄局", region: "嘉兴市")) == ["b"])
        #expect(routing.channels(for: Self.event(agency: "嘉兴市人民政府")) == [])
    }

    private static let channels = #"""
        "channels": {"a": {"type": "webhook", "url": "https://a/"}, "b": {"type": "webhook", "url": "https://b/"},
                     "c": {"type": "webhook", "url": "https://c/"}}
        """#

    @Test(arguments: [
        ("", ["a", "b", "c"]),
        (#", "routes": []"#, ["a", "b", "c"]),
        (#", "routes": [{"match": {"verdict": "invalid"}, "channels": ["a"]}, {"channels": ["b"]}]"#, ["a"]),
        (
            #", "routes": [{"match": {"verdict": "invalid"}, "channels": ["a"], "continue": true}, {"channels": ["b"]}, {"channels": ["c"]}]"#,
            ["a", "b"]
        ),
        (
            #", "routes": [{"match": {"verdict": "valid"}, "channels": ["a"], "continue": true}, {"channels": ["b", "c"]}]"#,
            ["b", "c"]
        ),
        (#", "routes": [{"match": {"verdict": "valid"}, "channels": ["a"]}]"#, []),
        (#", "routes": [{"match": {"verdict": "invalid"}, "channels": []}, {"channels": ["c"]}]"#, []),
    ])
    func `the first route that matches decides, unless it continues`(routes: String, expected: [String]) throws {
        let routing = try Fixture.parse(Self.channels + routes).routing
        #expect(routing.channels(for: Self.event()) == Set(expected))
        for channel in ["a", "b", "c"] {
            let isWanted = routing.placement(of: Self.event(), on: channel) != .nowhere
            #expect(isWanted == expected.contains(channel))
        }
    }

    @Test(arguments: [
        (#"["summaries"]"#, EventKind.reportValidated, true), (#"["summaries"]"#, .reportRejudged, true),
        (#"["summaries"]"#, .coverageMissing, true), (#"["summaries"]"#, .reportFailed, false),
        (#"["failures"]"#, .reportFailed, true), (#"["failures"]"#, .reportRevised, false),
        (#"["failures"]"#, .coverageWithdrawn, false), (#"["summaries", "failures"]"#, .reportFailed, true),
    ])
    func `a route sends only what it is for, and the next one gets the rest`(
        send: String, kind: EventKind, isFirst: Bool
    ) throws {
        let routing = try Fixture.parse(
            Self.channels + #", "routes": [{"send": \#(send), "channels": ["a"]}, {"channels": ["b"]}]"#
        ).routing
        var event = kind == .coverageMissing || kind == .coverageWithdrawn ? try Self.coverage() : Self.event(kind)
        event.kind = kind
        #expect(routing.channels(for: event) == [isFirst ? "a" : "b"])
    }

    @Test(arguments: [
        (EventKind.reportValidated, "report"), (.reportRejudged, "report"), (.reportRevised, "revision"),
        (.reportFailed, "failure"), (.coverageMissing, "coverage"), (.coverageWithdrawn, "coverage"),
    ])
    func `each kind of event has its word`(kind: EventKind, word: String) throws {
        var event = Self.event(kind)
        if word == "coverage" { event = try Self.coverage() }
        event.kind = kind
        for topic in Route.Match.Topic.allCases {
            let configuration = try Fixture.parse(
                #""routes": [{"match": {"event": "\#(topic.rawValue)"}, "channels": []}]"#)
            #expect(configuration.routes[0].matches(event) == (topic.rawValue == word), "\(topic)")
        }
    }

    @Test(arguments: [
        ("", nil as String?, []), (#", "routes": [{"channels": ["b"]}]"#, nil, []),
        (#", "routes": [{"match": {"event": "delivery"}, "channels": ["b", "a"]}]"#, nil, ["b"]),
        (
            #", "routes": [{"match": {"event": ["delivery", "report"]}, "channels": ["b"]}, {"match": {"event": "delivery"}, "channels": ["c", "b"]}]"#,
            nil, ["b", "c"]
        ),
        (#", "routes": [{"match": {"event": "delivery"}, "send": ["summaries"], "channels": ["b"]}]"#, nil, []),
        ("c", "c", []), (#"c, "routes": [{"match": {"event": "delivery"}, "channels": ["c", "b"]}]"#, "c", ["b"]),
    ])
    func `what was given up is told to the fallback and to those that ask`(
        routes: String, fallback: String?, others: [String]
    ) throws {
        var channels = Self.channels
        if let fallback {
            channels = channels.replacing(
                #""url": "https://a/""#, with: #""url": "https://a/", "fallback": "\#(fallback)""#)
        }
        let routing = try Fixture.parse(channels + (fallback == nil ? routes : String(routes.dropFirst()))).routing
        let audience = routing.audience(of: "a")
        #expect(audience.fallback == fallback && audience.others == others)
        let told = Set([audience.fallback].compactMap(\.self) + audience.others)
        var event = Event(id: 1, kind: .deliveryDead, occurredAt: UnixTime(milliseconds: 0), subject: nil)
        event.undelivered = Event.Undelivered(
            channel: "a", count: 1, delivery: "msg_1", error: nil, audience: Array(told))
        #expect(routing.channels(for: event) == told)
    }

    @Test func `a route's group makes a collection, unless a silence keeps the event back`() throws {
        let group = #""group": {"wait_s": 1, "interval_s": 60, "max_messages_per_interval": 3}"#
        let routing = try Fixture.parse(
            Self.channels
                + #", "routes": [{"match": {"year": 2001}, "channels": ["b"]}, {"channels": ["a"], \#(group)}]"#
        ).routing
        #expect(
            routing.placement(of: Self.event(), on: "a")
                == .grouped(MessageGroup(wait: 1000, interval: 60_000, most: 3)))
        #expect(routing.placement(of: Self.event(), on: "a") { _ in 7 } == .silenced(by: 7))
        #expect(routing.placement(of: Self.event(), on: "b") { _ in 7 } == .nowhere)
    }

    @Test func `the least of what routes to a channel say bounds all that they give it`() throws {
        func group(_ wait: Int, _ most: Int) -> String {
            #""group": {"wait_s": \#(wait), "interval_s": 60, "max_messages_per_interval": \#(most)}"#
        }
        let routing = try Fixture.parse(
            Self.channels + """
                , "routes": [{"match": {"year": 2001}, "channels": ["a", "b"], \(group(1, 3))},
                    {"channels": ["a"], \(group(30, 20)), "continue": true}, {"channels": ["b"]}]
                """
        ).routing
        #expect(
            routing.placement(of: Self.event(), on: "a")
                == .grouped(MessageGroup(wait: 30_000, interval: 60_000, most: 3)))
        #expect(routing.placement(of: Self.event(), on: "b") == .alone)
    }

    @Test func `a heartbeat is for the channels that it names, else for all`() throws {
        let event = Event(id: 1, kind: .heartbeat, occurredAt: UnixTime(milliseconds: 0), subject: nil)
        for (channels, expected) in [(#", "channels": ["b"]"#, ["b"]), ("", ["a", "b", "c"])] {
            let configuration = try Fixture.parse(Self.channels + #", "heartbeat": {"at": "08:00"\#(channels)}"#)
            #expect(configuration.routing.channels(for: event) == Set(expected))
        }
    }

    @Test(arguments: [
        // What told of the error tells that it is gone, and what is told of every other report is told of this one too.
        (#", "routes": [{"match": {"verdict": "invalid"}, "channels": ["a"]}, {"channels": ["b"]}]"#, ["a", "b"]),
        (#", "routes": [{"match": {"rule": "arithmetic.*"}, "channels": ["a"]}]"#, ["a"]),
        (#", "routes": [{"match": {"verdict": "unreadable"}, "channels": ["a"]}]"#, []),
    ])
    func `good news goes where the bad news went`(routes: String, expected: [String]) throws {
        var event = Self.event(.reportRevised, verdict: .valid, findings: [])
        event.subject?.formerVerdict = .invalid
        event.subject?.gone = [
            Finding(rule: "arithmetic.appeals", severity: .error, message: Message(zh: "", en: ""))
        ]
        #expect(try Fixture.parse(Self.channels + routes).routing.channels(for: event) == Set(expected))
    }

    @Test(arguments: [
        (#"{}"#, true), (#"{"verdict": "invalid"}"#, true), (#"{"rule": "arithmetic.*"}"#, false),
        (#"{"rule": ["arithmetic.*", "narrative.*"]}"#, true), (#"{"severity": "error"}"#, false),
        (#"{"organ": "嘉兴市民政局", "rule": "narrative.*"}"#, false), (#"{"organ": "嘉兴市财政局"}"#, false),
    ])
    func `a silence covers what it asks for only, and nothing beside it`(match: String, expected: Bool) throws {
        let conditions = try #require(Route.Match(conditions: match))
        let findings: [(RuleID, Severity)] = [
            ("arithmetic.appeals", .error), ("narrative.requests", .warning), ("cell.blank", .info),
        ]
        #expect(conditions.covers(Self.event(findings: findings)) == expected)
    }

    @Test(arguments: [
        (#"{"organ": "嘉兴市民政局"}"#, false), (#"{"organ": "嘉兴市*"}"#, true), (#"{"kind": "department"}"#, false),
        (#"{"region": "嘉兴市"}"#, true),
    ])
    func `a silence about one organ leaves news of missing others`(match: String, expected: Bool) throws {
        let conditions = try #require(Route.Match(conditions: match))
        #expect(conditions.covers(try Self.coverage()) == expected)
    }

    @Test func `a digest is for every channel`() throws {
        let routes = #", "routes": [{"match": {"verdict": "invalid"}, "channels": ["a"]}]"#
        let digest = Event(
            id: 1, kind: .digest, occurredAt: UnixTime(milliseconds: 0), subject: nil,
            digest: Event.Digest(counts: [.valid: 3]))
        #expect(try Fixture.parse(Self.channels + routes).routing.channels(for: digest) == ["a", "b", "c"])
    }
}
