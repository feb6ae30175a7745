import Core
import Testing

@testable import Notifier

/// What becomes of a channel's outbox, decided without a store, a socket or a clock.
struct LanePlanTests {
    private let now = UnixTime(milliseconds: 1_780_000_000_000)
    private let bounded = RateLimits(windows: [.perMinute(20)])

    private func at(_ milliseconds: Int64) -> UnixTime { now.advanced(milliseconds: milliseconds) }

    private func delivery(
        _ id: String, event: Int64, attempts: Int = 0, due: Int64 = 0, firstAttempt: Int64? = nil, isAside: Bool = false
    ) -> Delivery {
        Delivery(
            id: id, channel: "c", event: event, attempts: attempts, createdAt: now, dueAt: at(due),
            firstAttemptAt: firstAttempt.map { at($0) }, isAside: isAside)
    }

    private func queue(
        _ ordered: [Delivery] = [], aside: [Delivery] = [], collections: [Core.Collection] = []
    ) -> DeliveryQueue {
        DeliveryQueue(ordered: ordered, aside: aside, collections: collections)
    }

    private func collection(_ name: String, covers: Int = 3, due: Int64, created: Int64 = -60_000) -> Core.Collection {
        Core.Collection(name: name, covers: covers, dueAt: at(due), createdAt: at(created))
    }

    private func stoppedGate(_ limits: RateLimits = RateLimits()) -> Gate {
        var breaker = CircuitBreaker()
        breaker.stop(at: now)
        return Gate(breaker: breaker, limiter: RateLimiter(limits, channel: "c"))
    }

    private func plan(
        _ queue: DeliveryQueue = DeliveryQueue(ordered: [], aside: [], collections: []), events: Int = 0,
        settings: DeliverySettings = DeliverySettings(), gate: Gate? = nil, closings: [String: UnixTime] = [:],
        batchLimit: Int = 8, count: DigestCount? = nil, isCoverage: Bool = false
    ) -> LanePlan {
        let channel = LanePlan.Channel(
            name: "c", settings: settings,
            gate: gate ?? Gate(limiter: RateLimiter(RateLimits(), channel: "c")), closings: closings,
            batchLimit: batchLimit, mayHaveNews: events > 0, isGathering: false, count: count)
        var number = 0
        return LanePlan(
            channel, queue: queue, now: now,
            makeID: {
                number += 1
                return "n\(number)"
            },
            offer: { limit in
                let count = min(limit, events)
                let events = (0..<count).map { number in
                    isCoverage
                        ? Event(
                            id: Int64(101 + number), kind: .coverageMissing, occurredAt: now, subject: nil,
                            coverage: Fixtures.coverage("第\(number)区"))
                        : Event(
                            id: Int64(101 + number), kind: .reportValidated, occurredAt: now,
                            subject: Fixtures.subject())
                }
                return Offer(position: 100, end: 100 + Int64(count), events: events, nextRelease: nil)
            })
    }

    private func grouped(wait: Int64 = 5_000, interval: Int64 = 300_000, most: Int = 20) -> DeliverySettings {
        var settings = DeliverySettings()
        settings.route = { _, _ in .grouped(MessageGroup(wait: wait, interval: interval, most: most)) }
        return settings
    }

    // MARK: Order

    @Test func `events are begun at once, as many as go, and the rest waits in order`() {
        let plan = plan(events: 20)
        #expect(plan.fresh.map(\.event.id) == Array(101...108))
        let added = plan.changes.compactMap {
            if case .add(_, _, let event, _, let begun) = $0 { (event, begun) } else { nil }
        }
        #expect(added.count == 20 && added.prefix(8).allSatisfy(\.1) && !added.dropFirst(8).contains(where: \.1))
        #expect(plan.mayHaveNews)
    }

    @Test func `what waits goes before what is new`() {
        let plan = plan(queue([delivery("a", event: 1), delivery("b", event: 2)]), events: 5)
        #expect(plan.begun.map(\.id) == ["a", "b"])
        #expect(plan.fresh.isEmpty && plan.mayHaveNews)
    }

