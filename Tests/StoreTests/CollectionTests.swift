import Core
import GRDB
import Testing

@testable import Store

/// Events that wait for company, and what becomes of them.
struct CollectionTests {
    let state: TemporaryState
    let store: Store

    init() throws {
        state = try TemporaryState()
        store = try state.open()
        try store.openChannel("a")
    }

    private let due = UnixTime.start.advanced(milliseconds: 5000)

    /// Records reports as events 1…: invalid every third, flagged every fifth, else valid.
    private func record(_ count: Int) throws {
        _ = try store.record(
            (1...count).map { number in
                let findings: [Finding] =
                    number.isMultiple(of: 3) ? [.broken] : number.isMultiple(of: 5) ? [.doubt] : []
                return .report(
                    "\(number)局", 2020, content: UInt8(number), findings: findings,
                    at: .start.advanced(milliseconds: Int64(number)))
            }, announcement: .announced)
    }

    private func ranges(_ delivery: String) throws -> String? {
        let sql = """
            SELECT group_concat(first || '-' || last, ' ') FROM
                (SELECT * FROM delivery_range WHERE delivery = '\(delivery)' ORDER BY first)
            """
        return try store.value(sql, as: String.self)
    }

    private func queued() throws -> [Delivery] { try store.queue(channel: "a", limit: 100).ordered }

    @Test func `a collection takes events and is not in the queue`() throws {
        try record(9)
        try store.apply([.collect(channel: "a", name: "g", events: [1, 2, 3], due: due)], now: .start)
        try store.apply(
            [.collect(channel: "a", name: "g", events: [4, 6, 7], due: .start)], now: .start, prefix: "unused")
        let queue = try store.queue(channel: "a", limit: 9)
        #expect(queue.ordered.isEmpty)
        // The soonest of what its events ask for.
        #expect(queue.collections == [Core.Collection(name: "g", covers: 6, dueAt: .start, createdAt: .start)])
        #expect(try ranges("c1") == "1-4 6-7")
    }

    @Test func `events that are no more than the bound are messages of their own`() throws {
        try record(5)
        try store.apply(
            [
                .collect(channel: "a", name: "g", events: [1, 2, 4], due: due),
                .close(channel: "a", name: "g", tally: nil),
            ], now: .start)
        #expect(try queued().map(\.event) == [1, 2, 4])
        #expect(try queued().allSatisfy { !$0.isDigest && $0.isMergeable })
        #expect(try store.integer("SELECT count(*) FROM delivery_range") == 0)
        #expect(try store.history(channel: "a", since: .start).closings == ["g": .start])
    }

    @Test func `of more, the worst are alone and the rest is one digest`() throws {
        try record(20)
        try store.apply([.collect(channel: "a", name: "g", events: Array(1...20), due: due)], now: due)
        let tally = DigestTally(alone: [3, 6, 9], counts: [.valid: 17], worst: [])
        try store.apply([.close(channel: "a", name: "g", tally: tally)], now: due, prefix: "s")
        let queued = try queued()
        #expect(queued.count == 4)
        // A digest goes behind what happened before its last event.
        #expect(queued.prefix(3).map(\.event) == [3, 6, 9] && queued.prefix(3).allSatisfy { !$0.isDigest })
        let digest = try #require(queued.first { $0.isDigest })
        #expect(digest.covers == 17 && digest.createdAt == due)
        #expect(try ranges(digest.id) == "1-2 4-5 7-8 10-20")
        #expect(try store.integer("SELECT sum(covers) FROM delivery") == 20)
    }

    @Test func `what a message of its own has overtaken is no part of the digest`() throws {
        try record(6)
        try store.apply([.collect(channel: "a", name: "g", events: Array(1...6), due: due)], now: due)
        let tally = DigestTally(alone: [4], overtaken: [1, 3], counts: [.valid: 3], worst: [])
        try store.apply([.close(channel: "a", name: "g", tally: tally)], now: due, prefix: "s")
        #expect(try queued().map(\.event) == [4, 6] && queued().map(\.covers) == [1, 3])
        #expect(try ranges("c1") == "2-2 5-6")
        // Nothing is left: no digest.
        try store.apply([.collect(channel: "a", name: "g", events: [1, 2, 3], due: due)], now: due, prefix: "t")
        let single = DigestTally(alone: [3], overtaken: [1, 2], counts: [:], worst: [])
        try store.apply([.close(channel: "a", name: "g", tally: single)], now: due, prefix: "u")
        #expect(try queued().map(\.event) == [3, 4, 6])
        #expect(try store.reader.delivery("t1") == nil && ranges("t1") == nil)
    }

