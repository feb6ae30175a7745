internal import Core

/// Reads back what ``ReadingFacts`` wrote, in this version and in those before it.
///
/// What a version does not have stays as in a report of which nothing is known: an old revision that is judged again must
/// not be blamed for what nobody looked for.
enum FactsReader {
    /// A report with these facts, still without identity, cells and raw texts; nil when the facts are of a later version
    /// or damaged.
    static func report(_ facts: [UInt8], _ positions: CellPositions) -> Report? {
        guard let json = FactsJSON(facts), let version = json["v"].integer,
            (1...ReadingFacts.version).contains(version)
        else { return nil }
        var report = Report()
        report.identity.claims = list(json["claims"], IdentityClaim.init(facts:))
        report.tables = Set(list(json["tables"]) { $0.string.flatMap(FormTable.init(rawValue:)) })
        report.collapsedRows = list(json["collapsed"], CollapsedRow.init(facts:))
        report.headings = list(json["headings"], SectionHeading.init(facts:))
        report.narrative = narrative(json, version)
        let runs = list(json["places"]) { run in run.elements?.compactMap(\.integer) }
        report.places = CellRun.places(runs, attachments: list(json["attachments"], \.string), positions)
        return report
    }

    /// What `ReadingFacts.claims(_:)` wrote; empty when it is damaged.
    static func claims(_ json: [UInt8]) -> [IdentityClaim] {
        FactsJSON(json).map { list($0, IdentityClaim.init(facts:)) } ?? []
    }

    private static func narrative(_ json: FactsJSON, _ version: Int) -> Narrative {
        var narrative = Narrative()
        narrative.figures = list(json["figures"], NarrativeFigure.init(facts:))
        narrative.breakdowns = list(json["breakdowns"], Breakdown.init(facts:))
        narrative.declaredParts = DeclaredParts(facts: json["declared"])
        narrative.topLevelHeadings = json["top"].integer ?? 0
        for section in SectionID.allCases {
            let elsewhere = json["elsewhere"][section.rawValue].string
            narrative.tablesElsewhere[section] = elsewhere.flatMap(Narrative.TableElsewhere.init(rawValue:))
        }
        narrative.mentions = json["mentions"].elements.map { mentions in
            Set(mentions.compactMap { $0.string.flatMap(Narrative.Mention.init(rawValue:)) })
        }
        narrative.emptySections = list(json["empty"], EmptySection.init(facts:))
        narrative.publication = Publication(facts: json["published"])
        return narrative
    }

    private static func list<Element>(_ json: FactsJSON, _ element: (FactsJSON) -> Element?) -> [Element] {
        (json.elements ?? []).compactMap(element)
    }
}

extension Place {
    fileprivate init(facts json: FactsJSON) {
        func known(_ position: Int) -> Int? { json[position].integer.flatMap { $0 > 0 ? $0 : nil } }
        self.init(line: known(0), table: known(1), row: known(2), column: known(3), file: json[4].string)
    }
}

extension IdentityClaim {
    fileprivate init?(facts json: FactsJSON) {
        guard let source = json[0].string.flatMap(Source.init(rawValue:)), let quote = json[4].string else {
            return nil
        }
        self.init(
            source: source, agency: json[1].string, year: json[2].integer,
            place: json[3].elements.map { _ in Place(facts: json[3]) }, quote: quote, asWritten: json[5].string)
    }
}

extension CollapsedRow {
    fileprivate init?(facts json: FactsJSON) {
        guard let table = json[0].string.flatMap(FormTable.init(rawValue:)), let label = json[1].string else {
            return nil
        }
        let placement: Placement? =
            switch json[2].string {
            case "totals": .totals
            case "identities": .identities
            default: nil
            }
        self.init(table: table, label: label, placement: placement, place: Place(facts: json[3]))
    }
}

extension SectionHeading {
    fileprivate init?(facts json: FactsJSON) {
        guard let section = json[0].string.flatMap(SectionID.init(rawValue:)), let quote = json[3].string
        else { return nil }
        self.init(section: section, numeral: json[1].integer, place: Place(facts: json[2]), quote: quote)
    }
}

extension NarrativeFigure {
    fileprivate init?(facts json: FactsJSON) {
        guard let subject = json[0].string.flatMap(Subject.init(rawValue:)), let value = json[1].integer,
            let quote = json[3].string
        else { return nil }
        self.init(
            subject: subject, value: value, differences: json[4].elements?.compactMap(\.integer) ?? [],
            place: Place(facts: json[2]), quote: quote)
    }
}

extension Breakdown {
    fileprivate init?(facts json: FactsJSON) {
        guard let total = json[0].integer, let parts = json[1].elements?.compactMap(\.integer),
            let quote = json[3].string
        else { return nil }
        self.init(total: total, parts: parts, place: Place(facts: json[2]), quote: quote)
    }
}

extension DeclaredParts {
    fileprivate init?(facts json: FactsJSON) {
        guard let count = json[0].integer, let quote = json[2].string else { return nil }
        self.init(count: count, place: Place(facts: json[1]), quote: quote)
    }
}

extension EmptySection {
    fileprivate init?(facts json: FactsJSON) {
        guard let section = json[0].string.flatMap(SectionID.init(rawValue:)), let quote = json[2].string
        else { return nil }
        self.init(section: section, place: Place(facts: json[1]), quote: quote)
    }
}

extension Publication {
    fileprivate init?(facts json: FactsJSON) {
        guard let source = json[0].string.flatMap(Source.init(rawValue:)),
            let date = json[1].string.flatMap(CivilDate.init(storedText:)), let quote = json[3].string
        else { return nil }
        self.init(date: date, source: source, place: json[2].elements.map { _ in Place(facts: json[2]) }, quote: quote)
    }
}
