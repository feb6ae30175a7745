import Core
import Testing

@testable import Store

/// A drop directory as it fills: a file is read with what stands beside it, and again when that comes.
struct Drop {
    /// Something that happens in the drop directory.
    enum Step {
        case file(String, Report)
        case sidecar(String, region: String)
        /// Both at once.
        case both(String, Report, region: String)
    }

    let state: TemporaryState
    let store: Store
    let organ: String
    private let roster: [Organ]
    private var files: [String: Report] = [:]
    private var regions: [String: String] = [:]

    init(organ: String = "甲局", roster: [Organ] = [], sharing other: Drop? = nil) throws {
        self.organ = organ
        self.roster = roster
        state = try other?.state ?? TemporaryState()
        store = try other?.store ?? state.open(roster: roster)
    }

    mutating func take(_ step: Step) throws {
        switch step {
        case .file(let name, let report):
            files[name] = report
            try read(name)
        case .sidecar(let name, let region):
            regions[name] = region
            try read(name)
        case .both(let name, let report, let region):
            files[name] = report
            regions[name] = region
            try read(name)
        }
    }

    private func read(_ name: String) throws {
        guard var report = files[name] else { return }
        let region = regions[name]
        report.identity.agency = organ
        report.identity.claims = [
            IdentityClaim(
                source: .title, agency: organ, year: report.identity.year, place: Place(line: 1), quote: organ)
        ]
        let isHost = region?.contains(".") == true
        OrganDirectory(Roster(organs: roster)).settle(
            &report.identity, region: isHost ? nil : region, host: isHost ? region : nil)
        let file = "\(organ)/\(name)"
        let number = file.utf8.reduce(Int(truncatingIfNeeded: report.digest())) { $0 &* 257 &+ Int($1) }
        var intake = Intake.read(report, number: number, file: file)
        intake.sidecar = region.map { region in
            let text = isHost ? #"{"url":"https://\#(region)/a.html"}"# : #"{"region":"\#(region)"}"#
            return SidecarIntake(
                file: .named("\(file).meta.json", content: 1), content: .of(UInt8(text.utf8.count)), text: text)
        }
        try store.record(intake)
    }

    /// The reports by year and region with their verdicts, and which of them break continuity.
    func reports() throws -> [String] {
        let lines: String? = try store.value(
            """
            SELECT group_concat(line) FROM (
                SELECT year || ' ' || region || ' r' || revisions || ' ' || verdict AS line
                FROM report_summary WHERE superseded_by IS NULL AND agency = '\(organ)' ORDER BY line)
            """)
        return (lines?.split(separator: ",").map { String($0) } ?? [])
            + (try store.standing("continuity%").filter { $0.hasPrefix("\(organ) ") })
    }

    /// The events since one, with the region and the verdict of what they are about.
    func events(after count: Int = 0) throws -> [String] {
        let lines: String? = try store.value(
            """
            SELECT group_concat(line) FROM (
                SELECT e.kind || ' ' || p.region || ' ' || r.verdict AS line FROM event e
                    JOIN revision r ON r.id = e.revision JOIN report p ON p.id = r.report
                WHERE e.id > \(count) AND e.announced = 1 ORDER BY e.id)
            """)
        return lines?.split(separator: ",").map { String($0) } ?? []
    }

    /// What stands is what going over everything comes to.
    func expectNothingToSettle() throws {
        let rows = try store.integer("SELECT count(*) FROM report")
        #expect(try store.settleOrgans(announcement: .silent, now: { .start }) == 0)
        let progress = try store.recheck(announcement: .silent, now: { .start })
        #expect(progress.opened + progress.closed + progress.changed == 0)
        #expect(try store.integer("SELECT count(*) FROM report") == rows)
    }
}

extension Store {
    /// How many reports have another name than before, or other revisions, by the roster as it is now.
    func settleOrgans(announcement: Announcement, now: () -> UnixTime) throws -> Int {
        var settled = 0
        try settleOrgans(announcement: announcement, now: now, isCancelled: { false }) { count, _ in settled += count }
        try noteRoster()
        return settled
    }
}
