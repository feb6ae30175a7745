internal import Core
internal import GRDB

/// Records intakes within one transaction.
///
/// A report is named by region, organ and year. Where organ or year is unknown the file's path has to do: other content
/// at that path is the next revision of the same nameless report, and a nameless report whose file now holds another
/// report is superseded by that one, its findings closed.
///
/// The directory is the truth: when the file that shows a report's current revision goes back to older content, that is
/// a new revision. The same old content at any other path is a copy of it. The same report in other bytes is no revision
/// either; from then on it is known by those bytes too.
struct Recorder {
    let archive: ArchiveTransaction
    private let announcement: Announcement
    private var nextRevision: Int64

    init(_ archive: ArchiveTransaction, announcement: Announcement) throws {
        self.archive = archive
        self.announcement = announcement
        nextRevision = try archive.statements.lastRevision() + 1
    }

    var statements: RecorderStatements { archive.statements }

    mutating func record(_ read: Intake) throws -> Receipt {
        var seen = try statements.sighting(read.file.path)
        let intake = try located(identified(read), seen)
        if let joined = try joinedRevision(intake, seen) { return try note(intake, joined, seen, read: nil) }
        let known = try knownRevision(intake, seen)
        let isReturn = known.map { seen?.isLeft(for: $0) == true } ?? false
        let identity = read.examination.report?.identity
        if let known, !isReturn { return try note(intake, known, seen, read: identity) }
        if let now = try renamed(seen, for: intake) { seen = now }
        let report = try report(of: intake, seen, isReturn: isReturn)
        if !isReturn, let same = try sameReport(intake, report, seen) {
            return try note(intake, same, seen, read: identity)
        }
        let former = try report.flatMap { try archive.readings.reading($0.revision) }
        return try write(intake, report, former, seen)
    }

    // MARK: What is known already

    /// The intake as the report that a person has said it is.
    private func identified(_ intake: Intake) throws -> Intake {
        guard var identity = try archive.identifications.identity(of: intake) else { return intake }
        archive.directory.settleAgain(&identity)
        var identified = intake
        identified.examination = intake.examination.identified(as: identity, by: archive.ruleset)
        return identified
    }

    /// The intake with the region that is known of its organ by other files, where this one tells none, or a host only.
    private func located(_ intake: Intake, _ seen: Sighting?) throws -> Intake {
        guard let name = ReportName(intake.examination.report?.identity),
            let report = try Settling(archive).home(of: name), report.region != name.region
        else { return intake }
        let region = ReportName.telling(try regions(of: report.id, besides: intake, seen) + [name.region])
        guard region != name.region else { return intake }
        var located = intake
        located.examination.report?.identity.region = region
        return located
    }

    /// What is told of a report's region by all but this file, what it was before, and what it still holds.
    private func regions(of report: Int64, besides intake: Intake, _ seen: Sighting?) throws -> [String] {
        let held = try intake.examination.content.map { try statements.revisions($0).map(\.revision) } ?? []
        return try statements.revisions(of: report).compactMap { revision in
            let isHeld = revision.id == seen?.revision && held.contains(revision.id)
            guard !isHeld, revision.file != intake.file.path.display,
                let stored = try archive.readings.identity(revision.id)
            else { return nil }
            return try Settling(archive).identity(of: stored).region
        }
    }

    /// The revision that holds the content already. Content that could not be read but now can is not known: a higher
    /// limit or a newly installed converter shows only in the result.
    private func knownRevision(_ intake: Intake, _ seen: Sighting?) throws -> StoredRevision? {
        let examination = intake.examination
        guard let content = examination.content else { return try knownFailure(intake, seen) }
        let name = ReportName(examination.report?.identity)
        let fitting = try statements.revisions(content).filter { revision in
            // A file whose sidecar has changed its mind stays the file that it was.
            revision.file == intake.file.path.display && seen?.revision == revision.revision
                || !isElsewhere(name, revision.name)
        }
        let stored =
            fitting.first { $0.name != nil && $0.name == name } ?? fitting.first { $0.report == seen?.report }
            ?? fitting.first
        guard let stored, stored.verdict.outcome == examination.verdict.outcome else { return nil }
        return stored
    }

    /// Whether two files with one content are the reports of two organs: their regions are told, and are not the same. The
    /// same file on two sites is a mirror.
    private func isElsewhere(_ name: ReportName?, _ other: ReportName?) -> Bool {
        guard let region = name?.region, let other = other?.region, region != other else { return false }
        return ![region, other].contains { $0.isEmpty || OrganDirectory.isHost($0) }
    }

