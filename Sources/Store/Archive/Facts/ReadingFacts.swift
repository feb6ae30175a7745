internal import Core

/// Everything of a report that rules look at beside its cells, as one compact JSON object, so that a stored report can
/// be judged again without its text; ``FactsReader`` reads it back. Empty members are left out:
///
/// - `v`: the version, 2. Version 1 has no `mentions`, `empty` and `published`.
/// - `claims`: `[source, agency, year, place, quote]` each, the most trusted first; and behind these the organ's name as it is
///   written, where the roster has another.
/// - `tables`: the tables found.
/// - `collapsed`: `[table, label, "totals" | "identities" | null, place]` each.
/// - `headings`: `[section, numeral, place, quote]` each.
/// - `figures`: `[subject, value, place, quote, [difference, …]]` each; none where there are no differences.
/// - `breakdowns`: `[total, [part, …], place, quote]` each.
/// - `declared`: `[count, place, quote]`.
/// - `top`: the number of top-level headings.
/// - `elsewhere`: section → `attachment` or `picture`.
/// - `mentions`: the matters that the text speaks of, also when there are none.
/// - `empty`: `[section, place, quote]` each, sections that have nothing to say.
/// - `published`: `[source, day, place, quote]`, the day as `2026-11-21`.
/// - `places`: runs of cells, `[position, length, line, line step, table, row, column]` each: cells whose positions and
///   columns follow one another and whose lines do by the step. A place in a run without table, row or column has 0. A run in an
///   attachment has that one's number behind these, from 1.
/// - `attachments`: their names.
///
/// A place is `[line, table, row, column]`, what follows the last known one left out, 0 for unknown; one in an attachment
/// has all four, and the file's name behind them. The sketch of the
/// narrative lies in a table of its own, where it is searched.
enum ReadingFacts {
    /// The version that is written.
    static let version = 2

    /// The object.
    static func encode(_ report: Report, _ positions: CellPositions) -> [UInt8] {
        var json = CompactJSON()
        json.openObject()
        json.name("v")
        json.integer(version)
        list("claims", report.identity.claims, &json) { $0.encode(&$1) }
        list("tables", FormTable.allCases.filter(report.tables.contains), &json) { $1.string($0.rawValue) }
        list("collapsed", report.collapsedRows, &json) { $0.encode(&$1) }
        list("headings", report.headings, &json) { $0.encode(&$1) }
        encode(report.narrative, &json)
        let runs = CellRun.runs(report.places, positions)
        var attachments: [String] = []
        for case let file? in runs.lazy.map(\.first.file) where !attachments.contains(file) { attachments.append(file) }
        list("places", runs, &json) { $0.encode(&$1, attachments: attachments) }
        list("attachments", attachments, &json) { $1.string($0) }
        json.closeObject()
        return json.bytes
    }

    /// The array `claims`.
    static func claims(_ claims: [IdentityClaim]) -> [UInt8] {
        var json = CompactJSON()
        json.openArray()
        for claim in claims { claim.encode(&json) }
        json.closeArray()
        return json.bytes
    }

    private static func encode(_ narrative: Narrative, _ json: inout CompactJSON) {
        list("figures", narrative.figures, &json) { $0.encode(&$1) }
        list("breakdowns", narrative.breakdowns, &json) { $0.encode(&$1) }
        if let declared = narrative.declaredParts {
            json.name("declared")
            declared.encode(&json)
        }
        json.name("top")
        json.integer(narrative.topLevelHeadings)
        if !narrative.tablesElsewhere.isEmpty {
            json.name("elsewhere")
            json.openObject()
            for section in SectionID.allCases {
                guard let elsewhere = narrative.tablesElsewhere[section] else { continue }
                json.name(section.rawValue)
                json.string(elsewhere.rawValue)
            }
            json.closeObject()
        }
        if let mentions = narrative.mentions {
            json.name("mentions")
            json.openArray()
            for mention in Narrative.Mention.allCases where mentions.contains(mention) { json.string(mention.rawValue) }
            json.closeArray()
        }
        list("empty", narrative.emptySections, &json) { $0.encode(&$1) }
        if let publication = narrative.publication {
            json.name("published")
            publication.encode(&json)
        }
    }

    private static func list<Element>(
        _ name: String, _ elements: [Element], _ json: inout CompactJSON,
        _ encode: (Element, inout CompactJSON) -> Void
    ) {
        guard !elements.isEmpty else { return }
        json.name(name)
        json.openArray()
        for element in elements { encode(element, &json) }
        json.closeArray()
    }
}

extension Place {
    fileprivate func encode(_ json: inout CompactJSON) {
        let known = file != nil || column != nil ? 4 : row != nil ? 3 : table != nil ? 2 : line != nil ? 1 : 0
        json.openArray()
        if known > 0 { json.integer(line ?? 0) }
        if known > 1 { json.integer(table ?? 0) }
        if known > 2 { json.integer(row ?? 0) }
        if known > 3 { json.integer(column ?? 0) }
        if let file { json.string(file) }
        json.closeArray()
    }
}

extension IdentityClaim {
    fileprivate func encode(_ json: inout CompactJSON) {
        json.openArray()
        json.string(source.rawValue)
        json.string(agency)
        json.integer(year)
        if let place { place.encode(&json) } else { json.null() }
        json.string(quote)
        if let asWritten { json.string(asWritten) }
        json.closeArray()
    }
}

extension CollapsedRow {
    fileprivate func encode(_ json: inout CompactJSON) {
        json.openArray()
        json.string(table.rawValue)
        json.string(label)
        switch placement {
        case .totals: json.string("totals")
        case .identities: json.string("identities")
        case nil: json.null()
        }
        place.encode(&json)
        json.closeArray()
    }
}

extension SectionHeading {
    fileprivate func encode(_ json: inout CompactJSON) {
        json.openArray()
        json.string(section.rawValue)
        json.integer(numeral)
        place.encode(&json)
        json.string(quote)
        json.closeArray()
    }
}

extension NarrativeFigure {
    fileprivate func encode(_ json: inout CompactJSON) {
        json.openArray()
        json.string(subject.rawValue)
        json.integer(value)
        place.encode(&json)
        json.string(quote)
        if !differences.isEmpty {
            json.openArray()
            for difference in differences { json.integer(difference) }
            json.closeArray()
        }
        json.closeArray()
    }
}

extension Breakdown {
    fileprivate func encode(_ json: inout CompactJSON) {
        json.openArray()
        json.integer(total)
        json.openArray()
        for part in parts { json.integer(part) }
        json.closeArray()
        place.encode(&json)
        json.string(quote)
        json.closeArray()
    }
}

extension DeclaredParts {
    fileprivate func encode(_ json: inout CompactJSON) {
        json.openArray()
        json.integer(count)
        place.encode(&json)
        json.string(quote)
        json.closeArray()
    }
}

extension EmptySection {
    fileprivate func encode(_ json: inout CompactJSON) {
        json.openArray()
        json.string(section.rawValue)
        place.encode(&json)
        json.string(quote)
        json.closeArray()
    }
}

extension Publication {
    fileprivate func encode(_ json: inout CompactJSON) {
        json.openArray()
        json.string(source.rawValue)
        json.string(date.description)
        if let place { place.encode(&json) } else { json.null() }
        json.string(quote)
        json.closeArray()
    }
}
