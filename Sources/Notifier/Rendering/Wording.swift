internal import Core

/// The words of a message in one language. Everything that comes out of documents is cut to one line here.
struct Wording {
    let language: Language

    /// Verdicts in the order a digest counts them.
    static let worstFirst: [Verdict] = [.invalid, .unreadable, .flagged, .foreign, .valid]

    private func say(_ chinese: @autoclosure () -> String, _ english: @autoclosure () -> String) -> String {
        switch language {
        case .chinese: chinese()
        case .english: english()
        }
    }

    // MARK: Title

    func title(of subject: Event.Subject, kind: EventKind) -> String {
        let mark = say("【\(name(of: subject.verdict))】", "[\(name(of: subject.verdict))] ")
        let update =
            switch kind {
            case .reportRevised: say("（内容有更新）", " (revised)")
            case .reportRejudged: say("（重新核查）", " (judged again)")
            default: ""
            }
        return mark + self.subject(subject) + update
    }

    func title(of digest: Event.Digest) -> String {
        let news = Event.Coverage.News.allCases.compactMap { news in
            digest.coverage[news].map { headline(of: $0, news) }
        }
        let files =
            digest.isDaily
            ? say("\(digest.total) 份文件", "\(digest.total) files")
            : say("\(digest.total) 份文件有核查结果", "results on \(digest.total) files")
        let all = (digest.total > 0 || news.isEmpty ? [files] : []) + news
        let what = all.joined(separator: say("，", ", "))
        return digest.isDaily
            ? say("【日报】上次日报以来，本渠道有 \(what)", "[Daily digest] \(what) on this channel since the last one")
            : say("【汇总】\(what)", "[Digest] \(what)")
    }

    func title(of coverage: Event.Coverage, _ news: Event.Coverage.News) -> String {
        let region = coverage.region.singleLine(limit: 60)
        let gap = region.isEmpty ? "" : " "
        let count = coverage.agencies.count
        switch news {
        case .missing:
            return say(
                "【缺报】\(region)\(gap)\(count) 个单位没有 \(coverage.year) 年年度报告",
                "[Missing] \(region.isEmpty ? "" : "\(region): ")\(count) organs without a report on \(coverage.year)")
        case .arrived:
            return say(
                "【已补报】\(region)\(gap)\(count) 个单位的 \(coverage.year) 年年度报告",
                "[Arrived] \(region.isEmpty ? "" : "\(region): ")\(count) reports on \(coverage.year)")
        case .notDue:
            return say(
                "【撤回缺报】\(region)\(gap)\(count) 个单位的 \(coverage.year) 年年度报告尚未到期",
                "[Not due yet] \(region.isEmpty ? "" : "\(region): ")\(count) reports on \(coverage.year), said to be missing"
            )
        }
    }

    func title(of kind: EventKind) -> String {
        switch kind {
        case .heartbeat: say("【正常】gongkai 正在运行", "[Alive] gongkai is running")
        case .deliveryDead: say("【投递失败】有消息未能送达", "[Undelivered] a message could not be delivered")
        default: say("【通知】\(kind.rawValue)", "[Notice] \(kind.rawValue)")
        }
    }

    func tone(of kind: EventKind) -> Summary.Tone { kind == .deliveryDead ? .bad : .neutral }

    func remedy(of kind: EventKind) -> String? {
        kind == .deliveryDead
            ? say("运行 gongkai status 查看哪个渠道失败及原因", "Run gongkai status to see which channel fails and why") : nil
    }

    private func subject(_ subject: Event.Subject) -> String {
        guard let agency = subject.agency?.singleLine(limit: 80) else {
            return subject.title?.singleLine(limit: 120) ?? fileName(subject.file)
        }
        guard let year = subject.year else {
            return say("\(agency)政府信息公开工作年度报告（年度不明）", "\(agency), disclosure report of an unknown year")
        }
        return say("\(agency) \(year) 年政府信息公开工作年度报告", "\(agency), disclosure report \(year)")
    }

    private func fileName(_ path: String) -> String {
        (path.split(separator: "/").last.map(String.init) ?? path).singleLine(limit: 120)
    }

    func name(of verdict: Verdict) -> String { verdict.name.text(in: language) }

    // MARK: Lead

    func figures(_ figures: KeyFigures) -> [Summary.Figure] {
        figures.entries.map { entry in
            let amount = entry.value.map { say("\($0) 件", "\($0)") }
            return Summary.Figure(name: entry.name.text(in: language), value: amount ?? say("不详", "unknown"))
        }
    }

    /// How the verdict has changed; nil when it has not.
    func change(of subject: Event.Subject) -> String? {
        guard let former = subject.formerVerdict, former != subject.verdict else { return nil }
        return say(
            "结论由“\(name(of: former))”变为“\(name(of: subject.verdict))”",
            "Verdict: \(name(of: former)) before, now \(name(of: subject.verdict))")
    }

    /// What to do about a file that could not be judged; nil for others, whose findings say it.
    func advice(on verdict: Verdict) -> String? {
        guard verdict == .unreadable else { return nil }
        return say(
            "这份文件没有被核查。按下面的提示处理后重新放入，会自动再读",
            "This file was not checked. Do as said below and drop it again; it is read by itself")
    }