    @Test func `one that waits for its next attempt holds back those behind it`() {
        let plan = plan(queue([delivery("a", event: 1, attempts: 1, due: 900), delivery("b", event: 2)]), events: 5)
        #expect(plan.changes.isEmpty && plan.begun.isEmpty)
        #expect(plan.lookAt == at(900) && plan.wait?.until == at(900))
    }

    @Test func `one that failed often and long is passed by in turn`() {
        let behind = delivery("b", event: 2)
        let stuck = delivery("a", event: 1, attempts: 8, due: 60_000, firstAttempt: -600_000)
        let trial = plan(queue([stuck, behind]))
        #expect(trial.begun.map(\.id) == ["b"] && trial.suspect == "a")
        // It failed too: the first one's turn.
        let again = plan(queue([stuck, delivery("b", event: 2, attempts: 1)]))
        #expect(again.begun.isEmpty && again.suspect == nil && again.lookAt == at(60_000))
        // Often, but not for long: the service may just be away.
        let young = delivery("a", event: 1, attempts: 8, due: 60_000, firstAttempt: -599_999)
        #expect(plan(queue([young, behind])).begun.isEmpty)
    }

    @Test func `what is aside goes at its own time and alone`() {
        let aside = delivery("a", event: 1, attempts: 9, due: -1, isAside: true)
        #expect(plan(queue([delivery("b", event: 2)], aside: [aside])).begun.map(\.id) == ["a"])
        let later = delivery("a", event: 1, attempts: 9, due: 500, isAside: true)
        let plan = plan(queue([delivery("b", event: 2)], aside: [later]))
        #expect(plan.begun.map(\.id) == ["b"] && plan.lookAt == at(500))
    }

    // MARK: Waiting

    @Test func `a channel for people makes one digest of what waits`() {
        let plan = plan(
            queue([delivery("a", event: 1), delivery("b", event: 2)]), events: 5, gate: stoppedGate(bounded))
        let merges = plan.changes.count { if case .merge(_, "waiting", at(600_000)) = $0 { true } else { false } }
        let collected = plan.changes.compactMap { change -> [Int64]? in
            if case .collect(_, "waiting", let events, _) = change { events } else { nil }
        }
        #expect(merges == 1 && collected == [Array(101...105)] && plan.begun.isEmpty)
    }

    @Test func `a machine's events stay in the log, each for itself`() {
        let plan = plan(queue([delivery("a", event: 1), delivery("b", event: 2)]), events: 5, gate: stoppedGate())
        #expect(plan.changes.isEmpty && plan.wait?.reason == .stopped && plan.lookAt == at(600_000))
    }

    @Test func `one message that waits stays what it is`() {
        #expect(plan(queue([delivery("a", event: 1)]), gate: stoppedGate(bounded)).changes.isEmpty)
    }

    @Test func `what was attempted is no part of the digest`() {
        let attempted = delivery("a", event: 1, attempts: 1, due: 60_000)
        let gate = Gate(limiter: RateLimiter(bounded, channel: "c"))
        #expect(plan(queue([attempted, delivery("b", event: 2)]), gate: gate).changes.isEmpty)
        let plan = plan(queue([attempted, delivery("b", event: 2), delivery("d", event: 3)]), gate: gate)
        #expect(plan.changes.count == 1)
    }

    @Test func `a short wait is no reason for a digest`() {
        let sent = (0..<20).map { _ in at(-59_000) }
        let gate = Gate(limiter: RateLimiter(bounded, channel: "c", sent: sent))
        let plan = plan(queue([delivery("a", event: 1), delivery("b", event: 2)]), events: 5, gate: gate)
        #expect(plan.changes.isEmpty && plan.wait?.reason == .rateLimit)
    }

    @Test func `the digest goes when the channel may send again and nothing is before it`() {
        let waiting = collection("waiting", due: -5)
        #expect(plan(queue([delivery("a", event: 1)], collections: [waiting])).begun.map(\.id) == ["a"])
        let first = plan(queue(collections: [waiting]), events: 5)
        #expect(first.changes.isEmpty && first.fresh.isEmpty && first.lookAt == now)
        let then = plan(queue(collections: [waiting]), events: 5, count: counted(first.count))
        #expect(closings(then).map(\.name) == ["waiting"] && closings(then).first?.tally?.alone == [])
        #expect(then.changes.count == 1 && then.lookAt == now && then.count == nil)
    }

