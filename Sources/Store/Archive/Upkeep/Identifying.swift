public import Core
internal import GRDB

extension Store {
    /// Mends a report's wrong identity for good: by the content of its files, and by what is read at their paths, so that
    /// neither reading them again nor a corrected file at the same place undoes it.
    ///
    /// - Parameters:
    ///   - report: the report.
    ///   - agency: whose it is.
    ///   - year: on which year.
    ///   - region: where the organ belongs; nil for as it was.
    ///   - now: the time, for events on what is judged otherwise.
    /// - Throws: a refusal when there is no such report or nothing could be read of it.
    /// - Returns: the report's id: the same, or that of the report of this name which was stored already.
    public func identify(
        report: Int64, agency: String, year: Int, region: String?, now: UnixTime
    ) throws(StoreError) -> Int64 {
        try write("identify a report in") { database in
            let archive = try ArchiveTransaction(database, memory)
            guard let stored = try archive.statements.report(report),
                let reading = try archive.readings.reading(stored.revision), reading.reportID == report
            else {
                throw Self.refusal(report, "there is no such report", "gongkai list shows which there are")
            }
            guard let read = reading.report else {
                throw Self.refusal(report, "its file could not be read as a report", "fetch the file again")
            }
            var identity = read.identity
            identity.agency = agency
            identity.year = year
            if let region { identity.region = region.isEmpty ? nil : region }
            try Self.remember(report, read.identity, as: identity, database, now)
            // What title and file name say is overruled: it is no conflict any more.
            try RawStatement(
                database,
                """
                UPDATE reading SET facts = json_remove(facts, '$.claims')
                WHERE revision IN (SELECT id FROM revision WHERE report = ?)
                """
            ).execute { $0.bind(report) }
            let origin = EventOrigin(moment: now, announcement: .announced)
            return try Renaming(archive).rename(report, to: identity, origin)
        }
    }

    private static func remember(
        _ report: Int64, _ read: Identity, as identity: Identity, _ database: GRDB.Database, _ now: UnixTime
    ) throws {
        let contents = """
            SELECT sha256 FROM revision WHERE report = ?1 AND sha256 IS NOT NULL UNION
            SELECT f.sha256 FROM file f JOIN revision r ON r.id = f.revision
            WHERE r.report = ?1 AND f.sha256 IS NOT NULL
            """
        let paths = "SELECT f.path FROM file f JOIN revision r ON r.id = f.revision WHERE r.report = ?1"
        func bind(_ row: inout Bindings) {
            row.bind(identity.region ?? "")
            row.bind(identity.agency)
            row.bind(identity.year)
            row.bind(now.iso8601)
        }
        let byContent = try RawStatement(
            database,
            """
            INSERT INTO identification (region, agency, year, at, sha256) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (sha256) WHERE sha256 IS NOT NULL DO UPDATE
            SET region = excluded.region, agency = excluded.agency, year = excluded.year, at = excluded.at
            """)
        try RawStatement(database, contents).forEach({ $0.bind(report) }) { row in
            try byContent.execute {
                bind(&$0)
                $0.bindText(row.bytes(0))
            }
        }
        // A path that was mended before keeps what is really read there, and means the new organ from now on.
        let mended = try RawStatement(
            database, "UPDATE identification SET region = ?, agency = ?, year = ?, at = ? WHERE path = ?")
        let byPath = try RawStatement(
            database,
            """
            INSERT INTO identification (region, agency, year, at, path, read_agency, read_year)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """)
        try RawStatement(database, paths).forEach({ $0.bind(report) }) { row in
            try mended.execute {
                bind(&$0)
                $0.bindBlob(row.bytes(0))
            }
            guard database.changesCount == 0 else { return }
            try byPath.execute {
                bind(&$0)
                $0.bindBlob(row.bytes(0))
                $0.bind(read.agency)
                $0.bind(read.year)
            }
        }
    }

    private static func refusal(_ report: Int64, _ cause: String, _ hint: String) -> StoreError {
        StoreError(operation: "identify", object: "report \(report)", cause: cause, hint: hint, fate: .refuse)
    }
}
