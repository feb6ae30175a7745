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

    @Test func `a digest is for every channel`() throws {
        let routes = #", "routes": [{"match": {"verdict": "invalid"}, "channels": ["a"]}]"#
        let digest = Event(
            id: 1, kind: .digest, occurredAt: UnixTime(milliseconds: 0), subject: nil,
            digest: Event.Digest(counts: [.valid: 3]))
        #expect(try Fixture.parse(Self.channels + routes).routing.channels(for: digest) == ["a", "b", "c"])
    }
}
