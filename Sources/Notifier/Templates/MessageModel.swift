internal import Core

/// What a template may say about one message; docs/templates.md explains each name.
struct MessageModel {
    /// Names to values: strings, numbers as text, true, lists, and objects of the same. What is unknown is left out.
    let context: [String: Any]
    /// What does not come out of documents and has dots that have to stay: the operator's address, and ids.
    let ownWords: Set<String>

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
        }
        if let flag = MessageModel.flag(of: event.kind) { context[flag] = true }
        if let coverage = event.coverage { context["coverage"] = MessageModel.coverage(coverage) }
        if let digest = event.digest { context["digest"] = MessageModel.digest(digest, summary) }
        if let undelivered = event.undelivered { context["undelivered"] = MessageModel.undelivered(undelivered) }
        self.context = context
        let findings = event.subject.map { $0.findings + $0.gone } ?? event.digest?.worst.compactMap(\.finding) ?? []
        ownWords = Set(findings.map(\.rule.description) + [summary.link?.url, event.kind.rawValue].compactMap(\.self))
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

    /// What is there for one kind of event only, where no object tells.
    private static func flag(of kind: EventKind) -> String? {
        switch kind {
        case .reportRevised: "revised"
        case .reportRejudged: "rejudged"
        case .coverageMissing: "missing"
        case .coverageWithdrawn: "withdrawn"
        case .heartbeat: "heartbeat"
        case .reportValidated, .reportFailed, .deliveryDead, .digest: nil
        }
    }

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
        context["file"] = place.file?.singleLine(limit: 80)
        return context
    }

    private static func coverage(_ coverage: Event.Coverage) -> [String: Any] {
        [
            "region": coverage.region.singleLine(limit: 80), "year": "\(coverage.year)",
            "deadline": coverage.deadline.description,
            "agencies": coverage.agencies.map { $0.singleLine(limit: 80) }, "count": "\(coverage.agencies.count)",
        ]
    }

    private static func digest(_ digest: Event.Digest, _ summary: Summary) -> [String: Any] {
        let language = summary.language
        let words = Wording(language: language)
        let counts = Wording.worstFirst.compactMap { verdict in
            digest.counts[verdict].map { count -> [String: Any] in
                ["verdict": verdict.rawValue, "verdict_name": verdict.name.text(in: language), "count": "\(count)"]
            }
        }
        var context: [String: Any] = ["total": "\(digest.total)", "covered": "\(digest.covered)", "counts": counts]
        if digest.isDaily { context["daily"] = true }
        if !digest.worst.isEmpty {
            context["worst"] = digest.worst.enumerated().map { worst($1, number: $0 + 1, language) }
        }
        if digest.gone.reports > 0 {
            context["gone_count"] = "\(digest.gone.reports)"
            context["gone"] = digest.gone.named.enumerated().map { gone($1, number: $0 + 1, words) }
        }
        let news = Event.Coverage.News.allCases.compactMap { news in
            digest.coverage[news].map { count -> [String: Any] in
                [
                    news.rawValue: true, "news": news.rawValue, "headline": words.headline(of: count, news),
                    "events": "\(count.events)", "regions_count": "\(count.regions)",
                    "agencies_count": "\(count.agencies)",
                ]
            }
        }
        if !news.isEmpty {
            context["coverage_counts"] = news
            context["regions"] = digest.regions.map { region -> [String: Any] in
                [
                    region.news.rawValue: true, "news": region.news.rawValue,
                    "news_name": words.name(of: region.news), "region": region.coverage.region.singleLine(limit: 80),
                    "year": "\(region.coverage.year)", "agencies_count": "\(region.coverage.agencies.count)",
                ]
            }
        }
        context["from"] = digest.span?.lowerBound.iso8601
        context["to"] = digest.span?.upperBound.iso8601
        return context
    }

    private static func gone(_ item: Event.Digest.Item, number: Int, _ words: Wording) -> [String: Any] {
        var context: [String: Any] = [
            "number": "\(number)", "report": "\(item.report)", "verdict": item.verdict.rawValue,
            "verdict_name": words.name(of: item.verdict), "file": item.file.singleLine(limit: 400),
            "errors": "\(item.gone)", "message": words.headline(ofGone: item),
        ]
        context["former_verdict"] = item.formerVerdict?.rawValue
        context["agency"] = item.agency?.singleLine(limit: 80)
        context["year"] = item.year.map { "\($0)" }
        return context
    }

    private static func worst(_ item: Event.Digest.Item, number: Int, _ language: Language) -> [String: Any] {
        var context: [String: Any] = [
            "number": "\(number)", "report": "\(item.report)", "verdict": item.verdict.rawValue,
            "verdict_name": item.verdict.name.text(in: language), item.verdict.rawValue: true,
            "file": item.file.singleLine(limit: 400), "findings_count": "\(item.findings)",
        ]
        context["agency"] = item.agency?.singleLine(limit: 80)
        context["year"] = item.year.map { "\($0)" }
        if let finding = item.finding {
            context["rule"] = finding.rule.description
            context["severity"] = finding.severity.rawValue
            context["severity_name"] = finding.severity.name.text(in: language)
            context["message"] = finding.message.text(in: language).singleLine(limit: 400)
        }
        return context
    }

    private static func undelivered(_ undelivered: Event.Undelivered) -> [String: Any] {
        var context: [String: Any] = [
            "channel": undelivered.channel.singleLine(limit: 80), "count": "\(undelivered.count)",
            "delivery": undelivered.delivery,
        ]
        context["error"] = undelivered.error?.singleLine(limit: 400)
        return context
    }
}

extension MessageModel {
    /// The model of each example of a message.
    static var examples: [(name: Message, model: MessageModel)] {
        ExampleEvent.all.map { example in
            let summary = Summary(
                example.event, in: .chinese, delivery: "msg_example", publicURL: "https://gongkai.example.org")
            return (example.name, MessageModel(example.event, summary: summary, delivery: "msg_example"))
        }
    }
}
