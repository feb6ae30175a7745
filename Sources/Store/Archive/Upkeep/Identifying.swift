public import Core
internal import GRDB

/// What a person says of whose report it is.
public struct Identification: Sendable, Hashable, Codable {
    /// The report.
    public var report: Int64
    /// The one of its revisions that is meant, by its number; nil for all.
    public var revision: Int?
    /// Whose it is.
    public var agency: String
    /// On which year.
    public var year: Int
    /// Where the organ belongs, empty for nowhere; nil for as it was.
    public var region: String?
    /// Whether it may become a revision of a report of that name which is stored already.
    public var merges: Bool

    /// What a person says.
    public init(
        report: Int64, revision: Int? = nil, agency: String, year: Int, region: String? = nil, merges: Bool = false
    ) {
        self.report = report
        self.revision = revision
        self.agency = agency
        self.year = year
        self.region = region
        self.merges = merges
    }
}

extension Store {
    /// Mends a report's wrong identity for good: by the content of its files, and by what is read at their paths, so that
    /// neither reading them again nor a corrected file at the same place undoes it.
    ///
    /// - Parameters:
    ///   - said: which report it is.
    ///   - now: the time, for events on what is judged otherwise.
    /// - Throws: a refusal when there is no such report or revision, nothing could be read of it, or another report has the
    ///   name and they are not to become one.
    /// - Returns: the id of the report that has the name now.
    public func identify(_ said: Identification, now: UnixTime) throws(StoreError) -> Int64 {
        try write("identify a report in") { database in
            let archive = try ArchiveTransaction(database, memory)
            let origin = EventOrigin(moment: now, announcement: .announced)
            let (revision, isWhole) = try Self.target(of: said, archive)
            guard let read = try archive.readings.reading(revision)?.report else {
                throw Self.refusal(said.report, "its file could not be read as a report", "fetch the file again")
            }
            var identity = read.identity
            identity.agency = said.agency
            identity.year = said.year
            if let region = said.region { identity.region = region.isEmpty ? nil : region }
            identity.claims = []
            archive.directory.settleAgain(&identity)
            if !said.merges, let name = ReportName(identity),
                let other = try Settling(archive).home(of: name, besides: said.report)
            {
                throw Self.refusal(
                    said.report,
                    "report \(other.id) is that of \(identity.agency ?? said.agency) on \(said.year) already",
                    "look at both with gongkai show; --merge makes this one a revision of report \(other.id)")
            }
            var moves = Moves()
            let moved = try isWhole ? said.report : Splitting(archive).split([revision], from: said.report, &moves)
            try Self.remember(moved, as: identity, archive, now)
            // What title and file name say is overruled: it is no conflict any more.
            try RawStatement(
                database,
                """
                UPDATE reading SET facts = json_remove(facts, '$.claims')
                WHERE revision IN (SELECT id FROM revision WHERE report = ?)
                """
            ).execute { $0.bind(moved) }
            return try Renaming(archive).rename(moved, to: identity, origin, moves)
        }
    }

    /// The revision that is meant, and whether it stands for the whole report.
    private static func target(
        of said: Identification, _ archive: ArchiveTransaction
    ) throws -> (revision: Int64, isWhole: Bool) {
        let revisions = try archive.statements.revisions(of: said.report)
        if revisions.isEmpty, let successor = try archive.statements.successor(of: said.report) {
            throw refusal(
                said.report, "it has become part of report \(successor)", "say it of report \(successor)")
        }
        guard let report = try archive.statements.report(said.report), !revisions.isEmpty else {
            throw refusal(said.report, "there is no such report", "gongkai list shows which there are")
        }
        guard let number = said.revision else { return (report.revision, true) }
        guard revisions.indices.contains(number - 1) else {
            throw refusal(
                said.report, "it has no revision \(number)", "gongkai show \(said.report) shows which there are")
        }
        return (revisions[number - 1].id, revisions.count == 1)
    }

    /// Binds the contents of a report, and what was read at each path that shows one of them.
    private static func remember(
        _ report: Int64, as identity: Identity, _ archive: ArchiveTransaction, _ now: UnixTime
    ) throws {
        let contents = """
            SELECT sha256 FROM revision WHERE report = ?1 AND sha256 IS NOT NULL UNION
            SELECT f.sha256 FROM file f JOIN revision r ON r.id = f.revision
            WHERE r.report = ?1 AND f.sha256 IS NOT NULL
            """
        let known = archive.identifications
        try RawStatement(archive.database, contents).forEach({ $0.bind(report) }) { row in
            try known.bind(row.bytes(0), to: identity, now)
        }
        var sightings: [(path: BytePath, revision: Int64, read: [ReadIdentity])] = []
        let select =
            "SELECT f.path, f.revision, f.read FROM file f JOIN revision r ON r.id = f.revision WHERE r.report = ?"
        try RawStatement(archive.database, select).forEach({ $0.bind(report) }) { row in
            sightings.append((BytePath(bytes: row.bytes(0)), row.integer(1), ReadIdentity.readings(row.bytes(2))))
        }
        for sighting in sightings {
            // A path that was mended before means the new organ from now on, by whatever is read there.
            var readings = try known.readings(at: sighting.path)
            if !sighting.read.isEmpty {
                readings += sighting.read
            } else if readings.isEmpty, let read = try archive.readings.reading(sighting.revision)?.report?.identity {
                readings = ReadIdentity.readings(of: read)
            }
            try known.bind(sighting.path, readings, to: identity, now)
        }
    }

    private static func refusal(_ report: Int64, _ cause: String, _ hint: String) -> StoreError {
        StoreError(operation: "identify", object: "report \(report)", cause: cause, hint: hint, fate: .refuse)
    }
}
