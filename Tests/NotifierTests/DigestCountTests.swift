import Core
import Testing

@testable import Notifier

struct DigestCountTests {
    private func count(_ members: [DigestMember], most: Int) -> (tally: DigestTally?, steps: Int) {
        let now = UnixTime(milliseconds: 0)
        let collection = Core.Collection(name: "g", covers: members.count, dueAt: now, createdAt: now)
        var count = DigestCount(collection, most: most)
        var steps = 0
        while count.tally == nil {
            let position = count.position
            count.take(Array(members.filter { $0.event > position }.prefix(DigestCount.step)))
            steps += 1
        }
        return (count.tally, steps)
    }

    /// Invalid every third, flagged every fifth, else valid; event and report have the same number.
    private func members(_ count: Int) -> [DigestMember] {
        (1...Int64(count)).map { number in
            let verdict: Verdict =
                number.isMultiple(of: 3) ? .invalid : number.isMultiple(of: 5) ? .flagged : .valid
            return DigestMember(event: number, report: number, verdict: verdict)
        }
    }

    @Test func `all are counted, and the worst named first, of two alike the older one`() {
        let tally = count(members(20), most: 1).tally
        #expect(tally?.alone == [])
        #expect(tally?.counts == [.invalid: 6, .flagged: 3, .valid: 11])
        #expect(tally?.worst == [3, 6, 9, 12, 15, 18, 5, 10, 20])
    }

    @Test func `the worst go alone and are not counted with the rest`() {
        let tally = count(members(20), most: 4).tally
        #expect(tally?.alone == [3, 6, 9])
        #expect(tally?.counts == [.invalid: 3, .flagged: 3, .valid: 11])
        #expect(tally?.worst == [12, 15, 18, 5, 10, 20])
    }

    @Test func `a report that came several times counts once, as it was last`() {
        let corrected = members(20) + [DigestMember(event: 21, report: 3, verdict: .valid)]
        #expect(count(corrected, most: 1).tally?.counts == [.invalid: 5, .flagged: 3, .valid: 12])
        // Its first event goes alone; the digest has the last.
        #expect(count(corrected, most: 2).tally?.alone == [3])
        #expect(count(corrected, most: 2).tally?.counts == [.invalid: 5, .flagged: 3, .valid: 12])
    }

    @Test func `a large one is counted in bounded steps`() {
        let (tally, steps) = count(members(5_000), most: 20)
        #expect(steps >= 2 * 5_000 / DigestCount.step)
        #expect(tally?.counts.values.reduce(0, +) == 5_000 - 19)
        #expect(tally?.worst.count == DigestCount.named)
    }
}
