import Core
import Notifier
import Testing

@testable import gongkai

@Suite struct SecretTests {
    private let text = #"""
        "network": {"allow_private": ["10.1.0.0/16"], "proxy": "http://user:s3cret@proxy:3128"},
        "channels": {
          "a": {"type": "feishu", "url": {"credential": "feishu-url"}, "secret": {"env": "FEISHU_SECRET"}},
          "b": {"type": "webhook", "url": "http://10.1.2.3/s3cret", "secret": {"file": "/etc/gongkai/b"}}
        }
        """#

    private func resolver(_ environment: [String: String], _ files: [String: String]) -> SecretResolver {
        SecretResolver(environment: environment) { path throws(FileReadError) in
            guard let content = files[path.display] else { throw .system(call: "open", errno: 2) }
            return Array(content.utf8)
        }
    }

    @Test func `secrets come from file, environment and credential, without the line's end`() throws {
        let found = resolver(
            ["CREDENTIALS_DIRECTORY": "/run/credentials", "FEISHU_SECRET": "s3cret-env"],
            ["/run/credentials/feishu-url": "https://feishu/s3cret\n", "/etc/gongkai/b": "s3cret-file\r\n"])
        let resolved = try found.resolve(try Fixture.parse(text))
        #expect(resolved.channels.map(\.name) == ["a", "b"])
        guard case .feishu(let url, let secret) = resolved.channels[0].kind else {
            Issue.record("a is no feishu channel")
            return
        }
        #expect(url.reveal() == "https://feishu/s3cret")
        #expect(secret?.reveal() == "s3cret-env")
        guard case .webhook(let hook, let key) = resolved.channels[1].kind else {
            Issue.record("b is no webhook")
            return
        }
        #expect(hook.reveal() == "http://10.1.2.3/s3cret")
        #expect(key?.reveal() == "s3cret-file")
        #expect(resolved.proxy?.reveal() == "http://user:s3cret@proxy:3128")
    }

    @Test func `all that are missing are told by path and remedy`() throws {
        let configuration = try Fixture.parse(text)
        #expect(
            Fixture.problems { () throws(ConfigurationError) in try resolver([:], [:]).resolve(configuration) } == [
                "channels.a.url: no credential feishu-url: $CREDENTIALS_DIRECTORY is not set, which systemd does; "
                    + "add LoadCredential=feishu-url:/etc/gongkai/feishu-url to the unit and run it there, "
                    + "or use {\"file\": …}",
                "channels.a.secret: the environment has no variable FEISHU_SECRET; set it for the daemon",
                "channels.b.secret: /etc/gongkai/b: no such file; create it or name another",
            ])
    }

    @Test func `contents that cannot be right are told without being shown`() throws {
        let found = resolver(
            ["CREDENTIALS_DIRECTORY": "/c", "FEISHU_SECRET": ""],
            ["/c/feishu-url": "http://elsewhere/s3cret", "/etc/gongkai/b": "s3cret\nand more"])
        let configuration = try Fixture.parse(text)
        let problems = Fixture.problems { () throws(ConfigurationError) in try found.resolve(configuration) }
        #expect(
            problems == [
                "channels.a.url: the URL is plain http; "
                    + "use https, or name the host in network.allow_private if it is in your own network",
                "channels.a.secret: the variable FEISHU_SECRET is empty; expected the secret on one line",
                "channels.b.secret: /etc/gongkai/b holds several lines or control characters; "
                    + "expected the secret on one line",
            ])
    }

    @Test(arguments: [
        (#""type": "webhook", "url": "https://x/", "secret": "whsec_s3cret!""#, "secret: it begins with whsec_"),
        (#""type": "telegram", "chat_id": "5", "token": "s3cret""#, "token: the token is not"),
        (#""type": "ntfy", "url": "https://x/", "topic": "a", "token": "s3cret s3cret""#, "token: the token holds"),
    ])
    func `a secret that cannot be right is told at its own key`(channel: String, problem: String) throws {
        let configuration = try Fixture.parse(#""channels": {"c": {\#(channel)}}"#)
        let problems = Fixture.problems { () throws(ConfigurationError) in try resolver([:], [:]).resolve(configuration)
        }
        #expect(problems.count == 1 && problems.first?.hasPrefix("channels.c.\(problem)") == true, "\(problems)")
        #expect(!problems.joined().contains("s3cret"))
    }

    @Test func `what is wrong with the text, the secrets and the templates is told at once, in order`() throws {
        let text = #"""
            {"watch": {"directories": ["/srv/drop"]}, "channels": {
            "a": {"type": "webhook", "url": {"env": "NOWHERE"}, "rate": {"per_minute": 0}},
            "b": {"type": "stdout", "template": "/t/none.mustache"},
            "c": {"type": "dingtlk"},
            "d": {"type": "webhook", "url": "http://elsewhere/s3cret"}}, "ocr": 1}
            """#
        let secrets = resolver([:], [:])
        let file = ConfigurationFile(checks: Fixture.checks, readFile: secrets.readFile)
        let problems = Fixture.problems { () throws(ConfigurationError) in
            try file.parse(Array(text.utf8), file: "test.json", with: secrets)
        }
        let paths = problems.map { $0.prefix { $0 != ":" } }
        let expected = [
            "channels.a.url", "channels.a.rate.per_minute", "channels.b.template", "channels.c.type", "channels.d.url",
            "ocr",
        ]
        #expect(paths.map(String.init) == expected, "\(problems)")
    }

    @Test func `no way of printing a configuration shows a secret`() throws {
        let configuration = try Fixture.parse(text)
        let resolved = try resolver(
            ["CREDENTIALS_DIRECTORY": "/c", "FEISHU_SECRET": "s3cret"],
            ["/c/feishu-url": "https://x/s3cret", "/etc/gongkai/b": "s3cret"]
        ).resolve(configuration)
        for printed in [
            "\(configuration)", String(reflecting: configuration), "\(resolved)", String(reflecting: resolved),
        ] {
            #expect(!printed.contains("s3cret"))
            #expect(printed.contains("<redacted>"))
        }
        var dumped = ""
        dump(configuration, to: &dumped)
        dump(resolved, to: &dumped)
        #expect(!dumped.contains("s3cret"))
    }

    @Test(arguments: [
        #""channels": "s3cret""#, #""channels": {"a": "s3cret"}"#, #""channels": {"a": ["s3cret"]}"#,
        #""channels": {"a": {"type": "s3cret"}}"#, #""channels": {"a": {"type": "webhook", "url": "http://s3cret/"}}"#,
        #""channels": {"a": {"type": "webhook", "url": {"file": "s3cret"}}}"#,
        #""channels": {"a": {"type": "webhook", "url": {"env": "s3cret!"}}}"#,
        #""channels": {"a": {"type": "webhook", "url": "https://x/", "fallback": "s3cret"}}"#,
        #""channels": {"a": {"type": "webhook", "url": "https://x/", "rate": "s3cret"}}"#,
        #""network": {"proxy": "s3cret"}"#, #""network": {"proxy": {"file": "s3cret"}}"#, #""ocr": "s3cret"#,
    ])
    func `an error shows no secret, in whatever place it stands`(members: String) {
        let error = #expect(throws: ConfigurationError.self) { try Fixture.parse(members) }
        #expect(error?.problems.isEmpty == false)
        #expect(error.map { "\($0)" }?.contains("s3cret") == false)
    }
}
