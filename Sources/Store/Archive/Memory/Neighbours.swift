internal import Core
internal import GRDB

/// The reports that one report is compared with, and those that are compared with it.
struct Neighbours {
    /// The same organ's report on a later year.
    struct Later {
        let report: Int64
        let year: Int
        let sketch: NarrativeSketch?
    }

    private let positions: CellPositions
    private let selectPredecessor: RawStatement
    private let selectLater: RawStatement
    private let selectNaming: RawStatement

    init(_ database: GRDB.Database, positions: CellPositions) throws {
        func prepare(_ sql: String) throws -> RawStatement { try RawStatement(database, sql) }
        self.positions = positions
        selectPredecessor = try prepare(
            """
            SELECT r.edition, r.cells FROM report p JOIN revision r ON r.id = p.revision
            WHERE p.region = ? AND p.organ = ? AND p.year = ?
            """)
        selectLater = try prepare(
            """
            SELECT p.id, p.year, s.slots, s.shingles FROM report p LEFT JOIN sketch s ON s.revision = p.revision
            WHERE p.region = ? AND p.organ = ? AND p.year > ? ORDER BY p.year
            """)
        selectNaming = try prepare(
            """
            SELECT DISTINCT r.report FROM finding f JOIN revision r ON r.id = f.revision
            WHERE f.other = ? AND f.open = 1 ORDER BY r.report
            """)
    }

    /// What the organ reported on the year before.
    func predecessor(of name: ReportName) throws -> EarlierReport? {
        try selectPredecessor.first(
            {
                $0.bind(name.region)
                $0.bind(name.organ)
                $0.bind(name.year - 1)
            },
            { row in
                row.isNull(1)
                    ? nil
                    : EarlierReport(
                        year: name.year - 1, edition: Form.editions.first { $0.id == row.text(0) },
                        cells: PackedCells.decode(row.bytes(1), positions))
            }
        ).flatMap { $0 }
    }

    /// The organ's reports on later years, in their order.
    func later(than name: ReportName) throws -> [Later] {
        var later: [Later] = []
        try selectLater.forEach(
            {
                $0.bind(name.region)
                $0.bind(name.organ)
                $0.bind(name.year)
            },
            { row in
                later.append(
                    Later(
                        report: row.integer(0), year: Int(row.integer(1)),
                        sketch: NarrativeSketch(slots: row.bytes(2), shingleCount: Int(row.integer(3)))))
            })
        return later
    }

    /// The reports that are said to repeat this one.
    func reportsNaming(_ report: Int64) throws -> [Int64] {
        var reports: [Int64] = []
        try selectNaming.forEach({ $0.bind(report) }) { reports.append($0.integer(0)) }
        return reports
    }
}
