import Core
import Testing

@testable import gongkai

@Suite struct ConfigurationTests {
    @Test func `without a key its default holds`() throws {
        let configuration = try Fixture.parse("")
        #expect(configuration.watch.directories == [BytePath("/srv/drop")])
        #expect(configuration.watch.settleMilliseconds == 250)
        #expect(configuration.limits.fileBytes == 67_108_864)
        #expect(configuration.limits.childMemoryBytes == 536_870_912)
        #expect(configuration.language == .chinese)
        #expect(configuration.notices.isEmpty)
    }

    @Test func `values are read as they are written`() throws {
        let configuration = try Fixture.read(
            #"""
            {"watch": {"directories": ["/srv//drop/./a/"], "mode": "poll", "settle_ms": 1e3, "ignore": ["*.bak"]},
             "deadlines": {"government": "04-30"}, "timezone": "Asia/Urumqi", "language": "en",
             "mute": [{"days": ["sat", "sun"], "from": "22:00", "to": "08:05"}], "http": {"listen": "[::1]:8787"},
             "network": {"allow_private": ["Chat.Example.lan:8065", "fd00::/8"]}, "log": {"format": "json"}}
            """#)
        #expect(configuration.watch.directories == [BytePath("/srv/drop/a")])
        #expect(configuration.watch.mode == .poll)
        #expect(configuration.watch.settleMilliseconds == 1000)
        #expect(configuration.watch.ignore == [Glob("*.bak")])
        #expect(configuration.deadlines.government == Deadlines.Day(month: 4, day: 30))
        #expect(configuration.timeZone == "Asia/Urumqi")
        #expect(configuration.language == .english)
        #expect(configuration.mute.first?.days == [.sat, .sun])
        #expect(configuration.mute.first?.to == TimeOfDay(hour: 8, minute: 5))
        #expect(configuration.http.listen == .loopback("::1", port: 8787))
        #expect(configuration.network.allowPrivate.first == "Chat.Example.lan:8065")
        #expect(configuration.log.format == .json)
    }

    @Test(arguments: [
        ("10.0.0.5", "http://10.0.0.5/x", true), ("10.0.0.5", "http://10.0.0.6/x", false),
        ("10.0.0.0/8", "http://10.200.0.6:80/x", true), ("10.0.0.0/9", "http://10.200.0.6/x", false),
        ("10.0.0.5:8080", "http://10.0.0.5:8080/", true), ("10.0.0.5:8080", "http://10.0.0.5/", false),
        ("127.0.0.1", "http://localhost:9000/", false), ("localhost", "http://localhost:9000/", true),
        ("::1", "http://[::1]:9000/", true), ("[::1]:9000", "http://[::1]:9000/", true),
        ("[::1]:9000", "http://[::1]:9001/", false), ("fd00::/8", "http://[fd12::1]/", true),
        ("chat.lan", "http://user:pw@chat.lan/x", false), ("chat.lan", "http://chat.lan.evil.org/", false),
        ("chat.lan", #"http://evil.org\@chat.lan/"#, false), ("chat.lan", "http://chat.lan@evil.org/", false),
        ("chat.lan", "HTTP://CHAT.lan#x", true),
    ])
    func `http is for the targets that are named`(entry: String, url: String, expected: Bool) throws {
        let network = try Fixture.parse(#""network": {"allow_private": ["\#(entry)"]}"#).network
        #expect((network.objection(toTarget: url, of: .webhook) == nil) == expected)
    }

    @Test func `the most exact pattern decides what a rule weighs`() throws {
        let rules = try Fixture.parse(
            #""rules": {"off": ["cell.*"], "severity": {"narrative.breakdown": "error", "narrative.*": "off", "*": "info", "cell.blank": "error"}}"#
        ).rules
        #expect(rules.weight(of: "narrative.breakdown") == .error)
        #expect(rules.weight(of: "narrative.requests") == .off)
        #expect(rules.weight(of: "arithmetic.appeals") == .info)
        #expect(rules.weight(of: "cell.blank") == .off)
        #expect(try Fixture.parse("").rules.weight(of: "cell.blank") == nil)
    }

    @Test func `what is not in effect yet is said`() throws {
        let configuration = try Fixture.parse(
            #"""
            "after": {"mode": "delete"}, "limits": {"zip_entries": 10, "file_bytes": 10}, "ocr": true,
            "channels": {"a": {"type": "webhook", "url": "https://a/", "mention": "all"},
                         "b": {"type": "webhook", "url": "https://b/"}},
            "routes": [{"channels": ["a"], "group": {}}, {"match": {"region": "浙江省"}, "channels": ["a"]}],
            "http": {"listen": "127.0.0.1:8787"}, "public_url": "https://gk.example.gov.cn"
            """#)
        let later = "accepted, but not yet in effect in this version"
        #expect(
            configuration.notices.map { "\($0.path): \($0.message)" } == [
                "after.mode: \(later)", "ocr: \(later)",
                "channels.a.mention: a webhook message mentions nobody; remove the key",
                "channels.b: no route leads here",
                "routes[1]: never reached: routes[0] takes everything and does not continue",
                "public_url: messages will link to its reports/ID, and this version serves no such pages",
            ])
        #expect(configuration.notices.first?.description.hasPrefix("test.json:1:") == true)
    }

    @Test func `the file is the named one, else the first that exists`() throws {
        #expect(try ConfigurationFile.locate(named: "x.json") { _ in false } == "x.json")
        #expect(try ConfigurationFile.locate(named: nil) { _ in true } == "/etc/gongkai/config.json")
        #expect(try ConfigurationFile.locate(named: nil) { $0 == "./config.json" } == "./config.json")
        #expect(
            Fixture.problems { () throws(ConfigurationError) in
                try ConfigurationFile.locate(named: nil) { _ in false }
            } == [
                "no configuration: neither /etc/gongkai/config.json nor ./config.json exists; name one with --config"
            ])
    }

    @Test(arguments: [
        ("/nonexistent/config.json", "no such file; create it or name another"), ("/", "a directory; expected a file"),
        ("/dev/zero", "larger than 16777216 bytes; expected a small text file"),
    ])
    func `a file that cannot be read is an error like any other`(path: String, message: String) {
        let file = ConfigurationFile(checks: Fixture.checks, readFile: LocalFiles.read)
        let error = #expect(throws: ConfigurationError.self) { try file.load(path) }
        #expect(error?.description == "\(path): \(message)")
    }

    @Test func `a directory of the time zone database is no time zone`() {
        #expect(!LocalFiles.timeZoneExists("Asia"))
        #expect(!LocalFiles.timeZoneExists("Asia/Nowhere"))
    }
}
