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
        #expect(tally?.worst.map(\.event) == [3, 6, 9, 12, 15, 18, 5, 10, 20])
    }

    @Test func `the worst go alone and are not counted with the rest`() {
        let tally = count(members(20), most: 4).tally
        #expect(tally?.alone == [3, 6, 9])
        #expect(tally?.counts == [.invalid: 3, .flagged: 3, .valid: 11])
        #expect(tally?.worst.map(\.event) == [12, 15, 18, 5, 10, 20])
    }

    @Test func `a report that came several times counts once, as it was last`() {
        let corrected = members(20) + [DigestMember(event: 21, report: 3, verdict: .valid)]
        #expect(count(corrected, most: 1).tally?.counts == [.invalid: 5, .flagged: 3, .valid: 12])
        // What it was before is said by no message.
        #expect(count(corrected, most: 2).tally?.alone == [6])
        #expect(count(corrected, most: 2).tally?.counts == [.invalid: 4, .flagged: 3, .valid: 12])
    }

    @Test func `of a report only its last event goes alone, and the digest does not tell of it`() {
        let course = [report(1, 9, .invalid), report(2, 8, .valid), report(3, 9, .valid), report(4, 9, .invalid)]
        let tally = count(course + [report(5, 7, .valid)], most: 2).tally
        #expect(tally?.alone == [4] && tally?.counts == [.valid: 2] && tally?.worst == [])
        // The bad news is overtaken: it is the digest's good news.
        let mended = [
            report(1, 1, .valid), report(2, 2, .invalid), report(3, 2, .valid, gone: [2]), report(4, 3, .flagged),
        ]
        #expect(count(mended, most: 2).tally?.alone == [4])
        #expect(count(mended, most: 2).tally?.counts == [.valid: 2])
    }

    @Test func `where every report can go alone there is no digest`() {
        let tally = count([report(1, 9, .valid), report(2, 8, .invalid), report(3, 8, .flagged)], most: 2).tally
        #expect(tally?.alone == [1, 3] && tally?.counts == [:])
        let single = count([report(1, 9, .invalid), report(2, 9, .valid), report(3, 9, .invalid)], most: 2).tally
        #expect(single?.alone == [3] && single?.counts == [:])
    }

    private func report(_ event: Int64, _ report: Int64, _ verdict: Verdict, gone: [Int64] = []) -> DigestMember {
        DigestMember(event: event, report: report, verdict: verdict, gone: gone)
    }

    @Test func `errors that were told before and are gone are good news`() {
        let good = report(12, 1, .valid, gone: [3, 3])
        let partly = report(13, 2, .invalid, gone: [5])
        let gone = count([report(11, 9, .valid), good, partly], most: 1).tally?.gone
        let named: [DigestTally.Gone.Report] = [
            .init(first: 12, last: good, errors: 2), .init(first: 13, last: partly, errors: 1),
        ]
        #expect(gone == .init(reports: 2, named: named))
        let many = (1...Int64(30)).map { report($0 + 100, $0, .valid, gone: [$0]) }
        let tally = count(many, most: 1).tally
        #expect(tally?.gone.reports == 30 && tally?.gone.named.map(\.last.event) == Array(101...120))
    }

    @Test func `only the way from before a digest to its end is good news`() {
        func gone(_ members: DigestMember..., most: Int = 1) -> [Int] {
            (count(members, most: most).tally?.gone.named ?? []).map(\.errors)
        }
        // What came and went within it was never told.
        #expect(gone(report(11, 1, .invalid), report(12, 1, .valid, gone: [11])) == [])
        // What went with an event in between is told with what the report is in the end.
        #expect(gone(report(11, 1, .valid, gone: [3]), report(12, 1, .flagged)) == [1])
        #expect(gone(report(11, 1, .valid, gone: [3]), report(12, 1, .invalid)) == [])
        #expect(gone(report(11, 1, .valid, gone: [3]), report(12, 1, .unreadable)) == [])
        #expect(
            gone(report(11, 1, .valid, gone: [3]), report(12, 1, .invalid), report(13, 1, .valid, gone: [12])) == [1])
        // What another message has told meanwhile.
        #expect(gone(report(11, 1, .valid), report(13, 1, .valid, gone: [12])) == [1])
        // A message of its own says what came after.
        let others = [report(13, 2, .valid), report(14, 3, .valid)]
        let worse = [report(11, 1, .valid, gone: [3]), report(12, 1, .invalid)]
        #expect(count(worse + others, most: 2).tally?.gone == .init())
    }

    @Test func `who is missing is counted by region, and never goes alone`() {
        let missing = (1...Int64(40)).map { number in
            DigestMember(event: number, matter: .coverage(.missing, region: "\(number)县", agencies: 2))
        }
        let come = [
            DigestMember(event: 41, matter: .coverage(.arrived, region: "1县", agencies: 1)),
            DigestMember(event: 42, matter: .coverage(.missing, region: "2县", agencies: 3)),
            DigestMember(event: 43, matter: .coverage(.notDue, region: "", agencies: 1)),
        ]
        let tally = count(missing + come + [DigestMember(event: 44, report: 1, verdict: .valid)], most: 3).tally
        #expect(tally?.alone == [44] && tally?.counts == [:] && tally?.worst == [])
        #expect(tally?.coverage[.missing] == .init(events: 41, regions: 40, agencies: 83))
        #expect(tally?.coverage[.arrived] == .init(events: 1, regions: 1, agencies: 1))
        #expect(tally?.coverage[.notDue] == .init(events: 1, regions: 0, agencies: 1))
        #expect(tally?.regions == Array(1...20))
        let few = count(Array(missing.prefix(2)) + come, most: 1).tally
        #expect(few?.regions == [1, 2, 42, 41, 43])
    }

    @Test func `a large one is counted in bounded steps`() {
        let (tally, steps) = count(members(5_000), most: 20)
        #expect(steps >= 5_000 / DigestCount.step)
        #expect(tally?.counts.values.reduce(0, +) == 5_000 - 19)
        #expect(tally?.worst.count == DigestCount.named)
        let many = count(members(5_000), most: 2_001).tally
        #expect(many?.alone.count == 2_000 && many?.counts == [.flagged: 333, .valid: 2_667])
    }
}
