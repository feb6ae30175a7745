internal import Core
internal import GRDB

/// Records intakes within one transaction.
///
/// A report is named by region, organ and year. Where organ or year is unknown the file's path has to do: other content
/// at that path is the next revision of the same nameless report, and a nameless report whose file now holds another
/// report is superseded by that one, its findings closed.
///
/// The directory is the truth: when the file that shows a report's current revision goes back to older content, that is
/// a new revision. The same old content at any other path is a copy of it.
struct Recorder {
    private let statements: RecorderStatements
    private let rows: RowWriter
    private let announcement: Announcement
    private var nextRevision: Int64

    init(_ database: GRDB.Database, positions: CellPositions, announcement: Announcement) throws {
        statements = try RecorderStatements(database)
        rows = try RowWriter(database, positions: positions)
        self.announcement = announcement
        nextRevision = try statements.lastRevision() + 1
    }

    mutating func record(_ intake: Intake) throws -> Receipt {
        let seen = try statements.sighting(intake.file.path)
        let known = try knownRevision(intake, seen)
        let isReturn = known.map { seen?.isLeft(for: $0) == true } ?? false
        if let known, !isReturn {
            try statements.setSuperseded(known.report, by: nil)
            try note(intake.file, showing: known.revision, of: known.report, before: seen)
            _ = try silenceHeldEvent(of: seen, at: intake.receivedAt)
            return .duplicate(revision: known.revision)
        }
        let report = try report(of: intake, seen, isReturn: isReturn)
        let revision = nextRevision
        nextRevision += 1
        let id = try rows.writeReport(report?.id, intake.examination, revision: revision)
        try rows.writeRevision(revision, of: id, number: (report?.number ?? 0) + 1, intake)
        if let former = report?.revision { try statements.setFindings(of: former, open: false) }
        for finding in intake.examination.findings { try rows.writeFinding(finding, of: revision) }
        try note(intake.file, showing: revision, of: id, before: seen)
        let silenced = try silenceHeldEvent(of: seen, at: intake.receivedAt)
        let kind = kind(intake.examination.verdict, before: silenced == .reportValidated ? nil : report?.verdict)
        try rows.writeEvent(kind, of: revision, intake, announcement)
        return .recorded(revision: revision, report: id, number: (report?.number ?? 0) + 1)
    }

    /// The revision that holds the content already. Content that could not be read but now can is not known: a higher
    /// limit or a newly installed converter shows only in the result.
    private func knownRevision(_ intake: Intake, _ seen: Sighting?) throws -> StoredRevision? {
        let examination = intake.examination
        guard let content = examination.content else { return try knownFailure(intake, seen) }
        guard let stored = try statements.revision(content), stored.verdict.outcome == examination.verdict.outcome
        else { return nil }
        return stored
    }

    /// The failure without content that was recorded of this very file, unchanged since, for the same reasons.
    private func knownFailure(_ intake: Intake, _ seen: Sighting?) throws -> StoredRevision? {
        guard let seen, seen.stamp == intake.file, !seen.hasContent,
            try statements.rules(of: seen.revision) == Set(intake.examination.findings.map(\.rule.description))
        else { return nil }
        return StoredRevision(revision: seen.revision, report: seen.report, verdict: intake.examination.verdict)
    }

    private func report(of intake: Intake, _ seen: Sighting?, isReturn: Bool) throws -> StoredReport? {
        if let identity = intake.examination.report?.identity, let agency = identity.agency, let year = identity.year {
            return try statements.report(agency: agency, year: year)
        }
        guard let seen, seen.isNameless,
            try isReturn || !statements.isSeen(seen.report, elsewhereThan: intake.file.path)
        else { return nil }
        return try statements.report(seen.report)
    }

    /// Notes what the file holds now, and what that means for the nameless report it held before.
    private func note(_ file: FileStamp, showing revision: Int64, of report: Int64, before seen: Sighting?) throws {
        guard seen?.stamp != file || seen?.revision != revision else { return }
        try rows.writeFile(file, revision)
        guard let seen, seen.report != report, seen.isNameless,
            try !statements.isSeen(seen.report, elsewhereThan: file.path)
        else { return }
        try statements.setSuperseded(seen.report, by: report)
    }

    /// Silences the event about what the file held before, when it is not released yet and no file holds that any more.
    /// Returns the event's kind: what no channel was told of counts as not having been.
    private func silenceHeldEvent(of seen: Sighting?, at moment: UnixTime) throws -> EventKind? {
        try seen.flatMap { try statements.silenceHeldEvent(of: $0.revision, at: moment) }
    }

    private func kind(_ verdict: Verdict, before former: Verdict?) -> EventKind {
        guard verdict.outcome == .report else { return .reportFailed }
        return former?.outcome == .report ? .reportRevised : .reportValidated
    }
}

extension Verdict {
    /// What became of a file, all verdicts on reports taken together.
    enum Outcome {
        case unreadable, foreign, report
    }

    var outcome: Outcome {
        switch self {
        case .unreadable: .unreadable
        case .foreign: .foreign
        case .invalid, .flagged, .valid: .report
        }
    }
}
