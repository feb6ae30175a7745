import Core
import Foundation
import Testing

@testable import Notifier

/// Templates as values: what they come to, what is refused, and what is remarked on.
struct MessageTemplateTests {
    private func render(
        _ text: String, _ event: Event = Fixtures.event(), dialect: TemplateDialect = .plain
    ) throws -> String? {
        let template = try MessageTemplate(text, dialect: dialect)
        let message = Fixtures.message(event)
        return template.lines(of: MessageModel(event, summary: message.summary, delivery: message.id))?
            .joined(separator: "\n")
    }

    @Test func valuesSectionsAndListsAreFilledIn() throws {
        let text = """
            {{title}}
            {{#key_figures}}{{#value}}{{name}}={{value}};{{/value}}{{/key_figures}}
            {{#findings}}
            {{number}} {{rule}} {{severity_name}} {{expected}}/{{actual}} {{#where}}L{{line}}{{/where}} {{quote}}
            {{/findings}}
            {{^digest}}{{verdict}} {{year}} {{agency}} {{delivery}}{{/digest}}
            """
        #expect(
            try render(text) == """
                【存疑】嘉兴市民政局 2020 年政府信息公开工作年度报告
                新收申请=58;上年结转=2;
                1 narrative.breakdown 疑点 1151/1008 L17 全年共公开信息 1151 条
                flagged 2020 嘉兴市民政局 msg_test
                """)
    }

    @Test func aDigestHasItsCounts() throws {
        let event = Event(
            id: 1, kind: .digest, occurredAt: UnixTime(milliseconds: 0), subject: nil,
            digest: Event.Digest(counts: [.valid: 7, .invalid: 2]))
        #expect(
            try render("{{#digest}}{{total}}:{{#counts}} {{verdict_name}}={{count}}{{/counts}}{{/digest}}", event)
                == "9: 有误=2 通过=7")
    }

    /// A section of its own, and what stands in it, for each kind of event.
    @Test(arguments: [
        (
            EventKind.reportRevised, "{{#revised}}{{former_verdict}} {{#gone}}{{rule}}{{/gone}}{{/revised}}",
            "invalid arithmetic.requests-balance"
        ),
        (.reportRejudged, "{{#rejudged}}{{verdict_name}}{{/rejudged}}", "通过"),
        (
            .digest,
            "{{#digest}}{{covered}}{{#worst}} {{number}}{{verdict_name}}{{agency}}{{findings_count}}{{/worst}}{{/digest}}",
            "412 1有误示例市民政局3 2有误示例市人民政府1 3无法读取1"
        ),
        (
            .digest,
            "{{#digest}}{{#worst}}{{#unreadable}}{{report}} {{file}} {{rule}} {{message}}{{/unreadable}}{{/worst}}{{/digest}}",
            "8 /srv/gongkai/drop/附件1.txt document.empty 文件为空，没有任何文字；请重新采集"
        ),
        (
            .digest, "{{#digest}}{{from}} {{to}}{{^daily}} {{command}}{{/daily}}{{/digest}}",
            "2026-03-02T00:00:00.000Z 2026-03-02T01:00:00.000Z gongkai list --digest example"
        ),
        (
            .coverageMissing,
            "{{#coverage}}{{#missing}}{{region}}{{count}} {{#agencies}}{{.}};{{/agencies}}{{/missing}}{{/coverage}}",
            "示例市2 示例市民政局;示例市教育局;"
        ),
        (
            .coverageWithdrawn,
            "{{#coverage}}{{^withdrawn}}no{{/withdrawn}}{{#withdrawn}}{{year}}{{/withdrawn}}{{/coverage}}", "2025"
        ),
        (
            .deliveryDead, "{{#undelivered}}{{channel}} {{count}} {{delivery}} {{command}}{{/undelivered}}",
            "oversight 3 msg_example gongkai outbox show example"
        ),
        (.heartbeat, "{{#heartbeat}}{{title}}{{/heartbeat}}", "【正常】gongkai 正在运行"),
    ])
    func eachKindHasItsNames(kind: EventKind, text: String, expected: String) throws {
        #expect(try render(text, try #require(ExampleEvent.of(kind))) == expected)
        #expect(try MessageTemplate(text + "{{title}}", dialect: .plain).remarks.isEmpty)
    }

    @Test func thereIsAnExampleOfEachKindAndVerdict() {
        let events = ExampleEvent.all.map(\.event)
        #expect(Set(events.map(\.kind)) == Set(EventKind.allCases))
        #expect(Set(events.compactMap { $0.subject?.verdict }) == Set(Verdict.allCases))
    }

    @Test(arguments: [
        (TemplateDialect.html, "&lt;at id=all&gt;&lt;/at&gt; **x**"),
        (.feishu, "&#60;at id=all&#62;&#60;/at&#62; &#42;&#42;x&#42;&#42;"), (.plain, "<at id=all></at> **x**"),
    ])
    func valuesAreEscapedForTheDialect(dialect: TemplateDialect, expected: String) throws {
        let event = Fixtures.event(Fixtures.subject(agency: "<at id=all></at> **x**"))
        #expect(try render("**{{agency}}**", event, dialect: dialect) == "**\(expected)**")
        #expect(try render("{{{agency}}}", event, dialect: dialect) == "<at id=all></at> **x**")
        #expect(
            try render("{{#verdict}}{{#findings}}{{agency}}{{/findings}}{{/verdict}}", event, dialect: dialect)
                == expected)
    }

    @Test func valuesOutOfDocumentsStayOnTheirLine() throws {
        let event = Fixtures.event(Fixtures.subject(agency: "a\r\nb\u{2028}c\u{202E}"))
        #expect(try render("{{agency}}", event) == "a b c")
    }

    @Test(arguments: ["", "  \n\t\n", "{{#digest}}x{{/digest}}", "{{! nothing }}"])
    func whatSaysNothingGivesWayToTheBuiltInText(text: String) throws {
        #expect(try render(text) == nil)
    }

    @Test func emptyLinesAroundAreCut() throws {
        #expect(try render("\n\n{{year}}\n\n{{verdict}}\n\n") == "2020\n\nflagged")
        #expect(try render("{{year}}\r\n{{verdict}}\r\n") == "2020\nflagged")
    }

    // MARK: Wrong templates

    @Test(arguments: [
        ("a\nb\n{{#findings}}\nc", 4, "closed"), ("{{#findings}}\n{{/digest}}", 2, "closes no section"),
        ("x\n{{title", 2, "not finished"), ("x\n\n{{> partial}}", 3, "not supported"),
        ("{{=<% %>=}}", 1, "not supported"),
        ("{{<base}}{{/base}}", 1, "not supported"), ("{{%X:Y}}", 1, "cannot be understood"),
    ])
    func whatCannotBeUnderstoodIsRefusedWithItsLine(text: String, line: Int, cause: String) {
        let remark = #expect(throws: MessageTemplate.Remark.self) { try MessageTemplate(text, dialect: .plain) }
        #expect(remark?.line == line)
        #expect(remark?.cause.english.contains(cause) == true, "\(remark?.cause.english ?? "")")
    }

    @Test func namesThatNoMessageHasAreRemarkedOn() throws {
        let template = try MessageTemplate(
            "{{title}}\n{{agancy}}{{#findings}}{{mesage}}{{.}}{{/findings}}", dialect: .plain)
        #expect(template.remarks.map(\.line) == [2, 2])
        #expect(
            template.remarks.map(\.cause.english) == ["no message has a \"agancy\"", "no message has a \"mesage\""])
    }

    @Test func kindsOfMessagesThatItIsSilentOnAreRemarkedOn() throws {
        let template = try MessageTemplate("{{#verdict}}{{title}}{{/verdict}}", dialect: .plain)
        #expect(
            template.remarks.map(\.cause.english) == [
                "it says nothing about a digest, a daily digest, missing reports, reports that came after all, "
                    + "undelivered messages, a heartbeat"
            ])
    }

    /// The parser is somebody else's: whatever is typed, it may refuse and must not end the daemon.
    @Test func noPrefixOfATemplateIsFatal() throws {
        let text =
            "{{#a}}{{^b}}x{{/b}}{{{c}}}{{&d}}{{!e}}{{f.g}}{{upper(h)}}{{/a}}\n{{ % X:Y }}{{}}{{{}}}}}{{ {{x}} }}\r\n{"
        for count in 0...text.count {
            for prefix in [String(text.prefix(count)), String(text.suffix(count))] {
                let template = try? MessageTemplate(prefix, dialect: .feishu)
                // Remarks render every kind of message, which takes its time.
                if count.isMultiple(of: 8) { _ = template?.remarks }
            }
        }
    }

    /// The documentation's examples are templates without remarks, and it names every name.
    @Test func theDocumentationIsRight() throws {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("docs/templates.md")
        let text = try String(contentsOf: url, encoding: .utf8)
        let examples = text.components(separatedBy: "## Examples")[1].components(separatedBy: "For ").dropFirst()
        #expect(examples.count == 2)
        for example in examples {
            let lines = example.split(separator: "\n", omittingEmptySubsequences: false).filter { $0.hasPrefix("    ") }
            let template = try MessageTemplate(lines.map { $0.dropFirst(4) }.joined(separator: "\n"), dialect: .plain)
            #expect(template.remarks.isEmpty, "\(template.remarks.map(\.cause.english))")
        }
        let names = MessageModel.examples.reduce(into: Set<String>()) { $0.formUnion($1.model.names) }
        #expect(names.filter { !text.contains("`\($0)`") && !text.contains(".\($0)`") }.sorted() == [])
    }

    // MARK: In channels

    private func summary(_ text: String, findings: Int) throws -> Summary {
        let subject = Fixtures.subject(findings: (0..<findings).map { Fixtures.finding($0) })
        let definition = try ChannelDefinition(
            name: "c", kind: .stdout(format: .text), template: MessageTemplate(text, dialect: .plain),
            network: Fixtures.local)
        return definition.message(about: Fixtures.event(subject), id: "msg_1").summary
    }

    @Test func aLongTextIsCutAtWholeLines() throws {
        let summary = try summary("{{#findings}}\n第 {{number}} 项\n{{/findings}}", findings: 100)
        let text = summary.text(limit: 200)
        #expect(text.utf8.count <= 200 && text.hasPrefix("第 1 项\n第 2 项\n"))
        let shown = text.split(separator: "\n").count { $0.hasPrefix("第") }
        #expect(text.hasSuffix("\n另有 \(100 - shown) 行\n消息编号：1"))
    }

    @Test func theNumberStandsBelowUnlessTheTemplateHasIt() throws {
        #expect(try summary("有误 {{agency}}", findings: 1).text(limit: 1000) == "有误 嘉兴市民政局\n消息编号：1")
        #expect(try summary("{{agency}} {{delivery}}", findings: 1).text(limit: 1000) == "嘉兴市民政局 msg_1")
        // What is cut takes its number along.
        let cut = try summary("{{#findings}}\n{{message}}\n{{/findings}}\n{{delivery}}", findings: 40).text(limit: 200)
        #expect(cut.hasSuffix("行\n消息编号：1"))
    }

    @Test(arguments: TemplateDialect.allCases)
    func theLinkIsOne(dialect: TemplateDialect) throws {
        let definition = try ChannelDefinition(
            name: "c", kind: .stdout(format: .text), publicURL: "https://gongkai.example.org",
            template: MessageTemplate("{{link}} {{file}}", dialect: dialect), network: Fixtures.local)
        var subject = Fixtures.subject()
        subject.file = "https://evil.example.org/x"
        let text = definition.message(about: Fixtures.event(subject), id: "msg_1").summary.text(limit: 1000)
        #expect(text.hasPrefix("https://gongkai.example.org/reports/7 "), "\(text)")
        #expect(!text.contains("https://evil.example.org"), "\(text)")
    }

    @Test func aSilentTemplateLeavesTheBuiltInMessage() throws {
        let summary = try summary("{{#digest}}x{{/digest}}", findings: 1)
        #expect(summary.text(limit: 10_000).hasPrefix("【存疑】嘉兴市民政局"))
    }

    @Test func feishuShowsItInTheCardAndKeepsTheTitle() throws {
        let definition = try ChannelDefinition(
            name: "c", kind: .feishu(url: Secret("https://open.feishu.cn/hook/x"), secret: nil),
            template: MessageTemplate("**{{agency}}** 有 {{findings_count}} 项", dialect: .feishu),
            network: Fixtures.local)
        let event = Fixtures.event(Fixtures.subject(agency: "a_b"))
        let message = definition.message(about: event, id: "m")
        guard case .http(let request) = definition.channel.transfer(of: message, now: UnixTime(milliseconds: 0)) else {
            Issue.record("no request")
            return
        }
        let json = try #require(JSONSerialization.jsonObject(with: Data(request.body)) as? [String: Any])
        let card = try #require(json["card"] as? [String: Any])
        let elements = (card["body"] as? [String: Any])?["elements"] as? [[String: String]]
        #expect(elements?.map { $0["content"] } == ["**a&#95;b** 有 1 项", "<font color='grey'>消息编号：m</font>"])
        #expect("\(card["header"] ?? "")".contains("a_b"))
    }

    @Test(arguments: [TemplateDialect.plain, .html])
    func aMailHasItAsTextOrAsHTML(dialect: TemplateDialect) throws {
        let account = MailAccount(
            server: Secret("smtps://mail.example.org"), user: "u", password: Secret("p"),
            sender: try #require(MailAddress("a@x.org")), recipients: [try #require(MailAddress("b@x.org"))])
        let definition = try ChannelDefinition(
            name: "c", kind: .email(account), template: MessageTemplate("<b>{{year}}</b>", dialect: dialect),
            network: Fixtures.local)
        let event = Fixtures.event()
        let message = definition.message(about: event, id: "m")
        guard case .mail(let mail) = definition.channel.transfer(of: message, now: UnixTime(milliseconds: 0)) else {
            Issue.record("no mail")
            return
        }
        let text = String(decoding: mail.message, as: UTF8.self)
        #expect(text.contains(Data("<b>2020</b>\r\n消息编号：m".utf8).base64EncodedString()))
        #expect(text.contains("text/html") == (dialect == .html))
    }
}
