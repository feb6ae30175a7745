internal import Core

/// What a message says, before any channel gives it a shape: lines of plain text, worst findings first.
struct Summary: Sendable, Hashable {
    /// What a message is about at a glance; services that have colours show it as one.
    enum Tone: Sendable, Hashable {
        case good, attention, bad, unreadable, neutral
    }

    /// One finding.
    struct Item: Sendable, Hashable {
        let severity: Severity
        /// The severity in words: 错误.
        let label: String
        /// What is wrong.
        let headline: String
        /// Figures and the quoted text, one line each.
        let details: [String]
    }

    let language: Language
    let tone: Tone
    /// Verdict, organ and year.
    let title: String
    /// Key figures, or the counts of a digest.
    let lead: [String]
    /// Findings, worst first.
    let items: [Item]
    /// File, and how to see more.
    let closing: [String]
    /// The command that shows everything; nil when nothing is stored under a number.
    let command: String?

    /// What an event has to say.
    init(_ event: Event, in language: Language) {
        if let subject = event.subject {
            self.init(subject, revised: event.kind == .reportRevised, in: language)
        } else {
            self.init(event.digest ?? Event.Digest(counts: [:]), in: language)
        }
    }

    private init(_ subject: Event.Subject, revised: Bool, in language: Language) {
        let words = Wording(language: language)
        let sorted = subject.findings.enumerated().sorted {
            ($1.element.severity, $0.offset) < ($0.element.severity, $1.offset)
        }
        self.language = language
        tone = Tone(subject.verdict)
        title = words.title(of: subject, revised: revised)
        items = sorted.map { words.item($0.element) }
        lead =
            [subject.keyFigures.map { words.keyFigures($0) }, words.count(of: subject.findings)]
            .compactMap { $0 }
        closing = [words.file(subject.file)]
        command = "gongkai show \(subject.report)"
    }

    private init(_ digest: Event.Digest, in language: Language) {
        let words = Wording(language: language)
        self.language = language
        tone = .neutral
        title = words.title(of: digest)
        lead = Wording.worstFirst.compactMap { verdict in
            digest.counts[verdict].map { words.count($0, of: verdict) }
        }
        items = []
        closing = [words.seeAll]
        command = nil
    }

    /// What stands in place of so many findings that were cut.
    func more(_ count: Int) -> String {
        Wording(language: language).more(count, command: command)
    }
}

extension Summary.Tone {
    fileprivate init(_ verdict: Verdict) {
        switch verdict {
        case .valid: self = .good
        case .flagged: self = .attention
        case .invalid: self = .bad
        case .unreadable: self = .unreadable
        case .foreign: self = .neutral
        }
    }
}

extension Summary {
    /// The whole as plain text, at most so many bytes: cut at whole lines, with 另有 N 项 in place of what was cut.
    func text(limit: Int) -> String {
        let shown = Summary.mostItems(of: items.count) { plainText(showing: $0).utf8.count <= limit }
        return plainText(showing: shown)
    }

    private func plainText(showing count: Int) -> String {
        var lines = [title] + lead
        for (index, item) in items.prefix(count).enumerated() {
            lines.append("\(index + 1). [\(item.label)] \(item.headline)")
            lines += item.details.map { "   \($0)" }
        }
        if count < items.count { lines.append(more(items.count - count)) }
        return (lines + closing).joined(separator: "\n")
    }

    /// The largest number of items, of so many, that fits; 0 when not even one does.
    static func mostItems(of count: Int, fits: (Int) -> Bool) -> Int {
        if fits(count) { return count }
        var fitting = 0
        var tooMany = count
        while tooMany - fitting > 1 {
            let middle = (fitting + tooMany) / 2
            if fits(middle) { fitting = middle } else { tooMany = middle }
        }
        return fitting
    }
}
