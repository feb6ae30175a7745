import Core
import Foundation
import TestSupport
import Testing

@testable import Notifier

/// What a message looks like on the wire, read back by an implementation that is not ours.
struct MailMessageTests {
    /// Prints what Python's email package finds in a message on its standard input.
    private static let reader = """
        import email, email.policy, json, sys
        mail = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
        part = lambda kind: (lambda found: found.get_content() if found else None)(mail.get_body(preferencelist=(kind,)))
        print(json.dumps({
            "headers": {name: str(value) for name, value in mail.items()}, "names": [name for name, _ in mail.items()],
            "addresses": [address.addr_spec for address in mail["To"].addresses],
            "sender": mail["From"].addresses[0].display_name, "date": mail["Date"].datetime.isoformat(),
            "text": part("plain"), "html": part("html"),
            "defects": [str(d) for d in mail.defects] + [str(d) for p in mail.walk() for d in p.defects]
                + [str(d) for v in mail.values() for d in getattr(v, "defects", [])]}))
        """

    private struct Reading: Decodable {
        let headers: [String: String]
        let names: [String]
        let addresses: [String]
        let sender: String
        let date: String
        let text: String
        let html: String?
        let defects: [String]
    }

    private func read(_ message: [UInt8]) async throws -> Reading {
        try JSONDecoder().decode(Reading.self, from: await Tool.python(MailMessageTests.reader, input: message))
    }

    private func message(
        from: String = "政务公开核查 <gongkai@example.org>", to: [String] = ["a@example.org"], subject: String = "x",
        text: String = "x", html: String? = nil
    ) throws -> MailMessage {
        MailMessage(
            sender: try #require(MailAddress(from)), recipients: try to.map { try #require(MailAddress($0)) },
            subject: subject, id: "msg_1a2b3c", date: UnixTime(milliseconds: 1_795_230_245_678), text: text, html: html)
    }

    @Test(.enabled(if: Tool.hasPython, "there is no python3 here to read messages with"))
    func everythingComesBackAsItWas() async throws {
        let subject = String(repeating: "【有误】嘉兴市民政局 2020 年政府信息公开工作年度报告 👍🏽 ", count: 4)
        let text = "第一行\n.一个点\n..\n\nFrom 开头\n" + String(repeating: "长", count: 2000)
        let html = "<p>&lt;长&gt;</p>\n"
        let bytes = try message(
            to: ["a@example.org", "李四 <b@example.org>", "\"Doe, Jane\" <c@example.org>"], subject: subject, text: text,
            html: html
        ).bytes
        let mail = try await read(bytes)
        #expect(mail.headers["Subject"] == subject.trimmingCharacters(in: .whitespaces))
        #expect(mail.sender == "政务公开核查")
        #expect(mail.addresses == ["a@example.org", "b@example.org", "c@example.org"])
        #expect(mail.date == "2026-11-21T03:04:05+00:00")
        #expect(mail.headers["Message-ID"] == "<msg_1a2b3c@example.org>")
        #expect(mail.headers["Auto-Submitted"] == "auto-generated")
        #expect(mail.headers["X-Gongkai-Delivery"] == "msg_1a2b3c")
        #expect(mail.text.components(separatedBy: "\r\n").joined(separator: "\n") == text)
        #expect(mail.html?.components(separatedBy: "\r\n").joined(separator: "\n") == html)
        #expect(mail.defects == [])
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false)
        #expect(lines.allSatisfy { $0.utf8.count <= 78 && !$0.utf8.contains(10) && !$0.utf8.contains(13) })
        #expect(bytes.allSatisfy { $0 < 0x80 })
    }

    @Test(.enabled(if: Tool.hasPython, "there is no python3 here to read messages with"))
    func aPlainMessageIsOnePart() async throws {
        let mail = try await read(message(from: "gongkai@example.org", subject: "Valid", text: "一行").bytes)
        #expect(mail.headers["Content-Type"] == "text/plain; charset=\"utf-8\"")
        #expect(mail.headers["Subject"] == "Valid" && mail.sender.isEmpty)
        #expect(mail.text == "一行" && mail.html == nil && mail.defects == [])
    }

    @Test(
        .enabled(if: Tool.hasPython, "there is no python3 here to read messages with"),
        arguments: [
            "x\r\nBcc: everyone@example.org", "x\nBcc: everyone@example.org", "x\r\n\r\nbody", "x\u{2028}Bcc: y",
            "=?UTF-8?B?Qg==?=", "\u{0}x\u{7F}", String(repeating: "a", count: 300), "\u{202E}x",
        ])
    func aTitleOutOfADocumentStaysWithinItsField(title: String) async throws {
        let mail = try await read(message(subject: title).bytes)
        #expect(
            mail.names == [
                "Date", "From", "To", "Subject", "Message-ID", "Auto-Submitted", "X-Gongkai-Delivery", "MIME-Version",
                "Content-Type", "Content-Transfer-Encoding",
            ])
        #expect(mail.headers["Subject"] == title.singleLine(limit: 400))
        #expect(mail.text == "x" && mail.defects == [])
    }

    @Test(arguments: [
        ("a@b.cn", "a@b.cn", ""), ("张 三 <zhang.san@x.gov.cn>", "zhang.san@x.gov.cn", "张 三"),
        ("\"Doe, Jane\" <j+x@x.org>", "j+x@x.org", "Doe, Jane"),
    ])
    func addressesAreUnderstood(text: String, address: String, name: String) throws {
        let mailbox = try #require(MailAddress(text))
        #expect(mailbox.address == address && mailbox.name == name)
    }

    @Test(arguments: [
        "", "a", "a@", "@b", "a@b@c", "a b@c.org", "a@-b.org", "a@b..org", ".a@b.org", "a@b.org>", "<a@b.org",
        "张三@x.cn",
        "a@b.org\r\nRCPT TO:<c@d.org>", "x\ny <a@b.org>", "a@b.org, c@d.org", "a <b> <c@d.org>",
    ])
    func whatIsNoAddressIsRefused(text: String) {
        #expect(MailAddress(text) == nil)
    }

    @Test(arguments: [
        (0, "Thu, 1 Jan 1970 00:00:00 +0000"), (951_782_399_999, "Mon, 28 Feb 2000 23:59:59 +0000"),
        (1_795_230_245_678, "Sat, 21 Nov 2026 03:04:05 +0000"),
    ])
    func datesAreWrittenAsMailWantsThem(milliseconds: Int64, text: String) {
        #expect(MailHeader.date(UnixTime(milliseconds: milliseconds)) == text)
    }

    @Test func htmlShowsWhatDocumentsSayAsText() throws {
        let nasty = "<script>alert(1)</script><img src=x onerror=y>\"'&"
        let event = Fixtures.event(Fixtures.subject(agency: nasty, findings: [Fixtures.finding(quote: nasty)]))
        let html = MailHTML().document(of: Fixtures.message(event).summary)
        #expect(!html.contains("<script") && !html.contains("<img"))
        #expect(html.contains("&lt;script&gt;"))
    }
}