    /// The failure without content that was recorded of this very file, unchanged since, for the same reasons.
    private func knownFailure(_ intake: Intake, _ seen: Sighting?) throws -> StoredRevision? {
        guard let seen, seen.stamp == intake.file, !seen.hasContent,
            try statements.rules(of: seen.revision) == Set(intake.examination.findings.map(\.rule.description))
        else { return nil }
        return StoredRevision(
            revision: seen.revision, report: seen.report, verdict: intake.examination.verdict, hasOtherBytes: false)
    }

    /// The revision of the report that says the same in other bytes: the current one, or an older one that is copied
    /// elsewhere. An older one in the file that shows the current one takes the report back.
    private func sameReport(_ intake: Intake, _ report: StoredReport?, _ seen: Sighting?) throws -> StoredRevision? {
        guard let read = intake.examination.report, let report, ReportName(read.identity) != nil else { return nil }
        let digest = read.digest()
        let found =
            try statements.revision(of: report.id, digest: digest) ?? undigested(read, digest, report)
            ?? copy(intake, read, report)
        guard let found else { return nil }
        return found.revision != report.revision && seen?.isLeft(for: found) == true ? nil : found
    }

    /// The revision that a page was completed for by attachments of which some are not beside it any more: they take nothing
    /// back.
    private func joinedRevision(_ intake: Intake, _ seen: Sighting?) throws -> StoredRevision? {
        let files = [intake.file.path] + intake.attachments.map(\.file.path)
        guard let seen, seen.isCurrent, let content = intake.examination.content,
            try statements.isPart(content, of: seen.revision, besides: files),
            let report = try statements.report(seen.report)
        else { return nil }
        return StoredRevision(
            revision: seen.revision, report: seen.report, verdict: report.verdict, hasOtherBytes: true,
            lacksAttachments: true)
    }

    /// The same among the revisions that an older version has written, which are known by their digest from then on.
    private func undigested(_ read: Report, _ digest: UInt64, _ report: StoredReport) throws -> StoredRevision? {
        for revision in try statements.undigested(of: report.id) {
            guard let reading = try archive.readings.reading(revision), reading.isSameReport(as: read) else { continue }
            try statements.setDigest(digest, of: revision)
            return StoredRevision(
                revision: revision, report: report.id, verdict: reading.verdict, hasOtherBytes: true)
        }
        return nil
    }

    /// Notes that a file holds what is known already.
    private func note(
        _ intake: Intake, _ known: StoredRevision, _ seen: Sighting?, read: Identity?
    ) throws -> Receipt {
        try archive.setSuperseded(known.report, by: nil)
        try note(intake, showing: known, before: seen, read: read)
        _ = try silenceHeldEvent(of: seen, at: intake.receivedAt)
        _ = try noteAttachments(of: intake, showing: known)
        let lost = try archive.sidecars.note(intake, of: known.revision)
        var isAmended = false
        if !known.hasOtherBytes, intake.sidecar != nil || seen?.revision == known.revision {
            let origin = EventOrigin(moment: intake.receivedAt, announcement: announcement)
            isAmended = try Amending(archive).amend(known, with: intake, hasLost: lost, origin)
        }
        let owner = try statements.owner(of: known.revision) ?? known.report
        return try statements.receipt(
            isAmended ? .rejudged(revision: known.revision, report: owner) : .duplicate(revision: known.revision),
            of: known.revision)
    }

    /// The file's former report has the name that the file is read with now: by the roster as it is now, or because its
    /// region has become known. It is no other report, and is renamed. Nil when it stays as it was.
    private func renamed(_ seen: Sighting?, for intake: Intake) throws -> Sighting? {
        guard let seen, seen.isCurrent, let identity = intake.examination.report?.identity,
            let name = ReportName(identity), let stored = try archive.readings.identity(seen.revision),
            let former = stored.name, former != name, former.year == name.year
        else { return nil }
        if try !Settling(archive).mayStay(seen.report, ofFile: intake.file.path, as: name) {
            guard try ReportName(Settling(archive).identity(of: stored)) == name else { return nil }
        }
        let origin = EventOrigin(
            moment: intake.receivedAt, announcement: announcement, releaseAt: intake.releaseAt, cause: nil)
        _ = try Renaming(archive).rename(seen.report, ofFile: intake.file.path, to: identity, origin)
        return try statements.sighting(intake.file.path)
    }

    private func report(of intake: Intake, _ seen: Sighting?, isReturn: Bool) throws -> StoredReport? {
        if let name = ReportName(intake.examination.report?.identity) {
            return try Settling(archive).home(of: name).flatMap { try statements.report($0.id) }
        }
        guard let seen, seen.isNameless,
            try isReturn || !statements.isSeen(seen.report, elsewhereThan: intake.file.path)
        else { return nil }
        return try statements.report(seen.report)
    }

    // MARK: What is new

