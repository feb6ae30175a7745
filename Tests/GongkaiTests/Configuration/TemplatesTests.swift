import Core
import Notifier
import Testing

@testable import gongkai

@Suite struct TemplatesTests {
    private let configuration: Configuration

    init() throws {
        configuration = try Fixture.parse(
            #"""
            "channels": {
              "a": {"type": "webhook", "url": "https://x/", "template": "/t/a.mustache"},
              "b": {"type": "email", "url": "smtps://mail.example.org", "user": "u", "secret": "p",
                    "from": "x <x@example.org>", "to": "y@example.org", "template": "/t/b.html.mustache"},
              "c": {"type": "stdout"}
            }
            """#)
    }

    private func templates(_ files: [String: [UInt8]]) throws(ConfigurationError) -> Templates {
        try Templates(configuration) { path throws(FileReadError) in
            guard let content = files[path.display] else { throw .system(call: "open", errno: 2) }
            return content
        }
    }

    private func problems(_ files: [String: [UInt8]]) -> [String] {
        Fixture.problems { () throws(ConfigurationError) in try templates(files) }
    }

    @Test func `every template is read, and what may be a slip is told`() throws {
        let templates = try templates([
            "/t/a.mustache": Array("{{title}}\n{{agancy}}\n".utf8), "/t/b.html.mustache": Array("{{title}}".utf8),
        ])
        #expect(Set(templates.byChannel.keys) == ["a", "b"])
        #expect(
            templates.notices.map(\.description) == [
                "test.json:2:49: channels.a.template: /t/a.mustache:2: no message has a \"agancy\"; see docs/templates.md"
            ])
    }

    @Test func `what cannot be read or understood is an error with its line`() {
        #expect(
            problems(["/t/b.html.mustache": Array("x\n{{#findings}}".utf8)]) == [
                "channels.a.template: /t/a.mustache: no such file; create it or name another",
                "channels.b.template: /t/b.html.mustache:2: a section is not closed; add its {{/name}}",
            ])
        #expect(
            problems(["/t/a.mustache": [0xFF], "/t/b.html.mustache": []]) == [
                "channels.a.template: /t/a.mustache: not UTF-8; save it as UTF-8"
            ])
    }

    @Test func `channels of this host and of mail have what they need`() throws {
        let configuration = try Fixture.parse(
            #"""
            "channels": {
              "file": {"type": "file", "path": "/var/log/trial.jsonl", "format": "json"},
              "out": {"type": "stdout"},
              "mail": {"type": "email", "url": {"env": "URL"}, "user": "robot", "secret": {"env": "PASSWORD"},
                       "from": "核查 <a@example.org>", "to": ["b@example.org", "C <c@example.org>"]}
            }
            """#)
        let resolver = SecretResolver(environment: ["URL": "smtp://mail.example.org:587", "PASSWORD": "p"]) {
            _ throws(FileReadError) in []
        }
        let kinds = try resolver.resolve(configuration).channels.map(\.kind)
        guard case .file(let path, .json) = kinds[0], case .stdout(.text) = kinds[1], case .email = kinds[2]
        else {
            Issue.record("\(kinds)")
            return
        }
        #expect(path == "/var/log/trial.jsonl")
    }

    @Test(arguments: [
        (#""from": "a", "to": "b@x.org""#, "channels.m.from: expected an e-mail address"),
        (#""from": "a@x.org", "to": ["b@x.org", "b"]"#, "channels.m.to[1]: expected an e-mail address"),
        (#""from": "a@x.org", "to": []"#, "channels.m.to: empty; expected at least one e-mail address"),
    ])
    func `addresses are checked`(members: String, expected: String) {
        let problems = Fixture.problems { () throws(ConfigurationError) in
            try Fixture.parse(
                #""channels": {"m": {"type": "email", "url": "smtps://x/", "user": "u", "secret": "p", \#(members)}}"#)
        }
        #expect(problems.count == 1 && problems.first?.hasPrefix(expected) == true, "\(problems)")
    }

    @Test(arguments: [
        ("https://mail.example.org", "neither smtps nor smtp"), ("smtp://10.0.0.1", "private"),
        ("smtps://u:s3cret@mail.example.org", "as user and secret"),
    ])
    func `a mail server's URL is checked as such`(url: String, expected: String) {
        let problems = Fixture.problems { () throws(ConfigurationError) in
            try Fixture.parse(
                #""channels": {"m": {"type": "email", "url": "\#(url)", "user": "u", "secret": "p", "from": "a@x.org", "to": "b@x.org"}}"#
            )
        }
        #expect(problems.count == 1 && problems.first?.contains(expected) == true, "\(problems)")
        #expect(!"\(problems)".contains("s3cret"))
    }
}
