internal import Core

/// What a message says, before any channel gives it a shape: lines of plain text, worst findings first.
struct Summary: Sendable, Hashable {
    /// What a message is about at a glance; services that have colours show it as one.
    enum Tone: Sendable, Hashable {
        case good, attention, bad, unreadable, neutral
    }

    /// One key figure: 新收申请, 58 件.
    struct Figure: Sendable, Hashable {
        let name: String
        let value: String
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

    /// The good news: what was wrong before and no longer is.
    struct Gone: Sendable, Hashable {
        let heading: String
        var headlines: [String]
        /// How many more there are that have no headline; counted where headlines are cut.
        var unlisted = 0
        /// What stands in place of those that were cut.
        var more: String?
    }

    let language: Language
    let tone: Tone
    /// Verdict, organ and year.
    var title: String
    /// The key figures of a report.
    var figures: [Figure] = []
    /// How many findings there are, what has changed, what to do.
    var lead: [String] = []
    /// Findings, worst first.
    var items: [Item] = []
    /// How many more there are that are not among the items to begin with; counted where items are cut.
    var unlisted = 0
    /// What stands in place of findings that were cut; nil when all are there.
    var more: String?
    var gone: Gone?
    /// The file, and the number by which a repeated message is recognised.
    var closing: [String] = []
    /// The line with that number, which stays whatever is cut.
    var number: String?
    /// Where people see it all in a browser.
    var link: Link?
    /// The command that shows everything; nil when nothing is stored under a number.
    var command: String?
    /// What the channel's own template says in place of all but title and link, marked up already; nil without one.
    var custom: [String]?

    /// Whether somebody should do something; only such messages mention people.
    var callsForAction: Bool {
        switch tone {
        case .attention, .bad, .unreadable: true
        case .good, .neutral: false
        }
    }

    /// A link that people see as text.
    struct Link: Sendable, Hashable {
        let text: String
        /// Without any character that a dialect takes for the end of an address.
        let url: String
        private static let ending = ASCIISet("()<>[]|\"'`*\\^{} ")

        init(text: String, url: String) {
            self.text = text
            self.url = url.rewritten(Link.ending) { url, character in
                url.append(contentsOf: String(decoding: CollectionOfOne(character), as: UTF8.self).percentEncoded.utf8)
            }
        }
    }
}

extension Summary {
    /// What an event has to say.
    ///
    /// - Parameters:
    ///   - event: the event.
    ///   - language: what to write in.
    ///   - delivery: the delivery's id, of which people see the first characters.
    ///   - publicURL: where reports are seen from outside, if anywhere.
    init(_ event: Event, in language: Language, delivery: String, publicURL: String? = nil) {
        let words = Wording(language: language)
        if let subject = event.subject {
            self.init(subject, kind: event.kind, words)
        } else if let coverage = event.coverage, let news = event.coverageNews {
            self.init(coverage, news, words)
        } else if let digest = event.digest {
            self.init(digest, words)
        } else if let undelivered = event.undelivered {
            self.init(undelivered, words)
        } else {
            self.init(language: language, tone: words.tone(of: event.kind), title: words.title(of: event.kind))
            closing = [words.remedy(of: event.kind)].compactMap { $0 }
        }
        let number = words.number(of: delivery)
        closing.append(number)
        self.number = number
        link = publicURL.map { words.link(to: event.subject, below: $0) }
    }

    private init(_ subject: Event.Subject, kind: EventKind, _ words: Wording) {
        let sorted = subject.findings.enumerated().sorted {
            ($1.element.severity, $0.offset) < ($0.element.severity, $1.offset)
        }
        self.init(
            language: words.language, tone: Tone(subject.verdict), title: words.title(of: subject, kind: kind))
        figures = subject.keyFigures.map { words.figures($0) } ?? []
        lead = [words.change(of: subject), words.count(of: subject.findings), words.advice(on: subject.verdict)]
            .compactMap { $0 }
        items = sorted.map { words.item($0.element) }
        gone = words.gone(subject.gone)
        closing = [words.file(subject.file)]
        command = "gongkai show \(subject.report)"
    }

    private init(_ coverage: Event.Coverage, _ news: Event.Coverage.News, _ words: Wording) {
        let tone: Tone =
            switch news {
            case .missing: .attention
            case .arrived: .good
            case .notDue: .neutral
            }
        self.init(language: words.language, tone: tone, title: words.title(of: coverage, news))
        if news == .missing { lead = [words.deadline(of: coverage)] }
        items = coverage.agencies.map { words.item(agency: $0, news) }
    }
}

extension Summary.Tone {
    init(_ verdict: Verdict) {
        switch verdict {
        case .valid: self = .good
        case .flagged: self = .attention
        case .invalid: self = .bad
        case .unreadable: self = .unreadable
        case .foreign: self = .neutral
        }
    }
}
