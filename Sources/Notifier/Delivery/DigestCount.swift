internal import Core

/// Counts what a digest will say of a collection, step by step, so that no other channel waits for a large one. Pure.
///
/// Each report is told of by one message, and as it was last: the worst reports' last events go alone, the digest has the
/// other reports, and what a message of its own has overtaken nobody says any more. So whatever is read last about a report
/// is its state. What is kept meanwhile is one entry for each report, and the names of regions. Who is missing never goes
/// alone beside a digest: one message tells of all regions.
struct DigestCount: Sendable {
    /// How many events are looked at in one step.
    static let step = 500
    /// How many of the worst a digest names, how many with errors that are gone, and how many regions.
    static let named = 20

    /// The collection.
    let name: String
    /// How many events it had when the counting began; one that has more since is counted anew.
    let covers: Int
    private let most: Int
    private var reports: [Int64: ReportCourse] = [:]
    private var coverage = CoverageTally()
    /// The last event that was looked at.
    private(set) var position: Int64 = 0
    /// What it came to; nil until all is counted.
    private(set) var tally: DigestTally?

    /// Counts a collection that becomes at most so many messages, the last of them a digest.
    init(_ collection: Core.Collection, most: Int) {
        (name, covers) = (collection.name, collection.covers)
        self.most = most
    }

    /// What it came to, if it is this collection and has the same events still.
    func tally(of collection: Core.Collection) -> DigestTally? {
        collection.name == name && collection.covers == covers ? tally : nil
    }

    /// Looks at the events behind ``position``; fewer than ``step`` are the last.
    mutating func take(_ members: [DigestMember]) {
        for member in members {
            switch member.matter {
            case .report(let report, _): reports[report, default: ReportCourse(member)].add(member)
            case .coverage(let news, let region, let agencies):
                coverage.add(member.event, news, region: region, agencies: agencies)
            }
        }
        position = members.last?.event ?? position
        if members.count < DigestCount.step { finish() }
    }

    private mutating func finish() {
        let (alone, overtaken) = takeAlone()
        let last = reports.values.map(\.last)
        var counts: [Verdict: Int] = [:]
        for case .report(_, let verdict) in last.map(\.matter) { counts[verdict, default: 0] += 1 }
        let worst = last.filter { !$0.isFine }.worst(DigestCount.named)
        tally = DigestTally(
            alone: alone, overtaken: overtaken, counts: counts, worst: worst, gone: gone, coverage: coverage.counts,
            regions: coverage.named)
    }

    /// Takes out the worst reports, or all when the messages suffice for them: their last events, and those before.
    private mutating func takeAlone() -> (alone: [Int64], overtaken: [Int64]) {
        guard most > 1 else { return ([], []) }
        let needsDigest = reports.count > most || !coverage.counts.isEmpty
        let worst = reports.values.map(\.last).worst(needsDigest ? most - 1 : most)
        var overtaken: [Int64] = []
        for case .report(let report, _) in worst.map(\.matter) {
            overtaken += reports.removeValue(forKey: report)?.overtaken ?? []
        }
        return (worst.map(\.event).sorted(), overtaken.sorted())
    }

    /// The reports with errors that are gone.
    private var gone: DigestTally.Gone {
        let all = reports.values.filter { $0.gone > 0 }
            .map { DigestTally.Gone.Report(first: $0.first, last: $0.last, errors: $0.gone) }
            .sorted { $0.last.event < $1.last.event }
        return DigestTally.Gone(reports: all.count, named: Array(all.prefix(DigestCount.named)))
    }
}

/// What a collection tells of one report.
private struct ReportCourse: Sendable {
    let first: Int64
    private(set) var last: DigestMember
    /// Its events before the last.
    private(set) var overtaken: Set<Int64> = []
    private var endedLast = 0
    private var ended = 0

    init(_ member: DigestMember) {
        (first, last) = (member.event, member)
    }

    /// How many errors are gone that were told before. Of a report that has errors again only what its last event ends is
    /// sure, of one that cannot be judged nothing.
    var gone: Int {
        guard case .report(_, let verdict) = last.matter else { return 0 }
        return switch verdict {
        case .valid, .flagged: ended
        case .invalid: endedLast
        case .unreadable, .foreign: 0
        }
    }

    /// Adds its next event, or the one that it was made of. An error that came and went within the collection was told by
    /// nothing.
    mutating func add(_ member: DigestMember) {
        if last.event < member.event { overtaken.insert(last.event) }
        last = member
        endedLast = member.gone.count { !overtaken.contains($0) }
        ended += endedLast
    }
}

/// What events tell of organs without a report.
private struct CoverageTally: Sendable {
    private(set) var counts: [Event.Coverage.News: Event.Digest.CoverageCount] = [:]
    private var regions: [Event.Coverage.News: Set<String>] = [:]
    private var first: [Event.Coverage.News: [Int64]] = [:]

    /// The first events, who is missing before who has come.
    var named: [Int64] {
        Array(Event.Coverage.News.allCases.flatMap { first[$0] ?? [] }.prefix(DigestCount.named))
    }

    mutating func add(_ event: Int64, _ news: Event.Coverage.News, region: String, agencies: Int) {
        if !region.isEmpty { regions[news, default: []].insert(region) }
        if first[news, default: []].count < DigestCount.named { first[news, default: []].append(event) }
        var count = counts[news] ?? .init(events: 0, regions: 0, agencies: 0)
        count.events += 1
        count.agencies += agencies
        count.regions = regions[news]?.count ?? 0
        counts[news] = count
    }
}

extension [DigestMember] {
    /// So many of them at most, the worst first and of two alike the older one.
    fileprivate func worst(_ limit: Int) -> [DigestMember] {
        guard limit < DigestCount.step else { return Array(sorted { $0.isWorse(than: $1) }.prefix(limit)) }
        // Of many the few are found without sorting all.
        var worst: [DigestMember] = []
        for member in self {
            if worst.count == limit {
                guard let end = worst.last, member.isWorse(than: end) else { continue }
                worst.removeLast()
            }
            worst.insert(member, at: worst.firstIndex { member.isWorse(than: $0) } ?? worst.endIndex)
        }
        return worst
    }
}

extension DigestMember {
    private var rank: Int {
        switch matter {
        case .report(_, .invalid): 0
        case .report(_, .unreadable): 1
        case .report(_, .flagged): 2
        case .report(_, .foreign): 3
        case .report(_, .valid), .coverage: 4
        }
    }

    fileprivate var isFine: Bool { rank == 4 }

    fileprivate func isWorse(than other: DigestMember) -> Bool {
        (rank, event) < (other.rank, other.event)
    }
}
