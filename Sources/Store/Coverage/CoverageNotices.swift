internal import Core
internal import GRDB

/// Changes notices within one transaction.
struct CoverageNotices {
    private let moment: String
    private let insertEvent: RawStatement
    private let insertCoverage: RawStatement
    private let lastID: RawStatement
    private let insertNotice: RawStatement
    private let updateNotice: RawStatement
    private let deleteNotice: RawStatement

    private static let key = "year = ? AND region = ? AND organ = ? AND deadline = ?"

    init(_ database: GRDB.Database, now: UnixTime) throws {
        func prepare(_ sql: String) throws -> RawStatement { try RawStatement(database, sql) }
        moment = now.iso8601
        insertEvent = try prepare("INSERT INTO event (kind, occurred_at, announced) VALUES (?, ?, 1)")
        insertCoverage = try prepare(
            """
            INSERT INTO coverage_event (event, region, year, deadline, agencies, revoked) VALUES (?, ?, ?, ?, ?, ?)
            """)
        lastID = try prepare("SELECT last_insert_rowid()")
        insertNotice = try prepare(
            """
            INSERT INTO coverage_notice (year, region, organ, deadline, state, missing_event)
            VALUES (?, ?, ?, ?, 'open', ?)
            ON CONFLICT DO UPDATE SET state = 'open', missing_event = excluded.missing_event
            """)
        updateNotice = try prepare(
            "UPDATE coverage_notice SET state = ?, withdrawn_event = coalesce(?, withdrawn_event) WHERE \(Self.key)")
        deleteNotice = try prepare("DELETE FROM coverage_notice WHERE \(Self.key)")
    }

    /// All notices there are.
    static func all(_ database: GRDB.Database) throws -> [CoverageNotice] {
        var notices: [CoverageNotice] = []
        let select = "SELECT organ, region, year, deadline, state FROM coverage_notice"
        try RawStatement(database, select).forEach { row in
            guard let deadline = ISO8601(row.text(3))?.date else { return }
            notices.append(
                CoverageNotice(
                    organ: row.text(0), region: row.text(1), year: Int(row.integer(2)), deadline: deadline,
                    state: row.value(4, default: .open)))
        }
        return notices
    }

    func raise(_ notices: [CoverageNotice]) throws {
        try tell(.coverageMissing, notices) { notice, event in
            try insertNotice.execute { row in
                Self.bind(notice, &row)
                row.bind(event)
            }
        }
    }

    func withdraw(_ notices: [CoverageNotice]) throws {
        try tell(.coverageWithdrawn, notices) { try set($0, .withdrawn, event: $1) }
    }

    func revoke(_ notices: [CoverageNotice]) throws {
        try tell(.coverageWithdrawn, notices, isRevoked: true) { notice, _ in
            try deleteNotice.execute { Self.bind(notice, &$0) }
        }
    }

    func set(_ notice: CoverageNotice, _ state: CoverageNotice.State, event: Int64?) throws {
        try updateNotice.execute { row in
            row.bind(state.rawValue)
            row.bind(event)
            Self.bind(notice, &row)
        }
    }

    /// Appends an event for each group of notices and does with each notice what follows.
    private func tell(
        _ kind: EventKind, _ notices: [CoverageNotice], isRevoked: Bool = false,
        _ change: (CoverageNotice, Int64) throws -> Void
    ) throws {
        for group in CoverageChanges.groups(notices) {
            try insertEvent.execute { row in
                row.bind(kind.rawValue)
                row.bind(moment)
            }
            let event = try lastID.first({ _ in }, { $0.integer(0) }) ?? 0
            try insertCoverage.execute { row in
                row.bind(event)
                row.bind(group.region)
                row.bind(group.year)
                row.bind(group.deadline.description)
                row.bind(group.agenciesJSON)
                row.bind(isRevoked)
            }
            for organ in group.agencies {
                try change(
                    CoverageNotice(
                        organ: organ, region: group.region, year: group.year, deadline: group.deadline, state: .open),
                    event)
            }
        }
    }

    private static func bind(_ notice: CoverageNotice, _ row: inout Bindings) {
        row.bind(notice.year)
        row.bind(notice.region)
        row.bind(notice.organ)
        row.bind(notice.deadline.description)
    }
}

/// Reads what events about coverage say.
struct CoverageEvents {
    private let select: RawStatement

    init(_ database: GRDB.Database) throws {
        select = try RawStatement(
            database, "SELECT region, year, deadline, agencies, revoked FROM coverage_event WHERE event = ?")
    }

    /// The event with what it says about coverage, when it is about that.
    func completed(_ event: Event) throws -> Event {
        guard event.kind == .coverageMissing || event.kind == .coverageWithdrawn else { return event }
        var event = event
        event.coverage = try select.first({ $0.bind(event.id) }) { row in
            Event.Coverage(
                region: row.text(0), year: Int(row.integer(1)),
                deadline: ISO8601(row.text(2))?.date ?? CivilDate(daysSinceEpoch: 0),
                agencies: Self.names(row.bytes(3)), isRevoked: row.flag(4))
        }
        return event
    }

    private static func names(_ json: [UInt8]) -> [String] {
        guard let parsed = try? JSONParser.parse(json), case .array(let elements) = parsed.value else { return [] }
        return elements.compactMap { element in
            if case .string(let name) = element.value { name } else { nil }
        }
    }
}

extension Event.Coverage {
    fileprivate var agenciesJSON: String {
        var json = JSONWriter()
        json.array { json in
            for agency in agencies { json.string(agency) }
        }
        return json.text
    }
}
