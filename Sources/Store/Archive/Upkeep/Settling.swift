internal import Core
internal import GRDB

/// Puts stored reports under the names that their organs have by the roster as it is now, and the revisions of each together
/// as far as they are one report's. What stands then depends on what is stored, not on the order in which it came or on the
/// rosters that there were.
struct Settling {
    private let archive: ArchiveTransaction
    private var directory: OrganDirectory { archive.directory }

    init(_ archive: ArchiveTransaction) {
        self.archive = archive
    }

    /// A revision with what it is by itself.
    private struct Piece {
        let revision: Int64
        /// The file that it was read from.
        let file: String
        /// Who its organ is by the roster as it is now; nil when nothing could be read of it.
        let identity: Identity?
        let hasOtherClaims: Bool

        var name: ReportName? { ReportName(identity) }
    }

    /// A report with its revisions, the current one last.
    private struct Member {
        let report: Int64
        let name: ReportName?
        let agency: String?
        let pieces: [Piece]

        var hasOtherClaims: Bool { pieces.contains(where: \.hasOtherClaims) }
        var names: [ReportName] { pieces.compactMap(\.name) }
        var current: Identity? { pieces.last?.identity }
    }

    /// Whose report a stored revision is by the roster as it is now.
    func identity(of stored: StoredIdentity) throws -> Identity {
        var identity = stored.identity
        guard !identity.claims.isEmpty else {
            // A person has named it, or an older version left no statement: its name is all there is.
            directory.settleAgain(&identity)
            return identity
        }
        identity = identity.asRead
        directory.settle(&identity, sidecar: try archive.sidecars.sidecar(of: stored.revision))
        return identity
    }

    // MARK: Where a report belongs

    /// The report of this name, or the one that is the same organ's as far as all that is told of its revisions goes; nil when
    /// there is none.
    func home(of name: ReportName, besides excluded: Int64? = nil) throws -> Namesakes.Row? {
        if let exact = try archive.namesakes.report(name), exact.id != excluded { return exact }
        let others = try archive.namesakes.reports(name.organ, name.year).filter { $0.id != excluded }
        // Where there are more, regions tell them apart.
        guard !others.isEmpty, others.count <= Namesakes.most else { return nil }
        let told = try regions(of: others.compactMap { try member($0.id) })[name.of("")] ?? []
        guard archive.namesakes.areOne(told.union([name.region]), of: name.organ) else { return nil }
        let region = ReportName.telling(others.map(\.region))
        return others.first { $0.region == region }
    }

    /// Whether a file's report may stay in this one under the name that it has now, by what is told of the others' revisions.
    func mayStay(_ report: Int64, ofFile file: BytePath, as name: ReportName) throws -> Bool {
        guard let member = try member(report), let former = member.name, former.isNamesake(of: name) else {
            return false
        }
        let others = member.pieces.filter { $0.file != file.display }.compactMap(\.name)
        let told = others.filter { $0.isNamesake(of: name) } + [former, name]
        return archive.namesakes.areOne(told.map(\.region), of: name.organ)
    }

    // MARK: What is to be settled

    /// The organs, by all that is common to their names, whose reports change when this one is settled; none when it stands
    /// where it belongs.
    func organs(toSettleWith report: Int64) throws -> Set<String> {
        guard let member = try member(report) else { return [] }
        let names = Set(member.names)
        let organs = Set((names.map(\.organ)) + (member.name.map { [$0.organ] } ?? []))
        guard let current = member.current else { return [] }
        let isElsewhere = member.name.map { now in names.contains { !$0.isNamesake(of: now) } } ?? !names.isEmpty
        if member.hasOtherClaims || isElsewhere || current.agency != member.agency
            || ReportName(current) == nil && member.name != nil
        {
            return organs
        }
        guard let name = member.name else { return [] }
        let others = try archive.namesakes.reports(name.organ, name.year).filter { $0.id != report }.map(\.region)
        let regions = names.map(\.region)
        if archive.namesakes.areOne(regions + others, of: name.organ) {
            return others.isEmpty && ReportName.telling(regions) == name.region ? [] : organs
        }
        return names == [name] ? [] : organs
    }

    /// The reports that have to be settled because something is known of this one; none when it stands where it belongs.
    func reports(toSettleWith report: Int64) throws -> [Int64] {
        guard try !organs(toSettleWith: report).isEmpty, let member = try member(report) else { return [] }
        var reports = [report]
        for name in Set((member.names + [member.name].compactMap(\.self)).map { $0.of("") }) {
            for row in try archive.namesakes.reports(name.organ, name.year, all: true) where !reports.contains(row.id) {
                if try !organs(toSettleWith: row.id).isEmpty { reports.append(row.id) }
            }
        }
        return reports
    }

    private func member(_ report: Int64) throws -> Member? {
        let revisions = try archive.statements.revisions(of: report)
        guard let row = try archive.statements.report(report), revisions.contains(where: { $0.id == row.revision })
        else {
            return nil
        }
        var pieces: [Piece] = []
        var newest: [String: Identity] = [:]
        var current: StoredIdentity?
        for (revision, file) in revisions.reversed() {
            let stored = try archive.readings.identity(revision)
            if revision == row.revision { current = stored }
            let own = try stored.map(identity)
            let piece = Piece(
                revision: revision, file: file, identity: Self.identity(own, stored, like: newest[file]),
                hasOtherClaims: own?.claims != stored?.identity.claims)
            if newest[file] == nil, piece.name != nil { newest[file] = piece.identity }
            pieces.append(piece)
        }
        return Member(
            report: report, name: current?.name, agency: current?.identity.agency, pieces: pieces.reversed())
    }