    func deadline(of coverage: Event.Coverage) -> String {
        say("应于 \(coverage.deadline) 前公布", "Due by \(coverage.deadline)")
    }

    /// How many findings of each severity; nil when there is none, or when one failure says it all.
    func count(of findings: [Finding]) -> String? {
        guard findings.count > 1 else { return nil }
        let parts = Severity.allCases.sorted(by: >).compactMap { severity in
            let count = findings.count { $0.severity == severity }
            return count == 0 ? nil : say("\(name(of: severity)) \(count) 项", "\(name(of: severity)) \(count)")
        }
        return say("核查结果：", "Findings: ") + parts.joined(separator: say("，", ", "))
    }

    func count(_ count: Int, of verdict: Verdict) -> String {
        say("\(name(of: verdict)) \(count) 份", "\(name(of: verdict)): \(count)")
    }

    // MARK: Findings

    func item(_ finding: Finding) -> Summary.Item {
        Summary.Item(
            severity: finding.severity, label: name(of: finding.severity),
            headline: finding.message.text(in: language).singleLine(limit: 400),
            details: [figures(of: finding), quotation(of: finding)].compactMap { $0 })
    }

    func item(agency: String, _ news: Event.Coverage.News) -> Summary.Item {
        Summary.Item(
            severity: news == .missing ? .warning : .info, label: name(of: news),
            headline: agency.singleLine(limit: 120), details: [])
    }

    func name(of news: Event.Coverage.News) -> String {
        switch news {
        case .missing: say("缺报", "Missing")
        case .arrived: say("已报", "Arrived")
        case .notDue: say("未到期", "Not due")
        }
    }

    /// The errors that are gone; nil when none is.
    func gone(_ findings: [Finding]) -> Summary.Gone? {
        guard !findings.isEmpty else { return nil }
        return Summary.Gone(
            heading: say("以前的 \(findings.count) 项问题已不存在", "No longer wrong: \(findings.count)"),
            headlines: findings.map { $0.message.text(in: language).singleLine(limit: 400) })
    }

    private func name(of severity: Severity) -> String { severity.name.text(in: language) }

    private func figures(of finding: Finding) -> String? {
        switch (finding.expected, finding.actual) {
        case (let expected?, let actual?):
            let difference = self.difference(expected, actual).map { say("，相差 \($0)", ", difference \($0)") } ?? ""
            return say("报告填写 \(expected)，核算为 \(actual)", "stated \(expected), computed \(actual)") + difference
        case (let expected?, nil): return say("报告填写 \(expected)", "stated \(expected)")
        case (nil, let actual?): return say("核算为 \(actual)", "computed \(actual)")
        case (nil, nil): return nil
        }
    }

    private func difference(_ expected: Quantity, _ actual: Quantity) -> Quantity? {
        let (larger, smaller) = expected < actual ? (actual, expected) : (expected, actual)
        return larger.adding(Quantity(significand: -smaller.significand, scale: smaller.scale))
    }

    private func quotation(of finding: Finding) -> String? {
        let quote = finding.quote.map { say("“\($0.singleLine(limit: 120))”", "\"\($0.singleLine(limit: 120))\"") }
        let parts = [finding.place.flatMap { place($0) }, quote].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: say("：", ": "))
    }

    private func place(_ place: Place) -> String? {
        let file = place.file.map { say("附件 \($0.singleLine(limit: 80))", "attachment \($0.singleLine(limit: 80))") }
        let line = place.line.map { say("第 \($0) 行", "line \($0)") }
        let parts = [file, line ?? spot(place)].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: say(" ", ", "))
    }

    /// The place in a table, where the source has no lines.
    private func spot(_ place: Place) -> String? {
        let parts = [
            place.table.map { say("第 \($0) 张表", "table \($0)") },
            place.row.map { say("第 \($0) 行", "row \($0)") },
            place.column.map { say("第 \($0) 列", "column \($0)") },
        ].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: say("", ", "))
    }

    // MARK: Closing

    func file(_ path: String) -> String {
        say("文件：", "File: ") + path.singleLine(limit: 400)
    }

    /// What tells a repeated message from a new one.
    func number(of delivery: String) -> String {
        say("消息编号：", "Message: ") + Wording.shortID(of: delivery)
    }

    /// The first characters of a delivery's id, without `msg_`.
    static func shortID(of delivery: String) -> Substring {
        (delivery.split(separator: "_").last ?? "").prefix(6)
    }

    /// Where a report, or all of them, is seen in a browser.
    func link(to subject: Event.Subject?, below publicURL: String) -> Summary.Link {
        let base = publicURL.hasSuffix("/") ? String(publicURL.dropLast()) : publicURL
        return Summary.Link(
            text: say("查看详情", "See details"), url: subject.map { "\(base)/reports/\($0.report)" } ?? "\(base)/")
    }

    var seeAll: String {
        say("运行 gongkai list 查看全部结果", "Run gongkai list to see them all")
    }

    func moreLines(_ count: Int) -> String {
        say("另有 \(count) 行", "\(count) more lines")
    }

    func more(_ count: Int, command: String?) -> String {
        let how = command.map { say("，运行 \($0) 查看", "; run \($0) to see them") } ?? ""
        return say("另有 \(count) 项", "\(count) more") + how
    }
}
