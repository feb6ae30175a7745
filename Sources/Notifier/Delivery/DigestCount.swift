internal import Core

/// Counts what a digest will say of a collection, step by step, so that no other channel waits for a large one. Pure.
///
/// A first pass chooses the events that go alone, the worst reports; a second one counts the rest: what is kept in between
/// is one entry for each report, and the names of regions. Who is missing never goes alone beside a digest: one message
/// tells of all regions.
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
    private var isChoosing: Bool
    private var chosen: [DigestMember] = []
    private var alone: Set<Int64> = []
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
        isChoosing = most > 1
    }

    /// What it came to, if it is this collection and has the same events still.
    func tally(of collection: Core.Collection) -> DigestTally? {
        collection.name == name && collection.covers == covers ? tally : nil
    }

    /// Looks at the events behind ``position``; fewer than ``step`` are the last.
    mutating func take(_ members: [DigestMember]) {
        for member in members {
            switch member.matter {
            case .report where isChoosing: chosen.insert(member, keepingWorst: most - 1)
            case .report(let report, _):
                if !alone.contains(member.event) {
                    reports[report, default: ReportCourse(first: member)].add(member, alone: alone)
                }
            case .coverage where isChoosing: break
            case .coverage(let news, let region, let agencies):
                coverage.add(member.event, news, region: region, agencies: agencies)
            }
        }
        position = members.last?.event ?? position
        guard members.count < DigestCount.step else { return }
        if isChoosing {
            isChoosing = false
            alone = Set(chosen.map(\.event))
            position = 0
        } else {
            finish()
        }
    }

    private mutating func finish() {
        var counts: [Verdict: Int] = [:]
        var worst: [DigestMember] = []
        for course in reports.values {
            guard case .report(_, let verdict) = course.last.matter else { continue }
            counts[verdict, default: 0] += 1
            if verdict != .valid { worst.insert(course.last, keepingWorst: DigestCount.named) }
        }
        tally = DigestTally(
            alone: alone.sorted(), counts: counts, worst: worst, gone: gone, coverage: coverage.counts,
            regions: coverage.named)
    }

    /// The reports with errors that are gone, but for those of which a message of its own says what came after.
    private var gone: DigestTally.Gone {
        var latest: [Int64: Int64] = [:]
        for member in chosen {
            guard case .report(let report, _) = member.matter else { continue }
            latest[report] = max(latest[report] ?? 0, member.event)
        }
        let all = reports.filter { $0.value.gone > 0 && latest[$0.key] ?? 0 < $0.value.last.event }
            .map { DigestTally.Gone.Report(first: $0.value.first, last: $0.value.last, errors: $0.value.gone) }
            .sorted { $0.last.event < $1.last.event }
        return DigestTally.Gone(reports: all.count, named: Array(all.prefix(DigestCount.named)))
    }
}

/// What the rest of a collection tells of one report.
private struct ReportCourse: Sendable {
    let first: Int64
    private(set) var last: DigestMember
    private var endedLast = 0
    private var ended = 0

    init(first member: DigestMember) {
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

    /// Adds its next event. An error that came and went within the digest was told by nothing but an event that went alone.
    mutating func add(_ member: DigestMember, alone: Set<Int64>) {
        last = member
        endedLast = member.gone.count { $0 < first || alone.contains($0) }
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
    /// Inserts into a list that begins with the worst and of two alike with the older one.
    fileprivate mutating func insert(_ member: DigestMember, keepingWorst limit: Int) {
        if count == limit {
            guard let end = last, member.isWorse(than: end) else { return }
            removeLast()
        }
        let place = firstIndex { member.isWorse(than: $0) } ?? endIndex
        insert(member, at: place)
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

    fileprivate func isWorse(than other: DigestMember) -> Bool {
        (rank, event) < (other.rank, other.event)
    }
}
