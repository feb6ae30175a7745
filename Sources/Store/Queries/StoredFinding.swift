public import Core
internal import GRDB

/// A finding as it is stored.
public struct StoredFinding: Sendable {
    /// That somebody knows of a finding and has said why it may stand.
    public struct Acknowledgement: Sendable, Hashable {
        /// The reason.
        public let why: String
        /// When, ISO 8601 in UTC.
        public let at: String
    }

    /// Its id in the store, by which it is acknowledged.
    public let id: Int64
    /// What was found.
    public let finding: Finding
    /// Whether it still holds.
    public let isOpen: Bool
    /// Who knows of it already; nil when nobody does.
    public let acknowledgement: Acknowledgement?

    /// The columns of `finding` that ``finding(_:)`` reads, and what follows them: `open`, `acknowledged`, `event_opened`.
    static let columns = columns(file: "in_file")

    /// The same in a schema that has the attachment elsewhere, or not yet.
    static func columns(file: String) -> String {
        """
        id, rule, severity, message, message_en, cells, expected, actual, line, in_table, in_row, in_column, text, basis,
            open, acknowledged, event_opened, \(file)
        """
    }

    /// The finding in a row of ``columns``, followed by the acknowledgement's reason and moment.
    init(_ row: RawRow) {
        id = row.integer(0)
        finding = Self.finding(row)
        isOpen = row.flag(14)
        acknowledgement = row.textIfAny(18).map { Acknowledgement(why: $0, at: row.text(19)) }
    }

    /// The finding in a row of ``columns``.
    static func finding(_ row: RawRow) -> Finding {
        let place = Place(
            line: row.integerIfAny(8).map { Int($0) }, table: row.integerIfAny(9).map { Int($0) },
            row: row.integerIfAny(10).map { Int($0) }, column: row.integerIfAny(11).map { Int($0) },
            file: row.textIfAny(17))
        return Finding(
            rule: RuleID(row.text(1)), severity: row.value(2, default: .error),
            message: Message(zh: row.text(3), en: row.text(4)),
            cells: FlatList.strings(row.bytes(5)).compactMap { Form.cell(named: $0) }, expected: row.quantity(6),
            actual: row.quantity(7), place: place == Place() ? nil : place, quote: row.textIfAny(12),
            basis: row.textIfAny(13))
    }
}

extension StoreReader {
    /// Which of a revision's findings are meant.
    enum Standing: String {
        /// Those that hold, the acknowledged among them.
        case holding = "open = 1"
        /// Those that hold, or of a revision that was replaced, those that held to the end.
        case last = """
            (open = 1 OR event_closed IS (SELECT max(event_closed) FROM finding WHERE revision = ?1)
                AND NOT EXISTS (SELECT 1 FROM finding WHERE revision = ?1 AND open = 1))
            """
        /// All that were ever found.
        case ever = "true"
    }

    /// Findings of a revision, in the order in which they were recorded.
    func findings(_ database: GRDB.Database, of revision: Int64, _ standing: Standing) throws -> [StoredFinding] {
        var findings: [StoredFinding] = []
        let select = """
            SELECT \(StoredFinding.columns), (SELECT why FROM acknowledgement a WHERE a.id = acknowledged),
                (SELECT at FROM acknowledgement a WHERE a.id = acknowledged)
            FROM finding WHERE revision = ?1 AND \(standing.rawValue) ORDER BY id
            """
        try RawStatement(database, select).forEach({ $0.bind(revision) }) { findings.append(StoredFinding($0)) }
        return findings
    }
}