    @Test func `members come in order, step by step, over ranges with gaps`() throws {
        try record(20)
        try store.apply(
            [.collect(channel: "a", name: "g", events: [2, 3, 4, 7, 9, 10, 15], due: due)], now: .start)
        func members(after event: Int64, _ limit: Int) throws -> [Int64] {
            try store.members(of: "g", channel: "a", after: event, limit: limit).map(\.event)
        }
        #expect(try members(after: 0, 100) == [2, 3, 4, 7, 9, 10, 15])
        #expect(try members(after: 0, 2) == [2, 3])
        #expect(try members(after: 3, 3) == [4, 7, 9])
        #expect(try members(after: 8, 9) == [9, 10, 15])
        #expect(try members(after: 15, 9) == [])
        let first = try store.members(of: "g", channel: "a", after: 2, limit: 2)
        let reports: [DigestMember] = [
            .init(event: 3, report: 3, verdict: .invalid), .init(event: 4, report: 4, verdict: .valid),
        ]
        #expect(first == reports)
        #expect(try store.members(of: "other", channel: "a", after: 0, limit: 9).isEmpty)
    }

    @Test func `a digest says counts, the worst first, and the time it covers`() throws {
        try record(20)
        try store.record(.report("3局", 2020, content: 30, at: .start.advanced(milliseconds: 21)))
        let counts: [Verdict: Int] = [.invalid: 5, .flagged: 3, .valid: 12]
        let worst: [DigestMember] = [6, 9, 12, 15, 18, 5, 10].map { event in
            DigestMember(event: event, report: event, verdict: event.isMultiple(of: 3) ? .invalid : .flagged)
        }
        let tally = DigestTally(alone: [], counts: counts, worst: worst)
        try store.apply(
            [
                .collect(channel: "a", name: "g", events: Array(1...21), due: due),
                .close(channel: "a", name: "g", tally: tally),
            ], now: due)
        let id = try #require(try queued().first?.id)
        let event = try #require(try store.digest(id))
        let digest = try #require(event.digest)
        #expect(event.kind == .digest && event.id == 1)
        #expect(digest.counts == counts)
        #expect(digest.covered == 21 && digest.total == 20)
        #expect(digest.worst.map(\.agency) == ["6局", "9局", "12局", "15局", "18局", "5局", "10局"])
        let finding = try #require(digest.worst.first?.finding)
        #expect(finding.rule == Finding.broken.rule && finding.severity == .error && digest.worst.first?.findings == 1)
        #expect(finding.message == Finding.broken.message)
        #expect(digest.span == UnixTime.start.advanced(milliseconds: 1)...UnixTime.start.advanced(milliseconds: 21))
        #expect(digest.delivery == id && !digest.isDaily)
        #expect(try store.reader.reports(ReportFilter(digest: id)).count == 20)
        #expect(try store.reader.reports(ReportFilter(verdicts: [.invalid], digest: id)).count == 5)
        #expect(try store.reader.report(7)?.deliveries.map(\.id) == [id])
        #expect(try store.digest("none") == nil)
    }

    @Test func `members are judged as of their events, whatever has happened since`() throws {
        // The next year's report brings an error out, and its correction takes that back.
        try store.record(.read(.requests("甲局", 2021, carriedIn: 3, carriedOut: 0), number: 1))
        try store.record(.read(.requests("甲局", 2020, carriedIn: 0, carriedOut: 5), number: 2))
        try store.record(.read(.requests("甲局", 2020, carriedIn: 0, carriedOut: 3), number: 3))
        let last = Int64(try #require(try store.integer("SELECT max(id) FROM event")))
        try store.apply([.collect(channel: "a", name: "g", events: Array(1...last), due: due)], now: .start)
        let members = try store.members(of: "g", channel: "a", after: 0, limit: 100)
        let told = try store.events(Array(1...last)).map { $0.subject?.verdict }
        #expect(Set(told) == [.valid, .invalid])
        let counted = members.map { member -> Verdict? in
            if case .report(_, let verdict) = member.matter { verdict } else { nil }
        }
        #expect(counted == told)
    }

    @Test func `a digest names the reports with errors that are gone, as of its events`() throws {
        try record(3)
        try store.record(.report("3局", 2020, content: 30, findings: [.doubt], at: .start.advanced(milliseconds: 4)))
        try store.record(.report("4局", 2020, content: 31, at: .start.advanced(milliseconds: 5)))
        try store.apply([.collect(channel: "a", name: "g", events: [4, 5], due: due)], now: .start)
        let members = try store.members(of: "g", channel: "a", after: 0, limit: 9)
        #expect(
            members == [
                .init(event: 4, report: 3, verdict: .flagged, gone: [3]), .init(event: 5, report: 4, verdict: .valid),
            ])
        let gone = DigestTally.Gone(reports: 1, named: [.init(first: 4, last: members[0], errors: 1)])
        let tally = DigestTally(alone: [], counts: [.flagged: 1, .valid: 1], worst: [members[0]], gone: gone)
        try store.apply([.close(channel: "a", name: "g", tally: tally)], now: due)
        let id = try #require(try queued().first?.id)
        func said() throws -> Event.Digest? { try store.digest(id)?.digest }
        let digest = try #require(try said())
        #expect(digest.gone.reports == 1 && digest.gone.named.count == 1)
        let item = try #require(digest.gone.named.first)
        #expect(item.agency == "3局" && item.verdict == .flagged && item.formerVerdict == .invalid && item.gone == 1)
        // Whatever becomes of it afterwards.
        try store.record(.report("3局", 2020, content: 32, findings: [.broken], at: due))
        #expect(try said() == digest)
        // A digest that was stored before there was such a thing.
        try store.execute("UPDATE delivery SET counts = '{\"invalid\":1}' WHERE id = '\(id)'")
        #expect(try said()?.gone == .init() && said()?.counts == [.invalid: 1])
    }