    /// The count that a plan asked for, done.
    private func counted(_ count: DigestCount?) -> DigestCount? {
        var count = count
        while let position = count?.position, count?.tally == nil {
            let rest = (position..<Int64(count?.covers ?? 0)).prefix(DigestCount.step)
            count?.take(rest.map { DigestMember(event: $0 + 1, report: $0 + 1, verdict: .valid) })
        }
        return count
    }

    private func closings(_ plan: LanePlan) -> [(name: String, tally: DigestTally?)] {
        plan.changes.compactMap { if case .close(_, let name, let tally) = $0 { (name, tally) } else { nil } }
    }

    @Test func `a mute makes a digest on any channel`() {
        var settings = DeliverySettings()
        settings.mutes = [
            MuteWindow(channels: [], days: Set(0..<7), from: ClockTime(minutes: 0), to: ClockTime(minutes: 1439))
        ]
        let plan = plan(events: 5, settings: settings)
        #expect(plan.wait?.reason == .muted && plan.fresh.isEmpty)
        #expect(plan.changes.contains { if case .collect(_, "waiting", _, _) = $0 { true } else { false } })
    }

    // MARK: Groups

    @Test func `the first event waits for company, what follows for the interval`() {
        func due(_ plan: LanePlan) -> [UnixTime] {
            plan.changes.compactMap { if case .collect(_, _, _, let due) = $0 { due } else { nil } }
        }
        #expect(due(plan(events: 5, settings: grouped())) == [at(5_000)])
        let closings = ["group 20": at(-10_000)]
        #expect(due(plan(events: 5, settings: grouped(), closings: closings)) == [at(290_000)])
        let old = ["group 20": at(-400_000)]
        #expect(due(plan(events: 5, settings: grouped(), closings: old)) == [at(5_000)])
    }

    @Test func `a group is closed when it is due, as one digest when that is long past`() {
        /// How many go alone; nil where all of them do.
        func alone(of covers: Int, due: Int64) -> [Int?] {
            let queue = queue(collections: [collection("group 20", covers: covers, due: due)])
            return closings(plan(queue, count: counted(plan(queue).count))).map { $0.tally?.alone.count }
        }
        #expect(alone(of: 30, due: 1) == [])
        #expect(alone(of: 30, due: 0) == [19])
        #expect(alone(of: 20, due: 0) == [nil])
        #expect(alone(of: 20, due: -20_000) == [0])
    }

    @Test func `what goes alone comes after what is collected, which it may overtake`() {
        var settings = grouped()
        let inGroups = settings.route
        settings.route = { event, channel in event.id == 102 ? .alone : inGroups(event, channel) }
        let order = plan(events: 3, settings: settings).changes.map { change -> [Int64] in
            switch change {
            case .collect(_, _, let events, _): events
            case .add(_, _, let event, _, _): [event]
            default: []
            }
        }
        #expect(order == [[101, 103], [102], []])
    }

    @Test func `a group is closed behind what waits for the channel`() {
        let group = collection("group 20", due: -5)
        let both = plan(queue(collections: [group, collection("waiting", covers: 1, due: -5)]))
        #expect(closings(both).map(\.name) == ["waiting"] && both.lookAt == now)
        #expect(closings(plan(queue(collections: [group]))).map(\.name) == ["group 20"])
    }

    @Test func `routes with other waits share a channel's messages, and the soonest closes for all`() {
        let groups = [(60_000, 600_000), (5_000, 300_000), (60_000, 300_000)].map { wait, interval in
            MessageGroup(wait: wait, interval: interval, most: 20)
        }
        var settings = DeliverySettings()
        settings.route = { event, _ in .grouped(groups[Int(event.id - 101)]) }
        func collected(_ closings: [String: UnixTime] = [:]) -> [(events: [Int64], due: UnixTime)] {
            plan(events: 3, settings: settings, closings: closings).changes.compactMap {
                if case .collect(_, _, let events, let due) = $0 { (events, due) } else { nil }
            }
        }
        #expect(collected().map(\.events) == [[101, 102, 103]] && collected().map(\.due) == [at(5_000)])
        #expect(collected(["group 20": at(-10_000)]).map(\.due) == [at(290_000)])
    }

