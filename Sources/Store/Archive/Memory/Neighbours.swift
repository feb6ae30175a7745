internal import Core
internal import GRDB

/// The reports that one report is compared with, and those that are compared with it.
struct Neighbours {
    /// The same organ's report on a later year.
    struct Later {
        let report: Int64
        let year: Int
        let sketch: NarrativeSketch?
        /// Whether its relation to the report that is asked for depends on there being others of the name.
        var isDoubtful = false
    }

    private let positions: CellPositions
    private let namesakes: Namesakes
    private let selectCells: RawStatement
    private let selectSketch: RawStatement
    private let selectNaming: RawStatement

    init(_ database: GRDB.Database, positions: CellPositions, _ namesakes: Namesakes) throws {
        func prepare(_ sql: String) throws -> RawStatement { try RawStatement(database, sql) }
        self.positions = positions
        self.namesakes = namesakes
        selectCells = try prepare(
            "SELECT r.edition, r.cells FROM report p JOIN revision r ON r.id = p.revision WHERE p.id = ?")
        selectSketch = try prepare(
            "SELECT s.slots, s.shingles FROM report p JOIN sketch s ON s.revision = p.revision WHERE p.id = ?")
        selectNaming = try prepare(
            """
            SELECT DISTINCT r.report FROM finding f JOIN revision r ON r.id = f.revision
            WHERE f.other = ? AND f.open = 1 ORDER BY r.report
            """)
    }

    /// What the organ reported on the year before, which is the latest of its earlier reports if there is any.
    func predecessor(of name: ReportName, among earlier: [Namesakes.Relative]) throws -> EarlierReport? {
        let year = name.year - 1
        guard let latest = earlier.first, latest.year == year else { return nil }
        return try selectCells.first(
            { $0.bind(latest.id) },
            { row in
                row.isNull(1)
                    ? nil
                    : EarlierReport(
                        year: year, edition: Form.editions.first { $0.id == row.text(0) },
                        cells: PackedCells.decode(row.bytes(1), positions))
            }
        ).flatMap { $0 }
    }

    /// The organ's reports on earlier years, the latest first.
    func earlier(than name: ReportName, of report: Int64?) throws -> [Namesakes.Relative] {
        try namesakes.relatives(of: name, of: report, in: min(0, name.year - 1)...(name.year - 1)).reversed()
    }

    /// The organ's reports on later years, in their order. A report that makes the only other one of its name doubtful, or
    /// leaves it the only one, is told apart by that: what is compared with the other one is meant too.
    func later(than name: ReportName, of report: Int64) throws -> [Later] {
        let relatives = try namesakes.relatives(of: name, of: report, in: Namesakes.years(after: name.year))
        let doubtful = try namesakes.onlyOther(than: name, of: report).map { other in
            try namesakes.relativesIfAlone(other.region, of: name.organ, after: name.year)
        }
        return try relatives.map { relative in
            let sketch = try selectSketch.first({ $0.bind(relative.id) }) { row in
                NarrativeSketch(slots: row.bytes(0), shingleCount: Int(row.integer(1)))
            }
            return Later(report: relative.id, year: relative.year, sketch: sketch.flatMap { $0 })
        }
            + (doubtful ?? []).map { Later(report: $0.id, year: $0.year, sketch: nil, isDoubtful: true) }
    }

    /// The other report of the name on its year that is told apart, or not any more, by this one.
    func counterpart(of name: ReportName, of report: Int64) throws -> Int64? {
        try namesakes.onlyOther(than: name, of: report)?.id
    }

    /// The reports that are said to repeat this one.
    func reportsNaming(_ report: Int64) throws -> [Int64] {
        var reports: [Int64] = []
        try selectNaming.forEach({ $0.bind(report) }) { reports.append($0.integer(0)) }
        return reports
    }
}
