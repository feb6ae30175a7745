internal import Core

/// Everything of a report that rules look at beside its cells, as one compact JSON object, so that a stored report can
/// be judged again without its text. Version 1; empty members are left out:
///
/// - `v`: the version.
/// - `claims`: `[source, agency, year, place, quote]` each, the most trusted first.
/// - `tables`: the tables found.
/// - `collapsed`: `[table, label, "totals" | "identities" | null, place]` each.
/// - `headings`: `[section, numeral, place, quote]` each.
/// - `figures`: `[subject, value, place, quote]` each.
/// - `breakdowns`: `[total, [part, …], place, quote]` each.
/// - `declared`: `[count, place, quote]`.
/// - `top`: the number of top-level headings.
/// - `elsewhere`: section → `attachment` or `picture`.
/// - `places`: runs of cells, `[position, length, line, line step, table, row, column]` each: cells whose positions and
///   columns follow one another and whose lines do by the step. A place in a run without table, row or column has 0.
///
/// A place is `[line, table, row, column]`, what follows the last known one left out, 0 for unknown.
enum ReadingFacts {
    /// The object.
    static func encode(_ report: Report, _ positions: CellPositions) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("v", 1)
            list("claims", report.identity.claims, &json) { $0.encode(&$1) }
            list("tables", FormTable.allCases.filter(report.tables.contains), &json) { $1.string($0.rawValue) }
            list("collapsed", report.collapsedRows, &json) { $0.encode(&$1) }
            list("headings", report.headings, &json) { $0.encode(&$1) }
            encode(report.narrative, &json)
            list("places", CellRun.runs(report.places, positions), &json) { $0.encode(&$1) }
        }
        return json.utf8
    }

    private static func encode(_ narrative: Narrative, _ json: inout JSONWriter) {
        list("figures", narrative.figures, &json) { $0.encode(&$1) }
        list("breakdowns", narrative.breakdowns, &json) { $0.encode(&$1) }
        if let declared = narrative.declaredParts {
            json.member("declared") { json in
                json.array { json in
                    json.number(Quantity(declared.count))
                    declared.place.encode(&json)
                    json.string(declared.quote)
                }
            }
        }
        if narrative.topLevelHeadings != 0 { json.member("top", narrative.topLevelHeadings) }
        guard !narrative.tablesElsewhere.isEmpty else { return }
        json.member("elsewhere") { json in
            json.object { json in
                for section in SectionID.allCases {
                    guard let elsewhere = narrative.tablesElsewhere[section] else { continue }
                    json.member(section.rawValue, elsewhere.rawValue)
                }
            }
        }
    }

    private static func list<Element>(
        _ name: String, _ elements: [Element], _ json: inout JSONWriter,
        _ encode: (Element, inout JSONWriter) -> Void
    ) {
        guard !elements.isEmpty else { return }
        json.member(name) { json in
            json.array { json in
                for element in elements { encode(element, &json) }
            }
        }
    }
}

/// Cells that stand one beside the other: a row of a table is one run instead of seven places.
private struct CellRun {
    let position: Int
    var length = 1
    let first: Place
    var lineStep = 0

    /// The places in the order of positions, packed into runs.
    static func runs(_ places: [CellID: Place], _ positions: CellPositions) -> [CellRun] {
        let placed = places.compactMap { cell, place in positions[cell].map { ($0, place) } }
        return placed.sorted { $0.0 < $1.0 }.reduce(into: []) { runs, next in
            if let last = runs.indices.last, runs[last].take(next.0, next.1) { return }
            runs.append(CellRun(position: next.0, first: next.1))
        }
    }

    /// Takes one more cell if it continues the run.
    private mutating func take(_ next: Int, _ place: Place) -> Bool {
        let step = (place.line ?? 0) - (first.line ?? 0)
        guard next == position + length, place.table == first.table, place.row == first.row,
            (place.column == nil) == (first.column == nil), (place.line == nil) == (first.line == nil),
            place.column ?? 0 == first.column.map({ $0 + length }) ?? 0,
            length == 1 || step == lineStep * length
        else { return false }
        lineStep = step / length
        length += 1
        return true
    }

    func encode(_ json: inout JSONWriter) {
        let table = [first.table, first.row, first.column].map { $0 ?? 0 }
        json.integers([position, length, first.line ?? 0, lineStep] + table)
    }
}

extension JSONWriter {
    fileprivate mutating func integers(_ values: [Int]) {
        raw("[" + values.map { String($0) }.joined(separator: ",") + "]")
    }

    fileprivate mutating func optional(_ value: Int?) {
        if let value { number(Quantity(value)) } else { null() }
    }

    fileprivate mutating func optional(_ value: String?) {
        if let value { string(value) } else { null() }
    }
}

extension Place {
    fileprivate func encode(_ json: inout JSONWriter) {
        var values = [line, table, row, column]
        while values.last == .some(nil) { values.removeLast() }
        json.integers(values.map { $0 ?? 0 })
    }
}

extension IdentityClaim {
    fileprivate func encode(_ json: inout JSONWriter) {
        json.array { json in
            json.string(source.rawValue)
            json.optional(agency)
            json.optional(year)
            if let place { place.encode(&json) } else { json.null() }
            json.string(quote)
        }
    }
}

extension CollapsedRow {
    fileprivate func encode(_ json: inout JSONWriter) {
        json.array { json in
            json.string(table.rawValue)
            json.string(label)
            switch placement {
            case .totals: json.string("totals")
            case .identities: json.string("identities")
            case nil: json.null()
            }
            place.encode(&json)
        }
    }
}

extension SectionHeading {
    fileprivate func encode(_ json: inout JSONWriter) {
        json.array { json in
            json.string(section.rawValue)
            json.optional(numeral)
            place.encode(&json)
            json.string(quote)
        }
    }
}

extension NarrativeFigure {
    fileprivate func encode(_ json: inout JSONWriter) {
        json.array { json in
            json.string(subject.rawValue)
            json.number(Quantity(value))
            place.encode(&json)
            json.string(quote)
        }
    }
}

extension Breakdown {
    fileprivate func encode(_ json: inout JSONWriter) {
        json.array { json in
            json.number(Quantity(total))
            json.integers(parts)
            place.encode(&json)
            json.string(quote)
        }
    }
}
