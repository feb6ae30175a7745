import Core
import Testing

@testable import gongkai

@Suite struct ConfigurationErrorTests {
    @Test func `everything that is wrong is told at once, in the order of the file`() {
        let text = """
            {
              "watch": {
                "directories": ["drop", "/srv/a", "/srv/a/b"],
                "setle_ms": 250,
                "mode": "inotfy",
                "rescan_s": 0
              },
              "timezone": "Asia/Shanghia",
              "rules": { "off": ["narrative.breakdwon"], "severity": { "cell.blank": "fatal" } },
              "channels": {
                "oversight": { "type": "feishu", "url": "http://hooks.example.org/s3cret" },
                "chat": { "type": "stdout", "url": "https://hooks.example.org/s3cret", "secret": "s3cret" },
                "archive": { "type": "webhook" }
              },
              "routes": [{ "channels": ["oversigth"] }],
              "log": { "level": "info", "level": "debug" }
            }
            """
        let error = #expect(throws: ConfigurationError.self) { try Fixture.read(text) }
        #expect(
            error?.description == """
                test.json:3:21: watch.directories[0]: expected an absolute path without "..", found "drop"
                test.json:3:39: watch.directories[2]: lies within "/srv/a", which is watched with all below it; \
                remove one of the two
                test.json:4:5: watch.setle_ms: unknown key; did you mean "settle_ms"?
                test.json:5:5: watch.mode: expected one of "auto", "inotify", "poll", found "inotfy"
                test.json:6:5: watch.rescan_s: expected an integer from 1 to 86400, found 0
                test.json:8:3: timezone: no time zone of this name in /usr/share/zoneinfo; \
                `timedatectl list-timezones` lists them, the Debian package tzdata brings them
                test.json:9:22: rules.off[0]: no rule has the id "narrative.breakdwon"; did you mean "narrative.breakdown"?
                test.json:9:60: rules.severity["cell.blank"]: expected one of "error", "warning", "info", "off", found "fatal"
                test.json:11:38: channels.oversight.url: the URL is plain http; \
                use https, or name the host in network.allow_private if it is in your own network
                test.json:12:33: channels.chat.url: a stdout channel has no such key; \
                it belongs to feishu, dingtalk, wecom, slack, discord, teams, mattermost, telegram, ntfy, email, webhook
                test.json:12:76: channels.chat.secret: a stdout channel has no such key; \
                it belongs to feishu, dingtalk, email, webhook
                test.json:13:5: channels.archive.url: missing, and without a default; expected a string or one of \
                {"file": path}, {"env": name}, {"credential": name}
                test.json:15:29: routes[0].channels[0]: no channel of this name; did you mean "oversight"?
                test.json:16:29: log.level: this key stands here twice; keep one
                """)
    }

    @Test(arguments: [
        (#"{}"#, ["watch.directories: missing; name the directories to watch, such as [\"/srv/gongkai/drop\"]"]),
        (
            #"{"watch": {}}"#,
            ["watch.directories: missing; name the directories to watch, such as [\"/srv/gongkai/drop\"]"]
        ),
        (#"{"watch": null}"#, ["watch: expected an object, found null"]),
        (
            #"{"watch": {"directories": []}}"#,
            ["watch.directories: empty; expected a list, each an absolute path without \"..\""]
        ),
        (#"[]"#, ["expected an object, found a list"]),
        (#"{"watch": "#, ["no JSON: the file ends where a value is expected"]),
    ])
    func `a root or a watch that is wrong is told`(text: String, expected: [String]) {
        #expect(Fixture.problems { () throws(ConfigurationError) in try Fixture.read(text) } == expected)
    }

    @Test(arguments: [
        (#""stat": "/x""#, #"stat: unknown key; did you mean "state"?"#),
        (#""after": {"colour": 1}"#, "after.colour: unknown key; known here: mode, archive, quarantine"),
        (#""ocr": "yes""#, #"ocr: expected true or false, found "yes""#),
        (#""state": "/srv/../etc""#, #"state: expected an absolute path without "..", found "/srv/../etc""#),
        (
            #""state": "/srv/drop/.state""#,
            #"state: lies within the watched directory "/srv/drop"; choose a place outside of it"#
        ),
        (
            #""state": "/srv/drop""#,
            #"state: lies within the watched directory "/srv/drop"; choose a place outside of it"#
        ),
        (
            #""after": {"archive": "/srv/drop/done"}"#,
            #"after.archive: lies within the watched directory "/srv/drop"; choose a place outside of it"#
        ),
        (
            #""after": {"mode": "archive"}"#,
            #"after.archive: mode "archive" needs a directory to archive to"#
        ),
        (#""limits": {"seconds": 1.5}"#, "limits.seconds: expected an integer from 1 to 86400, found 1.5"),
        (
            #""limits": {"seconds": "30"}"#, #"limits.seconds: expected an integer from 1 to 86400, found "30""#
        ),
        (#""roster": 1"#, #"roster: expected an absolute path without ".." or null, found 1"#),
        (
            #""rules": {"copied_similarity": 1.5}"#,
            "rules.copied_similarity: expected a number from 0 to 1, found 1.5"
        ),
        (
            #""rules": {"off": ["narrativ.*"]}"#,
            #"rules.off[0]: no rule has the id "narrativ.*"; did you mean "narrative.*"?"#
        ),
        (
            #""rules": {"off": ["x.y.z"]}"#,
            #"rules.off[0]: no rule has the id "x.y.z"; `gongkai rules` lists all ids"#
        ),
        (
            #""rules": {"off": ["custom.x"]}"#,
            #"rules.off[0]: no rule has the id "custom.x"; rules.custom defines those that begin with custom."#
        ),
        (
            #""rules": {"severity": {"cell.blnk": "info"}}"#,
            #"rules.severity["cell.blnk"]: no rule has the id "cell.blnk"; did you mean "cell.blank"?"#
        ),
        (
            #""rules": {"exempt": [{"rule": "cell.*", "organ": "*"}]}"#,
            "rules.exempt[0].why: missing, and without a default; expected a string that is not empty"
        ),
        (
            #""rules": {"custom": [{"id": "Mine", "when": "year > 1", "message": "b"}]}"#,
            #"rules.custom[0].id: expected an id like "custom.granted-share" (small letters, digits, -), found "Mine""#
        ),
        (
            #""rules": {"custom": [{"id": "custom.a", "when": "year > 1", "message": "b"}, {"id": "custom.a", "when": "year > 2", "message": "d"}]}"#,
            "rules.custom[1].id: another rule has this id; give each its own"
        ),
        (
            #""deadlines": {"township": "02-29"}"#,
            #"deadlines.township: expected a month and a day of every year, as "01-31", found "02-29""#
        ),
        (#""channels": {"a": "https://x/s3cret"}"#, "channels.a: expected an object, found a string"),
        (
            #""channels": {"a": {}}"#,
            #"channels.a.type: missing, and without a default; expected one of "feishu", "dingtalk", "wecom", "slack", "discord", "teams", "mattermost", "telegram", "ntfy", "email", "webhook", "file", "stdout""#
        ),
        (
            #""channels": {"a": {"type": "webhook", "url": "https://x/", "chat_id": 1}}"#,
            "channels.a.chat_id: a webhook channel has no such key; it belongs to telegram"
        ),
        (
            #""channels": {"a": {"type": "slack", "url": "https://x/", "mention": "@zhangsan"}}"#,
            #"channels.a.mention: expected a user's id (U…), a user group's (S…), "channel", "here" or "everyone", found a string"#
        ),
        (
            #""channels": {"a": {"type": "telegram", "token": "1:a", "chat_id": "zhangsan"}}"#,
            #"channels.a.chat_id: expected a chat's id, as -1001234567890 or "@channel", found a string"#
        ),
        (
            #""channels": {"a": {"type": "ntfy", "url": "https://x/", "topic": "a/b"}}"#,
            "channels.a.topic: expected a topic (1 to 64 letters, digits, - and _), found a string"
        ),
        (
            #""channels": {"a": {"type": "webhook", "url": "https://x/", "fallback": "a"}}"#,
            "channels.a.fallback: leads in a circle: a → a; break it"
        ),
        (
            #""channels": {"a": {"type": "webhook", "url": "https://x/", "rate": {}}}"#,
            "channels.a.rate.per_minute: missing, and without a default; expected an integer from 1 to 6000"
        ),
        (
            #""channels": {"a": {"type": "webhook", "url": "ftp://x/"}}"#,
            "channels.a.url: the URL is not https; use one that begins with https://"
        ),
        (
            #""channels": {"a": {"type": "webhook", "url": "s3cret"}}"#,
            "channels.a.url: the URL is incomplete or holds spaces or control characters; write it as https://host/path"
        ),
        (
            #""channels": {"a": {"type": "webhook", "url": {"file": "x", "env": "y"}}}"#,
            "channels.a.url: expected exactly one of the keys file, env, credential"
        ),
        (
            #""channels": {"a": {"type": "webhook", "url": {"enf": "y"}}}"#,
            #"channels.a.url.enf: unknown key; did you mean "env"?"#
        ),
        (
            #""channels": {"a": {"type": "webhook", "url": {"credential": "../x"}}}"#,
            #"channels.a.url.credential: expected the name of a systemd credential, which is a file name without "/", found a string"#
        ),
        (
            #""routes": [{}]"#,
            "routes[0].channels: missing, and without a default; expected a list, each the name of a channel"
        ),
        (#""routes": [{"channels": ["x"]}]"#, "routes[0].channels[0]: no channel of this name; there are none"),
        (
            #""routes": [{"channels": [], "match": {"verdict": ["bad"]}}]"#,
            #"routes[0].match.verdict[0]: expected one of "unreadable", "foreign", "invalid", "flagged", "valid", found "bad""#
        ),
        (
            #""routes": [{"channels": [], "match": {"verdicts": []}}]"#,
            #"routes[0].match.verdicts: unknown key; did you mean "verdict"?"#
        ),
        (
            #""network": {"allow_private": ["10.0.0.0/33"]}"#,
            #"network.allow_private[0]: expected a host, an address or a network, as "chat.example.lan", "10.0.0.5:8065", "10.0.0.0/8", found "10.0.0.0/33""#
        ),
        (
            #""network": {"proxy": "s3cret"}"#,
            "network.proxy: expected a URL that begins with http://, https://, socks5://, socks5h://"
        ),
        (
            #""mute": [{"from": "22:00", "to": "24:00"}]"#,
            #"mute[0].to: expected a time of day from "00:00" to "23:59", found "24:00""#
        ),
        (
            #""mute": [{"from": "22:00", "to": "22:00"}]"#,
            "mute[0].to: the same time as from; expected a later or an earlier one"
        ),
        (
            #""daily_digest": {"at": "08:30", "channels": ["x"]}"#,
            "daily_digest.channels[0]: no channel of this name; there are none"
        ),
        (
            #""http": {"listen": "0.0.0.0:80"}"#,
            #"http.listen: "0.0.0.0:80" can be reached from other machines, and there is no password; listen on 127.0.0.1, [::1] or a Unix socket, and put a reverse proxy before it that says who may ask"#
        ),
        (
            #""http": {"listen": "localhost:80"}"#,
            #"http.listen: expected "127.0.0.1:8787", "[::1]:8787" or "unix:/run/gongkai/http.sock" or null, found "localhost:80""#
        ),
    ])
    func `a value that is wrong is told with what would be right`(members: String, expected: String) {
        #expect(Fixture.problems { () throws(ConfigurationError) in try Fixture.parse(members) } == [expected])
    }

    @Test func `one mistake makes one problem`() {
        let members = #""after": {"mode": "archive", "archive": "x"}, "mute": [{"from": "24:00", "to": "25:00"}]"#
        let problems = Fixture.problems { () throws(ConfigurationError) in try Fixture.parse(members) }
        #expect(problems.map { $0.prefix { $0 != ":" } } == ["after.archive", "mute[0].from", "mute[0].to"])
    }

    @Test func `no damage to a file is more than an error`() throws {
        let example = try Fixture.repositoryFile("config.example.json")
        for index in stride(from: 0, to: example.count, by: 5) {
            var damaged = example
            damaged[index] = Array(#"{}[]",:0x"#.utf8)[index / 5 % 9]
            let problems = Fixture.problems { () throws(ConfigurationError) in
                try Fixture.read(String(decoding: damaged, as: UTF8.self))
            }
            #expect(problems.allSatisfy { !$0.isEmpty })
        }
    }

    @Test func `a circle of fallbacks is told at each of its channels`() {
        let members = ["a": "b", "b": "c", "c": "b"].sorted { $0.key < $1.key }.map { name, fallback in
            #""\#(name)": {"type": "webhook", "url": "https://x/", "fallback": "\#(fallback)"}"#
        }
        let text = #""channels": {\#(members.joined(separator: ", "))}"#
        #expect(
            Fixture.problems { () throws(ConfigurationError) in try Fixture.parse(text) } == [
                "channels.b.fallback: leads in a circle: b → c → b; break it",
                "channels.c.fallback: leads in a circle: c → b → c; break it",
            ])
    }

    @Test func `directories that would be watched twice are told, others are not`() {
        func problems(_ watch: String) -> [String] {
            Fixture.problems { () throws(ConfigurationError) in try Fixture.read(#"{"watch": {\#(watch)}}"#) }
        }
        #expect(
            problems(#""directories": ["/srv/a/b", "/srv/a/", "/srv//a"]"#) == [
                #"watch.directories[0]: lies within "/srv/a", which is watched with all below it; remove one of the two"#,
                #"watch.directories[2]: "/srv/a" stands here twice; keep one"#,
            ])
        #expect(problems(#""directories": ["/srv/a/b", "/srv/a"], "recursive": false"#).isEmpty)
        #expect(problems(#""directories": ["/srv/a", "/srv/ab"]"#).isEmpty)
    }
}
