internal import Core

/// Counts what a digest will say of a collection, step by step, so that no other channel waits for a large one. Pure.
///
/// A first pass chooses the events that go alone, a second one counts the rest: what is kept in between is one entry for
/// each report.
struct DigestCount: Sendable {
    /// How many events are looked at in one step.
    static let step = 500
    /// How many of the worst a digest names.
    static let named = 20

    /// The collection.
    let name: String
    /// How many events it had when the counting began; one that has more since is counted anew.
    let covers: Int
    private let most: Int
    private var isChoosing: Bool
    private var chosen: [DigestMember] = []
    private var alone: Set<Int64> = []
    private var last: [Int64: DigestMember] = [:]
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
            if isChoosing {
                chosen.insert(member, keepingWorst: most - 1)
            } else if !alone.contains(member.event) {
                last[member.report] = member
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
        for member in last.values {
            counts[member.verdict, default: 0] += 1
            if member.verdict != .valid { worst.insert(member, keepingWorst: DigestCount.named) }
        }
        tally = DigestTally(alone: alone.sorted(), counts: counts, worst: worst.map(\.event))
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
        switch verdict {
        case .invalid: 0
        case .unreadable: 1
        case .flagged: 2
        case .foreign: 3
        case .valid: 4
        }
    }

    fileprivate func isWorse(than other: DigestMember) -> Bool {
        (rank, event) < (other.rank, other.event)
    }
}
