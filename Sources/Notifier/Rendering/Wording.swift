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

    func title(of subject: Event.Subject, revised: Bool) -> String {
        let mark = say("【\(name(of: subject.verdict))】", "[\(name(of: subject.verdict))] ")
        let update = revised ? say("（内容有更新）", " (revised)") : ""
        return mark + self.subject(subject) + update
    }

    func title(of digest: Event.Digest) -> String {
        say("【汇总】共收到 \(digest.total) 份文件", "[Digest] \(digest.total) files received")
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

    func keyFigures(_ figures: KeyFigures) -> String {
        figures.entries.map { entry in
            let value = entry.value?.description ?? say("不详", "unknown")
            return say(
                "\(entry.name.chinese) \(value)\(entry.value == nil ? "" : " 件")", "\(entry.name.english) \(value)")
        }.joined(separator: say("，", ", "))
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
        if let line = place.line { return say("第 \(line) 行", "line \(line)") }
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

    var seeAll: String {
        say("运行 gongkai list 查看全部结果", "Run gongkai list to see them all")
    }

    func more(_ count: Int, command: String?) -> String {
        let how = command.map { say("，运行 \($0) 查看", "; run \($0) to see them") } ?? ""
        return say("另有 \(count) 项", "\(count) more") + how
    }
}
