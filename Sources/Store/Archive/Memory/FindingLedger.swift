internal import Core
internal import GRDB

/// A finding that is stored and still holds.
struct HeldFinding {
    let id: Int64
    let finding: Finding
    /// The acknowledgement that silences it.
    let acknowledgement: Int64?
    /// The event from which on it holds; nil in what version 1 of the schema has written.
    let opened: Int64?
}

/// A finding that a judgement gives, with the report that it compares with.
struct JudgedFinding {
    var finding: Finding
    /// The other report, where it is not the predecessor.
    var other: Int64?
}

/// Opens and closes findings. None is ever deleted: which held when, the log's positions tell.
struct FindingLedger {
    private let insert: RawStatement
    private let selectOpen: RawStatement
    private let selectAt: RawStatement
    private let closeOne: RawStatement
    private let closeAll: RawStatement
    private let reopenAll: RawStatement
    private let acknowledge: RawStatement

    init(_ database: GRDB.Database) throws {
        func prepare(_ sql: String) throws -> RawStatement { try RawStatement(database, sql) }
        insert = try prepare(
            """
            INSERT INTO finding (revision, rule, severity, message, message_en, cells, expected, actual, line, in_table,
                in_row, in_column, text, basis, event_opened, acknowledged, other, in_file)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        let select = "SELECT \(StoredFinding.columns) FROM finding WHERE revision = ?"
        selectOpen = try prepare("\(select) AND open = 1 ORDER BY id")
        selectAt = try prepare(
            "\(select) AND coalesce(event_opened < ?, 1) AND coalesce(event_closed >= ?, open) ORDER BY id")
        closeOne = try prepare("UPDATE finding SET open = 0, event_closed = ? WHERE id = ?")
        closeAll = try prepare("UPDATE finding SET open = 0, event_closed = ? WHERE revision = ? AND open = 1")
        reopenAll = try prepare(
            """
            UPDATE finding SET open = 1, event_closed = NULL WHERE revision = ? AND open = 0
                AND event_closed IS (SELECT max(event_closed) FROM finding WHERE revision = ?)
            """)
        acknowledge = try prepare("UPDATE finding SET acknowledged = ? WHERE id = ?")
    }

    /// The findings of a revision that hold, in the order in which they were recorded.
    func open(of revision: Int64) throws -> [HeldFinding] {
        var held: [HeldFinding] = []
        try selectOpen.forEach({ $0.bind(revision) }) { held.append(Self.held($0)) }
        return held
    }

    /// The findings of a revision that held just before an event.
    func held(of revision: Int64, before event: Int64) throws -> [HeldFinding] {
        var held: [HeldFinding] = []
        try selectAt.forEach(
            {
                $0.bind(revision)
                $0.bind(event)
                $0.bind(event)
            }, { held.append(Self.held($0)) })
        return held
    }

    /// Adds a finding that holds from an event on.
    func write(_ judged: JudgedFinding, of revision: Int64, event: Int64, acknowledgement: Int64?) throws {
        let finding = judged.finding
        try insert.execute { row in
            row.bind(revision)
            row.bind(finding.rule.description)
            row.bind(finding.severity.rawValue)
            row.bind(finding.message.chinese)
            row.bind(finding.message.english)
            row.bind(finding.cells.isEmpty ? nil : FlatList.json(finding.cells.map(\.description)))
            row.bind(finding.expected)
            row.bind(finding.actual)
            row.bind(finding.place?.line)
            row.bind(finding.place?.table)
            row.bind(finding.place?.row)
            row.bind(finding.place?.column)
            row.bind(finding.quote)
            row.bind(finding.basis)
            row.bind(event)
            row.bind(acknowledgement)
            row.bind(judged.other)
            row.bind(finding.place?.file)
        }
    }

    func close(_ finding: HeldFinding, event: Int64) throws {
        try closeOne.execute {
            $0.bind(event)
            $0.bind(finding.id)
        }
    }

    func closeAll(of revision: Int64, event: Int64) throws {
        try closeAll.execute {
            $0.bind(event)
            $0.bind(revision)
        }
    }

    /// Takes back the last closing of all.
    func reopenAll(of revision: Int64) throws {
        try reopenAll.execute {
            $0.bind(revision)
            $0.bind(revision)
        }
    }

    /// Marks a finding as acknowledged, or takes that back.
    func acknowledge(_ finding: Int64, by acknowledgement: Int64?) throws {
        try acknowledge.execute {
            $0.bind(acknowledgement)
            $0.bind(finding)
        }
    }

    private static func held(_ row: RawRow) -> HeldFinding {
        HeldFinding(
            id: row.integer(0), finding: StoredFinding.finding(row), acknowledgement: row.integerIfAny(15),
            opened: row.integerIfAny(16))
    }
}