    @Test func `who is missing waits for company like reports do`() {
        func collected(_ plan: LanePlan) -> [[Int64]] {
            plan.changes.compactMap { if case .collect(_, _, let events, _) = $0 { events } else { nil } }
        }
        let all = [Array<Int64>(101...120)]
        #expect(collected(plan(events: 20, settings: grouped(), isCoverage: true)) == all)
        #expect(collected(plan(events: 20, gate: stoppedGate(bounded), isCoverage: true)) == all)
        var settings = daily((minutes + 10) % 1440)
        settings.route = { _, _ in .nowhere }
        #expect(collected(plan(events: 32, settings: settings, isCoverage: true)) == [Array(101...132)])
    }

    @Test func `a collection that has grown since is counted anew`() {
        let queue = queue(collections: [collection("group 20", covers: 30, due: 0)])
        let grown = self.queue(collections: [collection("group 20", covers: 31, due: 0)])
        let plan = plan(grown, events: 5, count: counted(plan(queue).count))
        #expect(plan.changes.isEmpty && plan.count?.covers == 31 && plan.count?.tally == nil)
    }

    @Test func `what comes in the very moment of a closing waits for the interval too`() {
        let queue = queue(collections: [collection("group 20", covers: 2, due: 0)])
        let plan = plan(queue, events: 5, settings: grouped())
        let dues = plan.changes.compactMap { if case .collect(_, _, _, let due) = $0 { due } else { nil } }
        #expect(closings(plan).map(\.name) == ["group 20"] && dues == [at(300_000)])
    }

    @Test func `what was gathered many at a time goes on so`() {
        #expect(plan(events: 5, settings: grouped()).isGathering)
        #expect(!plan(events: 5).isGathering)
    }

    @Test func `silenced events are counted and not told`() {
        var settings = DeliverySettings()
        settings.route = { event, _ in event.id.isMultiple(of: 2) ? .silenced(by: 7) : .nowhere }
        let plan = plan(events: 5, settings: settings)
        #expect(plan.silenced == 2 && plan.fresh.isEmpty)
        #expect(plan.changes.contains { if case .silenced(7, 2) = $0 { true } else { false } })
    }

    // MARK: Digest of the day

    private func daily(_ minutes: Int) -> DeliverySettings {
        var settings = DeliverySettings()
        settings.zone = LocalTime { _ in 0 }
        settings.dailyDigest = ClockTime(minutes: minutes)
        settings.isInDailyDigest = { _, _ in true }
        return settings
    }

    /// Minutes since midnight, now.
    private var minutes: Int { Int(now.milliseconds / 60_000 % 1440) }

    private func closesDaily(dueMinutesAgo minutes: Int, created: Int64 = -2 * 86_400_000) -> Bool {
        let settings = daily((self.minutes - minutes + 1440) % 1440)
        let queue = queue(collections: [collection("daily", covers: 1, due: -1, created: created)])
        let plan = plan(queue, settings: settings, count: counted(plan(queue, settings: settings).count))
        return closings(plan).contains { $0.name == "daily" && $0.tally?.alone == [] }
    }

    @Test func `it is said at its time, late when the daemon was not there, and never at night for the morning`() {
        #expect(closesDaily(dueMinutesAgo: 0))
        #expect(closesDaily(dueMinutesAgo: 700))
        #expect(!closesDaily(dueMinutesAgo: 730))
        #expect(!closesDaily(dueMinutesAgo: -1, created: -60_000))
    }

    @Test func `events are in it beside their own message`() {
        let plan = plan(events: 3, settings: daily((minutes + 10) % 1440))
        #expect(plan.fresh.count == 3)
        #expect(
            plan.changes.contains { if case .collect(_, "daily", [101, 102, 103], _) = $0 { true } else { false } })
    }

    @Test func `without one in the configuration it is forgotten`() {
        let plan = plan(queue(collections: [collection("daily", due: 0)]))
        #expect(plan.changes.contains { if case .discard(_, "daily") = $0 { true } else { false } })
    }
}