    private mutating func write(
        _ intake: Intake, _ report: StoredReport?, _ former: StoredReading?, _ seen: Sighting?
    ) throws -> Receipt {
        let (revision, event) = (nextRevision, archive.log.reserve())
        nextRevision += 1
        var revised = try Revised(intake, revision, replacing: report, former, archive)
        let number = (report?.number ?? 0) + 1
        let id = try archive.rows.writeReport(report?.id, revised.examination, revision: revision)
        try archive.rows.writeRevision(revision, of: id, number: number, intake, revised.examination)
        if let report { try archive.ledger.closeAll(of: report.revision, event: event) }
        let stored = StoredRevision(
            revision: revision, report: id, verdict: revised.examination.verdict, hasOtherBytes: false)
        try note(intake, showing: stored, before: seen, read: nil)
        try archive.sidecars.note(intake, of: revision)
        var silenced = try silenceHeldEvent(of: seen, at: intake.receivedAt)
        for other in try noteAttachments(of: intake, showing: stored) { silenced.merge(other) }
        let wasTold = silenced.kind != .reportValidated
        if wasTold { revised.noteChanges(number: number) }
        try revised.writeFindings(event: event)
        if let report { try archive.narratives.retire(report.revision) }
        try revised.writeSketch(report: id)
        let kind = kind(intake.examination.verdict, before: wasTold ? report?.verdict : nil)
        // What a page points to may make a report of it.
        let points = intake.examination.pointsToAttachments || !intake.examination.links.isEmpty
        let mayBecomeOne = revised.examination.verdict == .foreign && points
        let isBad = mayBecomeOne || [.invalid, .unreadable].contains(revised.examination.verdict)
        var origin = EventOrigin(
            moment: intake.receivedAt, announcement: announcement, releaseAt: isBad ? intake.releaseAt : nil, cause: nil
        )
        try archive.log.append(event, kind, of: revision, origin)
        if let name = revised.name {
            // What is made of others by a file that may be half written waits until it stands.
            origin.releaseAt = intake.releaseAt
            origin.cause = revision
            try archive.rejudgeDependents(
                of: id, name, revised.narrativeChange, origin, untold: silenced.neighbours)
            if let old = former?.name, old != name {
                try archive.rejudgeDependents(
                    of: id, old, revised.narrativeChange, origin, untold: silenced.neighbours)
            }
            if report == nil {
                var moves = Moves()
                try Settling(archive).regroup(name, &moves)
                try archive.rejudge(moves, origin)
            }
        }
        return try statements.receipt(.recorded(revision: revision, report: id, number: number), of: revision)
    }

    /// Notes what the file holds now, and what that means for the nameless report it held before.
    private func note(
        _ intake: Intake, showing shown: StoredRevision, before seen: Sighting?, read: Identity?
    ) throws {
        let file = intake.file
        guard seen?.stamp != file || seen?.revision != shown.revision else { return }
        let isOther = shown.hasOtherBytes && !shown.lacksAttachments
        try archive.rows.writeFile(
            file, shown.revision, otherBytes: isOther ? intake.examination.content : nil, read: read)
        guard let seen, seen.report != shown.report, seen.isNameless,
            try !statements.isSeen(seen.report, elsewhereThan: file.path)
        else { return }
        try archive.setSuperseded(seen.report, by: shown.report)
    }

    /// Notes the attachments that a file was read together with, and the archive it was in, and silences what they were told to
    /// be by themselves.
    private func noteAttachments(of intake: Intake, showing shown: StoredRevision) throws -> [SilencedEvent] {
        try (intake.attachments + [intake.archive].compactMap(\.self)).map { attachment in
            let path = attachment.file.path
            let seen = try statements.sighting(path)
            let isOwn = try statements.content(of: shown.revision) == attachment.content
            try archive.rows.writeFile(
                attachment.file, shown.revision, otherBytes: isOwn ? nil : attachment.content, read: nil)
            try archive.sidecars.note(attachment.sidecar, beside: path, of: shown.revision)
            guard let seen, seen.revision != shown.revision else { return SilencedEvent() }
            if seen.report != shown.report, seen.isNameless, try !statements.isSeen(seen.report, elsewhereThan: path) {
                try archive.setSuperseded(seen.report, by: shown.report)
            }
            var silenced = try silenceHeldEvent(of: seen, at: intake.receivedAt)
            // What another report was told to be says nothing of this one.
            if seen.report != shown.report { silenced.kind = nil }
            return silenced
        }
    }

    /// Silences the event about what the file held before, when it is not released yet and no file holds that any more:
    /// what no channel was told of counts as not having been.
    private func silenceHeldEvent(of seen: Sighting?, at moment: UnixTime) throws -> SilencedEvent {
        try seen.map { try statements.silenceHeldEvent(of: $0.revision, at: moment) } ?? SilencedEvent()
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
