import Core

@testable import Notifier

/// Text as nobody writes it, for what must never become markup.
enum HostileText {
    static let everything = """
        <at id=all></at> <at user_id="all">x</at> <!channel> <!here> <@U012AB3CD> @all @everyone @here @channel @13900000000 \
        [点这里](https://evil.example) <https://evil.example|x> www.evil.example **粗** *b* _i_ ~s~ `c` ```pre``` # 题 > 引 \
        <b>&amp;&#64;</b> </font> | a | \\ \u{202E}\u{200B}零\u{200D}宽👨‍👩‍👧‍👦🏳️‍🌈 \("\u{1F600}")
        """

    /// Single pieces, each with something that some service takes for more than text.
    static let all = [
        "<at id=all></at>", "<at user_id=\"all\">所有人</at>", "<!channel>", "<!here|x>", "<@U012AB3CD>",
        "<@&119000000000000002>",
        "@all", "@everyone", "@here", "@13900000000", "[点这里](https://evil.example/)",
        "![x](https://evil.example/x.png)",
        "<https://evil.example|看>", "https://evil.example/", "HTTPS://evil.example", "www.evil.example",
        "WWW.evil.example",
        "<a href=\"https://evil.example\">x</a>", "<font color='red'>x</font>", "**粗**", "*b*", "_i_", "~~s~~", "`c`",
        "```",
        "&lt;at id=all&gt;", "&#60;at id=all&#62;", "\\<at id=all\\>", "\\*x\\*", "a|b", "# 题", "> 引", "${x}", "||x||",
        "<\u{200B}at id=all>", "@\u{200B}all", "\u{202E}lla@", "<<at id=all></at>>", "[[x]](https://evil.example)",
    ]

    /// One event of each kind that says a text wherever documents, rosters and services have a say.
    static func events(saying text: String, items: Int = 3) -> [Event] {
        func event(
            _ kind: EventKind, _ subject: Event.Subject? = nil, digest: Event.Digest? = nil,
            coverage: Event.Coverage? = nil, undelivered: Event.Undelivered? = nil
        ) -> Event {
            Event(
                id: 3, kind: kind, occurredAt: UnixTime(milliseconds: 1_780_000_000_123), subject: subject,
                digest: digest, coverage: coverage, undelivered: undelivered)
        }
        let finding = Finding(
            rule: "custom.x", severity: .error, message: Message(zh: text, en: text), expected: 2, actual: 1,
            place: Place(line: 3), quote: text)
        let findings = Array(repeating: finding, count: items)
        var subject = Fixtures.subject(verdict: .invalid, agency: text, findings: findings, gone: findings)
        (subject.file, subject.title, subject.formerVerdict) = ("/srv/\(text)", text, .flagged)
        var nameless = subject
        (nameless.agency, nameless.verdict) = (nil, .unreadable)
        let item = Event.Digest.Item(
            report: 7, verdict: .invalid, agency: text, year: 2025, file: text, finding: finding, findings: 2)
        var unnamed = item
        unnamed.agency = nil
        let digest = Event.Digest(
            counts: [.invalid: items, .valid: 9], worst: [unnamed] + Array(repeating: item, count: items),
            gone: .init(reports: items + 1, named: [unnamed] + Array(repeating: item, count: items)),
            coverage: [.missing: .init(events: items, regions: items, agencies: items)],
            regions: Array(
                repeating: .init(
                    news: .missing,
                    coverage: Event.Coverage(
                        region: text, year: 2025, deadline: CivilDate(daysSinceEpoch: 20_484), agencies: [text])),
                count: items), delivery: "msg_0a1b2c3d4e")
        let coverage = Event.Coverage(
            region: text, year: 2025, deadline: CivilDate(daysSinceEpoch: 20_484),
            agencies: Array(repeating: text, count: max(1, items)))
        let undelivered = Event.Undelivered(
            channel: text, count: 2, delivery: "msg_5", error: text, audience: [])
        return [
            event(.reportValidated, subject), event(.reportRevised, subject), event(.reportRejudged, subject),
            event(.reportFailed, nameless), event(.digest, digest: digest),
            event(.coverageMissing, coverage: coverage), event(.coverageWithdrawn, coverage: coverage),
            event(.deliveryDead, undelivered: undelivered), event(.heartbeat),
        ]
    }
}