    /// What stands beside a file now says of its older revisions what it says of the newest.
    private static func identity(_ own: Identity?, _ stored: StoredIdentity?, like newest: Identity?) -> Identity? {
        guard let newest, var identity = own, let claims = stored?.identity.claims, !claims.isEmpty else {
            return own
        }
        if claims.contains(where: { $0.source == .sidecar }) {
            identity.agency = newest.agency
            identity.year = newest.year
        }
        guard let name = ReportName(identity), let other = ReportName(newest), name.isNamesake(of: other) else {
            return own
        }
        identity.region = newest.region
        return identity
    }

    // MARK: Settling

    /// Gives reports the names that they have now, with all that follows, and judges what that concerns when all have theirs:
    /// how many have changed.
    func settle(
        _ reports: [Int64], _ origin: EventOrigin, ofFile: (revision: Int64, findings: [Finding])? = nil
    ) throws -> Int {
        var moves = Moves()
        let changed = try arrange(reports, &moves)
        for (report, shown) in moves.shown where shown.revision != nil {
            guard let verdict = try archive.statements.report(report)?.verdict else { continue }
            archive.rejudging.tally.note(report, opened: 0, closed: 0, from: shown.verdict, to: verdict)
        }
        try archive.rejudge(moves, origin, ofFile: ofFile)
        return changed
    }

    /// Brings the reports of one name together where they are one, and takes apart what is none: another of the name has come,
    /// or a region has become known.
    func regroup(_ name: ReportName, _ moves: inout Moves) throws {
        let rows = try archive.namesakes.reports(name.organ, name.year)
        // Where there are more, regions had told them apart before.
        guard rows.count > 1, rows.count <= Namesakes.most else { return }
        let isMixed = try rows.contains { try (archive.statements.report($0.id)?.number ?? 0) > 1 }
        guard isMixed || archive.namesakes.areOne(rows.map(\.region), of: name.organ) else { return }
        _ = try arrange(rows.map(\.id), &moves)
    }

    private func arrange(_ reports: [Int64], _ moves: inout Moves) throws -> Int {
        let members = try withNamesakes(reports.compactMap(member))
        let regions = try regions(of: members)
        func settled(_ name: ReportName) -> ReportName {
            let known = regions[name.of("")] ?? [name.region]
            return archive.namesakes.areOne(known, of: name.organ) ? name.of(ReportName.telling(known)) : name
        }
        var places: [(report: Int64, identity: Identity)] = []
        var changed = 0
        for member in members {
            // The row stays with the revisions that it has the name of.
            let staying = member.pieces.last { $0.name.map(settled) == member.name }?.identity
            guard let identity = staying ?? member.current else { continue }
            let name = ReportName(identity).map(settled)
            let isRenamed = name != member.name || identity.agency != member.agency
            let leaving = Dictionary(
                grouping: member.pieces.filter { $0.name.map { settled($0) != name } ?? false },
                by: { $0.name.map(settled) })
            guard isRenamed || member.hasOtherClaims || !leaving.isEmpty else { continue }
            changed += 1
            try archive.note(member.report, &moves)
            for piece in member.pieces where piece.hasOtherClaims {
                try write(piece.identity?.claims ?? [], of: piece.revision)
            }
            for (name, pieces) in leaving.sorted(by: { $0.value[0].revision < $1.value[0].revision }) {
                guard let identity = pieces.last?.identity else { continue }
                let split = try Splitting(archive).split(pieces.map(\.revision), from: member.report, &moves)
                places.append((split, identity.of(name?.region)))
            }
            if isRenamed {
                try Renaming(archive).unname(member.report, &moves)
                places.append((member.report, identity.of(name?.region)))
            }
        }
        for place in places { _ = try Renaming(archive).place(place.report, exactlyUnder: place.identity, &moves) }
        return changed
    }

    /// With the reports that turn out to be the same as one of these.
    private func withNamesakes(_ members: [Member]) throws -> [Member] {
        var all = members
        var known = Set(members.map(\.report))
        for (name, regions) in try regions(of: members) {
            guard archive.namesakes.areOne(regions, of: name.organ) else { continue }
            for row in try archive.namesakes.reports(name.organ, name.year) where known.insert(row.id).inserted {
                if let other = try member(row.id) { all.append(other) }
            }
        }
        return all
    }

    /// What regions are told of each name and year, by these reports and by the others that are stored.
    private func regions(of members: [Member]) throws -> [ReportName: Set<String>] {
        var regions: [ReportName: Set<String>] = [:]
        for name in members.flatMap(\.names) { regions[name.of(""), default: []].insert(name.region) }
        let known = Set(members.map(\.report))
        for name in regions.keys {
            let others = try archive.namesakes.reports(name.organ, name.year, all: true)
            for row in others where !known.contains(row.id) { regions[name]?.insert(row.region) }
        }
        return regions
    }

    private func write(_ claims: [IdentityClaim], of revision: Int64) throws {
        let update = "UPDATE reading SET facts = json_set(facts, '$.claims', json(?)) WHERE revision = ?"
        try RawStatement(archive.database, update).execute {
            $0.bindText(ReadingFacts.claims(claims))
            $0.bind(revision)
        }
    }
}

extension Identity {
    /// The same organ's in a region; empty and nil for none.
    fileprivate func of(_ region: String?) -> Identity {
        var identity = self
        identity.region = region?.isEmpty == false ? region : nil
        return identity
    }
}

extension OrganDirectory {
    /// Settles an identity that has been settled before, so that its region is the hint there is.
    func settleAgain(_ identity: inout Identity) {
        let isHost = identity.region.map(Self.isHost) ?? false
        settle(&identity, region: isHost ? nil : identity.region, host: isHost ? identity.region : nil)
    }
}