    @Test func `a digest says the same on every attempt`() throws {
        try record(3)
        let member = DigestMember(event: 3, report: 3, verdict: .invalid)
        try store.apply(
            [
                .collect(channel: "a", name: "g", events: [1, 2, 3], due: due),
                .close(
                    channel: "a", name: "g",
                    tally: DigestTally(alone: [], counts: [.invalid: 1, .valid: 2], worst: [member])),
            ], now: due)
        let id = try #require(try queued().first?.id)
        func said() throws -> Event.Digest? { try store.digest(id)?.digest }
        let before = try #require(try said())
        #expect(before.worst.first?.verdict == .invalid && before.worst.first?.agency == "3局")
        let finding = try #require(try store.integer("SELECT id FROM finding WHERE severity = 'error'"))
        _ = try store.acknowledge(finding: Int64(finding), why: "核实无误", now: due)
        try store.record(.report("3局", 2020, content: 30, at: due))
        try store.execute("UPDATE report SET agency = '改名局' WHERE id = 3")
        #expect(try said() == before)
    }

    @Test func `a digest says who is missing where`() throws {
        let directory = OrganDirectory(
            Roster(
                organs: (1...40).flatMap { number in
                    ["民政局", "教育局"].map { Organ(name: $0, region: "\(number)县") }
                }))
        let today = try #require(ISO8601("2024-02-01")?.date)
        try store.apply(
            try store.reader.coverageChanges(directory: directory, deadlines: Deadlines(), today: today, raises: true),
            now: .start)
        let last = Int64(try #require(try store.integer("SELECT max(id) FROM event")))
        #expect(last == 40)
        try store.apply([.collect(channel: "a", name: "g", events: Array(1...last), due: due)], now: .start)
        let members = try store.members(of: "g", channel: "a", after: 0, limit: 100)
        #expect(members.count == 40)
        #expect(members.first?.matter == .coverage(.missing, region: "1县", agencies: 2))
        let count = Event.Digest.CoverageCount(events: 40, regions: 40, agencies: 80)
        let tally = DigestTally(alone: [], counts: [:], worst: [], coverage: [.missing: count], regions: [1, 2])
        try store.apply([.close(channel: "a", name: "g", tally: tally)], now: due)
        let id = try #require(try queued().first?.id)
        let digest = try #require(try store.digest(id)?.digest)
        #expect(digest.coverage == [.missing: count] && digest.total == 0 && digest.covered == 40)
        #expect(digest.regions.map(\.coverage.region) == ["1县", "2县"])
        #expect(digest.regions.first?.news == .missing && digest.regions.first?.coverage.agencies.count == 2)
    }

    @Test func `the digest of the day is one even of one event, and stays by itself`() throws {
        try record(1)
        try store.apply(
            [
                .collect(channel: "a", name: "daily", events: [1], due: due),
                .close(channel: "a", name: "daily", tally: DigestTally(alone: [], counts: [.valid: 1], worst: [])),
            ], now: due)
        let delivery = try #require(try queued().first)
        #expect(delivery.isDigest && !delivery.isMergeable)
        #expect(try store.digest(delivery.id)?.digest?.isDaily == true)
    }

    @Test func `a digest goes behind a message that waited when it was made`() throws {
        try record(9)
        try store.apply(
            [
                .add(id: "alone", channel: "a", event: 5, isMergeable: true, begun: false),
                .collect(channel: "a", name: "g", events: [1, 2, 8], due: due),
                .close(channel: "a", name: "g", tally: DigestTally(alone: [], counts: [.valid: 3], worst: [])),
                .add(id: "later", channel: "a", event: 9, isMergeable: true, begun: false),
            ], now: due)
        #expect(try queued().map(\.id) == ["alone", "c1", "later"])
        #expect(try store.digest("c1")?.id == 1)
    }

    @Test func `what another message of the channel has overtaken waits no longer`() throws {
        try record(3)
        try store.apply(
            [
                .collect(channel: "a", name: "group 9", events: [1, 2, 3], due: due),
                .collect(channel: "a", name: "daily", events: [1, 2, 3], due: due),
            ], now: .start)
        // Report 2 has errors now, and is told at once.
        try store.record(.report("2局", 2020, content: 30, findings: [.broken]))
        try store.apply([.add(id: "bad", channel: "a", event: 4, isMergeable: true, begun: true)], now: .start)
        #expect(try ranges("c1") == "1-1 3-3" && ranges("c2") == "1-3")
        #expect(try store.queue(channel: "a", limit: 9).collections.map(\.covers).sorted() == [2, 3])
        // While the channel waits, reports 1 and 3 come into another collection.
        try store.record(.report("1局", 2020, content: 31, findings: [.doubt]), .report("3局", 2020, content: 32))
        try store.apply(
            [.collect(channel: "a", name: "waiting", events: [5, 6], due: due)], now: .start, prefix: "w")
        #expect(try ranges("c1") == nil && ranges("w1") == "5-6")
        #expect(try store.queue(channel: "a", limit: 9).collections.map(\.name).sorted() == ["daily", "waiting"])
    }

    @Test func `what waits becomes one digest, but for what was attempted`() throws {
        try record(9)
        _ = try store.enqueueDeliveries(
            channel: "a", limit: 6, now: .start, accept: { _ in true }, makeID: ids("d"))
        try store.beginAttempts(["d1"], now: .start)
        try store.finishAttempts(
            [
                (
                    "d1",
                    AttemptResult(
                        fate: .retry(at: due), outcome: .unavailable, status: 503, error: "busy", body: nil,
                        latencyMilliseconds: 1)
                )
            ], now: .start)
        try store.apply([.merge(channel: "a", name: "waiting", due: due)], now: .start)
        try store.apply([.collect(channel: "a", name: "waiting", events: [7, 9], due: due)], now: .start, prefix: "x")
        #expect(try queued().map(\.id) == ["d1"])
        #expect(try ranges("c1") == "2-2 3-3 4-4 5-5 6-7 9-9")
        // A digest that has to wait again is merged once more.
        let tally = DigestTally(alone: [], counts: [.valid: 7], worst: [])
        try store.apply([.close(channel: "a", name: "waiting", tally: tally)], now: .start)
        #expect(try queued().map(\.id) == ["d1", "c1"])
        try store.apply(
            [
                .add(id: "d8", channel: "a", event: 8, isMergeable: true, begun: false),
                .merge(channel: "a", name: "waiting", due: due),
            ], now: .start, prefix: "y")
        #expect(try ranges("y1") == "2-2 3-3 4-4 5-5 6-7 8-8 9-9")
        #expect(try store.integer("SELECT covers FROM delivery WHERE id = 'y1'") == 8)
        #expect(try queued().map(\.id) == ["d1"])
    }

    @Test func `a hundred thousand events are a row`() throws {
        try record(1)
        try store.execute(
            """
            INSERT INTO event (id, kind, occurred_at, revision, announced)
            SELECT value + 1, 'report.validated', '2027-01-15T08:00:00.000Z', 1, 1
            FROM (WITH RECURSIVE n (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 99999) SELECT * FROM n)
            """)
        for start in stride(from: 1, to: 100_001, by: 2000) {
            let events = (start..<(start + 2000)).map { Int64($0) }
            try store.apply([.collect(channel: "a", name: "g", events: events, due: due)], now: .start)
        }
        #expect(try store.integer("SELECT count(*) FROM delivery_range") == 1)
        let last = try store.members(of: "g", channel: "a", after: 99_990, limit: 500)
        #expect(last.map(\.event) == Array(99_991...100_000))
        let tally = DigestTally(alone: [50_000], counts: [.valid: 1], worst: [])
        try store.apply([.close(channel: "a", name: "g", tally: tally)], now: due, prefix: "s")
        #expect(try queued().count == 2)
        #expect(try store.integer("SELECT sum(covers) FROM delivery") == 100_000)
        #expect(try store.integer("SELECT count(*) FROM delivery_range") == 2)
    }

    private func ids(_ prefix: String) -> () -> String {
        var number = 0
        return {
            number += 1
            return "\(prefix)\(number)"
        }
    }
}
