internal import Core

/// What a template may say about one message; docs/templates.md explains each name.
struct MessageModel {
    /// Names to values: strings, numbers as text, true, lists, and objects of the same. What is unknown is left out.
    let context: [String: Any]

    /// The model of an event.
    ///
    /// - Parameters:
    ///   - event: the event.
    ///   - summary: the built-in message about it.
    ///   - delivery: the delivery's id.
    init(_ event: Event, summary: Summary, delivery: String) {
        var context: [String: Any] = [
            "event": event.kind.rawValue, "occurred_at": event.occurredAt.iso8601, "delivery": delivery,
            "language": summary.language.rawValue, "title": summary.title, "lead": summary.lead,
            "closing": summary.closing,
        ]
        context["link"] = summary.link?.url
        context["command"] = summary.command
        if let subject = event.subject {
            context.merge(MessageModel.report(subject, summary)) { first, _ in first }
            if event.kind == .reportRevised { context["revised"] = true }
        }
        if let coverage = event.coverage { context["coverage"] = MessageModel.coverage(coverage) }
        if let digest = event.digest { context["digest"] = MessageModel.digest(digest, summary.language) }
        self.context = context
    }

    /// All names, on whatever level.
    var names: Set<String> { MessageModel.names(in: context) }

    private static func names(in value: Any) -> Set<String> {
        switch value {
        case let object as [String: Any]: object.reduce(into: Set(object.keys)) { $0.formUnion(names(in: $1.value)) }
        case let list as [Any]: list.reduce(into: []) { $0.formUnion(names(in: $1)) }
        default: []
        }
    }

    // MARK: Parts

    private static func report(_ subject: Event.Subject, _ summary: Summary) -> [String: Any] {
        let language = summary.language
        var context: [String: Any] = [
            "report": "\(subject.report)", "verdict": subject.verdict.rawValue,
            "verdict_name": subject.verdict.name.text(in: language), subject.verdict.rawValue: true,
            "file": subject.file.singleLine(limit: 400), "findings": findings(subject.findings, summary),
            "findings_count": "\(subject.findings.count)",
        ]
        for (key, severity) in [("errors", Severity.error), ("warnings", .warning), ("notes", .info)] {
            let count = subject.findings.count { $0.severity == severity }
            if count > 0 { context[key] = "\(count)" }
        }
        context["former_verdict"] = subject.formerVerdict?.rawValue
        if !subject.gone.isEmpty {
            context["gone"] = subject.gone.map {
                ["rule": $0.rule.description, "message": $0.message.text(in: language).singleLine(limit: 400)]
            }
        }
        context["agency"] = subject.agency?.singleLine(limit: 80)
        context["agency_kind"] = subject.agencyKind?.rawValue
        context["region"] = subject.region?.singleLine(limit: 80)
        context["year"] = subject.year.map { "\($0)" }
        context["edition"] = subject.edition
        context["report_title"] = subject.title?.singleLine(limit: 120)
        context["sha256"] = subject.content?.description
        if let figures = subject.keyFigures {
            context["key_figures"] = figures.entries.map { entry in
                var figure: [String: Any] = ["key": entry.key, "name": entry.name.text(in: language)]
                figure["value"] = entry.value?.description
                return figure
            }
        }
        return context
    }

    /// Worst first, as the built-in message has them.
    private static func findings(_ findings: [Finding], _ summary: Summary) -> [[String: Any]] {
        let sorted = findings.enumerated().sorted {
            ($1.element.severity, $0.offset) < ($0.element.severity, $1.offset)
        }.map(\.element)
        return zip(sorted, summary.items).enumerated().map { index, pair in
            let (finding, item) = pair
            var context: [String: Any] = [
                "number": "\(index + 1)", "rule": finding.rule.description, "severity": finding.severity.rawValue,
                "severity_name": item.label, finding.severity.rawValue: true, "message": item.headline,
                "details": item.details,
            ]
            context["expected"] = finding.expected?.description
            context["actual"] = finding.actual?.description
            context["basis"] = finding.basis
            context["quote"] = finding.quote?.singleLine(limit: 120)
            if let place = finding.place { context["where"] = MessageModel.place(place) }
            return context
        }
    }

