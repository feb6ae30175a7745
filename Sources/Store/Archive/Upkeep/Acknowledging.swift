public import Core
internal import GRDB

/// What acknowledging a finding came to.
public struct AcknowledgedFinding: Sendable {
    /// The finding.
    public let finding: Finding
    /// The report's id.
    public let report: Int64
    /// The verdict on the report without what is acknowledged.
    public let verdict: Verdict
}

extension Store {
    /// Acknowledges a finding: it stays visible, counts no more for the verdict, and nobody is alerted of it again, also in
    /// later revisions of the report.
    ///
    /// - Parameters:
    ///   - finding: the finding's id.
    ///   - why: the reason.
    ///   - replacing: whether the reason takes the place of one that stands already.
    ///   - now: the time.
    /// - Returns: what came of it.
    /// - Throws: a refusal when no such finding holds, or it is acknowledged for another reason that is not to be replaced.
    public func acknowledge(
        finding: Int64, why: String, replacing: Bool = false, now: UnixTime
    ) throws(StoreError) -> AcknowledgedFinding {
        try write("acknowledge a finding in") { database in
            let archive = try ArchiveTransaction(database, memory)
            let target = try Self.target(finding, archive)
            let key = Acknowledgements.Key(target.held.finding)
            if !replacing, let stands = try Self.acknowledgement(key, of: target.report, database), stands.why != why {
                throw Self.refusal(
                    finding, cause: "it is acknowledged since \(stands.at): \(stands.why)",
                    hint: "--replace gives the new reason instead, --undo takes the acknowledgement back")
            }
            let id = try RawStatement(
                database,
                """
                INSERT INTO acknowledgement (report, rule, key, why, at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (report, rule, key) DO UPDATE
                SET why = excluded.why, at = iif(why = excluded.why, at, excluded.at) RETURNING id
                """
            ).first(
                { row in
                    row.bind(target.report)
                    row.bind(key.rule)
                    row.bind(key.key)
                    row.bind(why)
                    row.bind(now.iso8601)
                }, { $0.integer(0) })
            return try Self.mark(target, by: id, archive)
        }
    }

    /// Takes an acknowledgement back: the finding counts again.
    public func withdrawAcknowledgement(of finding: Int64) throws(StoreError) -> AcknowledgedFinding {
        try write("acknowledge a finding in") { database in
            let archive = try ArchiveTransaction(database, memory)
            let target = try Self.target(finding, archive)
            guard let acknowledgement = target.held.acknowledgement else {
                throw Self.refusal(finding, cause: "nobody has acknowledged it", hint: "there is nothing to undo")
            }
            for statement in [
                "UPDATE finding SET acknowledged = NULL WHERE acknowledged = ?",
                "DELETE FROM acknowledgement WHERE id = ?",
            ] {
                try RawStatement(database, statement).execute { $0.bind(acknowledgement) }
            }
            return try Self.mark(target, by: nil, archive)
        }
    }

    /// A finding that holds, of a report's current revision.
    private struct Target {
        let held: HeldFinding
        let report: Int64
        let revision: Int64
    }

    private static func target(_ finding: Int64, _ archive: ArchiveTransaction) throws -> Target {
        let select = """
            SELECT r.report, p.revision FROM finding f JOIN revision r ON r.id = f.revision
                JOIN report p ON p.id = r.report
            WHERE f.id = ?
            """
        let found = try RawStatement(archive.database, select).first(
            { $0.bind(finding) }, { (report: $0.integer(0), revision: $0.integer(1)) })
        guard let found else {
            throw refusal(finding, cause: "there is none of this id", hint: "gongkai show REPORT prints the ids")
        }
        guard let held = try archive.ledger.open(of: found.revision).first(where: { $0.id == finding }) else {
            throw refusal(
                finding, cause: "it does not hold any more",
                hint: "gongkai show \(found.report) prints the findings that hold")
        }
        return Target(held: held, report: found.report, revision: found.revision)
    }

    private static func acknowledgement(
        _ key: Acknowledgements.Key, of report: Int64, _ database: GRDB.Database
    ) throws -> StoredFinding.Acknowledgement? {
        let select = "SELECT why, at FROM acknowledgement WHERE report = ? AND rule = ? AND key = ?"
        return try RawStatement(database, select).first(
            { row in
                row.bind(report)
                row.bind(key.rule)
                row.bind(key.key)
            }, { StoredFinding.Acknowledgement(why: $0.text(0), at: $0.text(1)) })
    }

    /// Marks the finding, and those that go by the same name, and judges what is left.
    private static func mark(
        _ target: Target, by acknowledgement: Int64?, _ archive: ArchiveTransaction
    ) throws -> AcknowledgedFinding {
        let key = Acknowledgements.Key(target.held.finding)
        let held = try archive.ledger.open(of: target.revision)
        for finding in held where Acknowledgements.Key(finding.finding) == key {
            try archive.ledger.acknowledge(finding.id, by: acknowledgement)
        }
        let standing = try archive.ledger.open(of: target.revision).filter { $0.acknowledgement == nil }
        let stored = try archive.statements.report(target.report)?.verdict ?? .unreadable
        let verdict = stored.outcome == .report ? Verdict(findings: standing.map(\.finding)) : stored
        try archive.rejudging.verdicts.write(verdict, of: target.revision, report: target.report)
        return AcknowledgedFinding(finding: target.held.finding, report: target.report, verdict: verdict)
    }

    private static func refusal(_ finding: Int64, cause: String, hint: String) -> StoreError {
        StoreError(
            operation: "acknowledge", object: "finding \(finding)", cause: cause, hint: hint, fate: .refuse)
    }
}
