import Core
import Testing

@testable import gongkai

@Suite struct RosterConfigurationTests {
    private func load(_ members: String, roster: String?) throws(ConfigurationError) -> Configuration {
        let text = #"{"watch": {"directories": ["/srv/drop"]}, "roster": "/etc/gongkai/roster.csv"\#(members)}"#
        let file = ConfigurationFile(checks: Fixture.checks) { path throws(FileReadError) in
            #expect(path == BytePath("/etc/gongkai/roster.csv"))
            guard let roster else { throw .system(call: "open", errno: 2) }
            return Array(roster.utf8)
        }
        return try file.parse(Array(text.utf8), file: "test.json")
    }

    @Test func `the roster is read with the configuration`() throws {
        let configuration = try load(
            #", "channels": {"civil": {"type": "webhook", "url": "https://a/"}}, "routes": [{"channels": []}]"#,
            roster: "organ,region,channel\n嘉兴市民政局,嘉兴市,civil\n")
        #expect(configuration.organs.resolve("嘉兴市民政局（本级）")?.region == "嘉兴市")
        #expect(configuration.notices.isEmpty, "the roster leads to the channel")
        #expect(configuration.deadlines.lastDay(of: .government, reportYear: 2023)?.description == "2024-03-31")
    }

    @Test func `what is wrong with it is told with the rest`() {
        let error = #expect(throws: ConfigurationError.self) {
            try load(#", "ocr": 1"#, roster: "organ,kind\n甲局,bureau\n乙局,\n")
        }
        #expect(
            error?.problems.map(\.description) == [
                "test.json:1:80: ocr: expected true or false, found 1",
                "/etc/gongkai/roster.csv:2:1: unknown kind \"bureau\"; it is department, township or government, or empty "
                    + "for what the name says",
            ])
        let channel = #expect(throws: ConfigurationError.self) {
            try load("", roster: "organ,channel\n甲局,\n乙局,civil\n")
        }
        #expect(
            channel?.description
                == "/etc/gongkai/roster.csv:3:1: 乙局: the configuration has no channel \"civil\"")
        let missing = #expect(throws: ConfigurationError.self) { try load("", roster: nil) }
        #expect(missing?.description.hasPrefix("test.json:1:") == true)
        #expect(missing?.description.contains("roster: /etc/gongkai/roster.csv: no such file") == true)
    }

    @Test func `moments fall on days of the configured zone`() throws {
        let moment = UnixTime(milliseconds: 1_706_716_800_000)
        let urumqi = try Fixture.parse(#""timezone": "Asia/Urumqi""#)
        #expect(try Fixture.parse("").localTime.date(moment).description == "2024-02-01")
        #expect(urumqi.localTime.date(moment).description == "2024-01-31")
    }
}
