public import Core

/// One of the things that a channel may have to say, made up: for trying templates, and for showing what messages look
/// like.
public struct ExampleEvent: Sendable {
    /// What it is: 汇总, "a digest".
    public let name: Message
    /// The event, with everything that one of its kind may have.
    public let event: Event

    /// At least one of each kind.
    public static var all: [ExampleEvent] {
        reports + [
            about("汇总", "a digest", .digest, digest: digest(isDaily: false)),
            about("日报", "a daily digest", .digest, digest: digest(isDaily: true)),
            about("缺报", "missing reports", .coverageMissing, coverage: coverage),
            about("补报", "reports that came after all", .coverageWithdrawn, coverage: coverage),
            about("投递失败", "undelivered messages", .deliveryDead, undelivered: undelivered),
            about("心跳", "a heartbeat", .heartbeat),
        ]
    }

    /// The first example of a kind.
    public static func of(_ kind: EventKind) -> Event? { all.first { $0.event.kind == kind }?.event }

    private static func about(
        _ chinese: String, _ english: String, _ kind: EventKind, _ subject: Event.Subject? = nil,
        digest: Event.Digest? = nil, coverage: Event.Coverage? = nil, undelivered: Event.Undelivered? = nil
    ) -> ExampleEvent {
        let event = Event(
            id: 1, kind: kind, occurredAt: moment, subject: subject, digest: digest, coverage: coverage,
            undelivered: undelivered)
        return ExampleEvent(name: Message(zh: chinese, en: english), event: event)
    }

    /// 2 March 2026, 9:00 in China.
    private static let moment = UnixTime(milliseconds: 1_772_413_200_000)
    private static let folder = "/srv/gongkai/drop/"

    // MARK: Reports

    private static var reports: [ExampleEvent] {
        [
            about("有问题的报告", "a report with findings", .reportValidated, report(.invalid, [error, warning, note])),
            about("无问题的报告", "a report without findings", .reportValidated, report(.valid, [])),
            about("更新的报告", "a revised report", .reportRevised, report(.flagged, [warning], gone: [error])),
            about("重新核查的报告", "a report judged again", .reportRejudged, report(.valid, [], gone: [error, warning])),
            about("无法读取的文件", "a file that is unreadable", .reportFailed, file(.unreadable, unreadable.findings)),
            about("非年度报告的文件", "a file that is no such report", .reportFailed, file(.foreign, [foreign])),
        ]
    }

    private static func report(
        _ verdict: Verdict, _ findings: [Finding], gone: [Finding] = []
    ) -> Event.Subject {
        var figures = KeyFigures(CellTable())
        (figures.received, figures.carriedIn, figures.granted, figures.refused) = (58, 2, 41, 6)
        (figures.unavailable, figures.carriedOut, figures.reconsiderations, figures.lawsuits) = (9, 4, 1, 0)
        // What the error says: 60 on one side, 59 on the other.
        if verdict == .invalid { figures.carriedOut = 3 }
        var subject = Event.Subject(
            report: 7, verdict: verdict, agency: "示例市民政局", year: 2025, edition: "2021",
            title: "示例市民政局2025年政府信息公开工作年度报告", file: "\(folder)示例市民政局2025.txt",
            content: ContentID(bytes: Array(repeating: 0xAB, count: 32)), keyFigures: figures, findings: findings,
            region: "示例市")
        subject.gone = gone
        if !gone.isEmpty { subject.formerVerdict = Verdict(findings: gone) }
        return subject
    }

    private static func file(_ verdict: Verdict, _ findings: [Finding]) -> Event.Subject {
        Event.Subject(
            report: 8, verdict: verdict, agency: nil, year: nil, edition: nil, title: nil,
            file: "\(folder)附件1.txt", content: ContentID(bytes: Array(repeating: 0xCD, count: 32)), keyFigures: nil,
            findings: findings)
    }

    private static var error: Finding {
        Finding(
            rule: "arithmetic.requests-balance", severity: .error,
            message: Message(
                zh: "本年新收与上年结转之和，不等于办理结果与结转下年之和（总计列）",
                en: "received plus carried in is not the outcomes plus carried out (total)"),
            expected: 60, actual: 59, place: Place(table: 2, row: 3, column: 4), quote: "总计 60",
            basis: "国办公开办函〔2021〕30号")
    }

    private static var warning: Finding {
        Finding(
            rule: "narrative.requests", severity: .warning,
            message: Message(zh: "正文所述新收申请数与表格不符", en: "the text states another number of requests than the table"),
            expected: 62, actual: 58, place: Place(line: 17), quote: "全年共收到政府信息公开申请62件")
    }

    private static var note: Finding {
        Finding(
            rule: "cell.blank", severity: .info,
            message: Message(zh: "有 3 个单元格为空", en: "3 cells are blank"), place: Place(line: 40))
    }

    private static var unreadable: Examination { Examination(failure: .empty) }

    private static var foreign: Finding {
        Finding(
            rule: "document.foreign", severity: .info,
            message: Message(zh: "没有年度报告的表格，也没有年度报告的标题", en: "it has neither the tables nor the title of a report"))
    }

    // MARK: Others

    private static func digest(isDaily: Bool) -> Event.Digest {
        func item(_ report: Int64, _ verdict: Verdict, _ agency: String?, _ findings: [Finding]) -> Event.Digest.Item {
            Event.Digest.Item(
                report: report, verdict: verdict, agency: agency, year: agency.map { _ in 2025 },
                file: "\(folder)\(agency ?? "附件1").txt", finding: findings.first, findings: findings.count)
        }
        var good = item(12, .valid, "示例市教育局", [])
        (good.formerVerdict, good.gone) = (.invalid, 2)
        return Event.Digest(
            counts: [.invalid: 2, .unreadable: 1, .flagged: 5, .foreign: 3, .valid: 389], covered: 412,
            worst: [
                item(7, .invalid, "示例市民政局", [error, warning, note]), item(9, .invalid, "示例市人民政府", [error]),
                item(8, .unreadable, nil, unreadable.findings),
            ],
            gone: .init(reports: 1, named: [good]),
            coverage: isDaily ? [.missing: .init(events: 1, regions: 1, agencies: 2)] : [:],
            regions: isDaily ? [.init(news: .missing, coverage: coverage)] : [],
            span: moment.advanced(milliseconds: -3_600_000)...moment, delivery: "msg_example", isDaily: isDaily)
    }

    private static var coverage: Event.Coverage {
        Event.Coverage(
            region: "示例市", year: 2025, deadline: CivilDate(daysSinceEpoch: 20_484), agencies: ["示例市民政局", "示例市教育局"])
    }

    private static var undelivered: Event.Undelivered {
        Event.Undelivered(
            channel: "oversight", count: 3, delivery: "msg_example",
            error: "机器人网址无效或机器人已被移除（19001 param invalid: incoming webhook access token invalid）；"
                + "在群设置里重新添加自定义机器人，并更新渠道网址",
            audience: [])
    }
}