    private static func place(_ place: Place) -> [String: Any] {
        var context: [String: Any] = [:]
        for (key, number) in [
            ("line", place.line), ("table", place.table), ("row", place.row), ("column", place.column),
        ] {
            context[key] = number.map { "\($0)" }
        }
        return context
    }

    private static func coverage(_ coverage: Event.Coverage) -> [String: Any] {
        [
            "region": coverage.region, "year": "\(coverage.year)", "deadline": coverage.deadline.description,
            "agencies": coverage.agencies.map { $0.singleLine(limit: 80) },
        ]
    }

    private static func digest(_ digest: Event.Digest, _ language: Language) -> [String: Any] {
        let counts = Wording.worstFirst.compactMap { verdict in
            digest.counts[verdict].map { count -> [String: Any] in
                ["verdict": verdict.rawValue, "verdict_name": verdict.name.text(in: language), "count": "\(count)"]
            }
        }
        return ["total": "\(digest.total)", "counts": counts]
    }
}

extension MessageModel {
    /// One example of each kind of message, with everything that a message may have.
    static var examples: [(name: Message, model: MessageModel)] {
        let place = Place(line: 17, table: 2, row: 3, column: 4)
        let findings = [Severity.error, .warning, .info].map { severity in
            Finding(
                rule: "arithmetic.requests-row", severity: severity,
                message: Message(zh: "各列之和与总计不符", en: "the columns do not add up"), expected: 12, actual: 11,
                place: place, quote: "新收政府信息公开申请数量", basis: "国办公开办函〔2021〕30 号")
        }
        var figures = KeyFigures(CellTable())
        figures.received = 58
        func subject(_ verdict: Verdict, _ findings: [Finding]) -> Event.Subject {
            var subject = Event.Subject(
                report: 1, verdict: verdict, agency: "示例市民政局", year: 2025, edition: "2021", title: "年度报告",
                file: "/srv/gongkai/drop/example.txt", content: ContentID(bytes: Array(repeating: 0, count: 32)),
                keyFigures: figures, findings: findings, region: "示例市")
            (subject.gone, subject.formerVerdict) = (findings, .invalid)
            return subject
        }
        func model(
            _ kind: EventKind, _ subject: Event.Subject?, digest: Event.Digest? = nil, coverage: Event.Coverage? = nil
        ) -> MessageModel {
            var event = Event(
                id: 1, kind: kind, occurredAt: UnixTime(milliseconds: 0), subject: subject, digest: digest)
            event.coverage = coverage
            let summary = Summary(
                event, in: .chinese, delivery: "msg_example", publicURL: "https://gongkai.example.org")
            return MessageModel(event, summary: summary, delivery: "msg_example")
        }
        var examples = [
            (
                name: Message(zh: "有问题的报告", en: "a report with findings"),
                model: model(.reportRevised, subject(.invalid, findings))
            ),
            (Message(zh: "无问题的报告", en: "a report without findings"), model(.reportValidated, subject(.valid, []))),
        ]
        for verdict in Verdict.allCases where ![.invalid, .valid].contains(verdict) {
            let name = Message(
                zh: "“\(verdict.name.chinese)”的文件", en: "a file that is \"\(verdict.name.english.lowercased())\"")
            examples.append((name, model(.reportFailed, subject(verdict, findings))))
        }
        let counts = Dictionary(uniqueKeysWithValues: Verdict.allCases.map { ($0, 1) })
        examples.append((Message(zh: "汇总", en: "a digest"), model(.digest, nil, digest: Event.Digest(counts: counts))))
        let coverage = Event.Coverage(
            region: "示例市", year: 2025, deadline: CivilDate(daysSinceEpoch: 20_484), agencies: ["示例市民政局"])
        examples.append((Message(zh: "缺报通知", en: "missing reports"), model(.coverageMissing, nil, coverage: coverage)))
        return examples
    }
}
