internal import Core

/// What to do next with one channel's outbox: which messages to begin, which events to take up, what becomes of those
/// that waited for company. Pure: the outbox, the log and the time come in, changes come out.
///
/// Messages keep the order of their events: one that has to be repeated holds back those behind it. Three things bound
/// that. While a channel that people read waits, what is behind becomes one digest. A message that failed often and for
/// long is suspected to be itself the reason: then the next one is tried in turn with it, and once that one goes through,
/// the first goes aside and is repeated at its own times. And a refused message is over at once.
struct LanePlan {
    /// The collection of what waits until the channel may send again.
    static let waiting = "waiting"
    /// The collection of the day's digest.
    static let daily = "daily"
    /// A wait so short is no reason for a digest, milliseconds.
    static let shortWait: Int64 = 2_000
    /// How late a group may be closed and still be as many messages as it has events, milliseconds.
    static let punctual: Int64 = 10_000
    /// How late the digest of the day may be said; after that its events are part of the next, milliseconds.
    static let latestDaily: Int64 = 12 * 3_600_000
    /// When a message is suspected to be itself the reason of its failures.
    static let suspiciousAttempts = 8
    static let suspiciousAge: Int64 = 10 * 60_000
    /// How many events are gathered in one step: each costs some ten microseconds, in which no other channel sends.
    static let gatheredAtOnce = 250
    /// How many events are taken up in one step where most of them are sent alone.
    static let takenAtOnce = 32

    /// What is known of the channel beside its outbox.
    struct Channel {
        let name: String
        let settings: DeliverySettings
        let gate: Gate
        let closings: [String: UnixTime]
        /// How many messages to begin at once at most.
        let batchLimit: Int
        /// Whether the log may have events that the channel has not passed.
        let mayHaveNews: Bool
        /// Whether the last events taken up were none to be sent alone, so that the next may be many.
        let isGathering: Bool
        /// A collection that is counted, to become a digest.
        let count: DigestCount?
    }

    private(set) var changes: [OutboxChange] = []
    /// Deliveries to begin that were in the outbox.
    private(set) var begun: [Delivery] = []
    /// Deliveries to begin that are made with this step, with their events.
    private(set) var fresh: [(delivery: Delivery, event: Event)] = []
    /// The delivery that is passed by, by way of trial.
    private(set) var suspect: String?
    /// When to look again if nothing happens before; nil for never.
    private(set) var lookAt: UnixTime?
    /// Whether the log may still have events for the channel.
    private(set) var mayHaveNews: Bool
    /// When the log's next event is released; nil when none waits for that.
    private(set) var releaseAt: UnixTime?
    /// Why the channel waits; nil when it does not.
    private(set) var wait: Wait?
    /// Whether the events taken up were none to be sent alone.
    private(set) var isGathering = false
    /// Whether the channel waits, and events are gathered until it may send.
    private(set) var isGatheringMeanwhile = false
    /// How many events were kept from the channel by a silence.
    private(set) var silenced = 0
    /// The collection that has to be counted before it can be closed.
    private(set) var count: DigestCount?

    private let channel: Channel
    private let now: UnixTime
    /// When collections were last closed, with those that this plan closes.
    private var closings: [String: UnixTime]

    /// Makes a plan.
    ///
    /// - Parameters:
    ///   - channel: what is known of the channel.
    ///   - queue: what waits in its outbox.
    ///   - now: the moment.
    ///   - makeID: a new delivery's id.
    ///   - offer: reads at most so many events that the channel has not passed.
    init(
        _ channel: Channel, queue: DeliveryQueue, now: UnixTime, makeID: () -> String, offer: (Int) throws -> Offer
    ) rethrows {
        self.channel = channel
        self.now = now
        mayHaveNews = channel.mayHaveNews
        closings = channel.closings
        let settings = channel.settings
        let muted = MuteWindow.end(of: settings.mutes, channel: channel.name, at: now, in: settings.zone)
        let gateWait = channel.gate.wait(at: now, mutedUntil: muted)
        let next = choose(queue)
        // A message that is due later holds back those behind it like a closed gate.
        let heldBack = next.flatMap { $0.dueAt > now ? Wait(until: $0.dueAt, reason: .failing) : nil }
        wait = [gateWait, heldBack].compactMap { $0 }.max { $0.until < $1.until }
        look(at: wait?.until)
        closeDue(queue.collections, isOpen: gateWait == nil)
        // Events that came into the collection meanwhile would make the count a wrong one.
        if count != nil { return }
        if changes.isEmpty, gateWait == nil, let aside = queue.aside.first, aside.dueAt <= now {
            begun = [aside]
            changes = [.begin(id: aside.id)]
            return
        }
        look(at: queue.aside.first.map { max($0.dueAt, gateWait?.until ?? $0.dueAt) })
        if let wait {
            let isLong = wait.until.milliseconds - now.milliseconds > LanePlan.shortWait
            if isLong, wait.reason == .muted || channel.gate.limiter.isBounded {
                isGatheringMeanwhile = true
                try gather(queue, until: wait.until, makeID, offer)
            }
        } else if let next {
            begin(next, queue)
        } else if let waiting = queue.collections.first(where: { $0.name == LanePlan.waiting }) {
            close(waiting, most: 1)
        } else if channel.mayHaveNews {
            try take(makeID, offer)
        }
    }

    /// How many events wait for company once the changes of this plan are made.
    func collected(of queue: DeliveryQueue) -> Int {
        let before = queue.collections.reduce(0) { $0 + $1.covers }
        return changes.reduce(before) { count, change in
            switch change {
            case .collect(_, _, let events, _): count + events.count
            case .merge: count + queue.ordered.count { $0.isMergeable }
            case .close(_, let name, _), .discard(_, let name):
                count - (queue.collections.first { $0.name == name }?.covers ?? 0)
            default: count
            }
        }
    }

    private mutating func look(at moment: UnixTime?) {
        guard let moment else { return }
        lookAt = min(lookAt ?? moment, moment)
    }

    // MARK: What waits

    /// The message whose turn it is: the oldest, or the one behind it when the oldest is suspected and has had its turn.
    private mutating func choose(_ queue: DeliveryQueue) -> Delivery? {
        guard let first = queue.ordered.first, isSuspicious(first), queue.ordered.count > 1 else {
            return queue.ordered.first
        }
        let second = queue.ordered[1]
        guard second.attempts <= first.attempts - LanePlan.suspiciousAttempts else { return first }
        suspect = first.id
        return second
    }

    private func isSuspicious(_ delivery: Delivery) -> Bool {
        guard delivery.attempts >= LanePlan.suspiciousAttempts, let first = delivery.firstAttemptAt else {
            return false
        }
        return now.milliseconds - first.milliseconds >= LanePlan.suspiciousAge
    }

    private mutating func begin(_ next: Delivery, _ queue: DeliveryQueue) {
        let capacity = min(channel.batchLimit, channel.gate.capacity(at: now))
        begun = suspect == nil ? Array(queue.ordered.prefix(max(1, capacity)).prefix { $0.dueAt <= now }) : [next]
        changes += begun.map { .begin(id: $0.id) }
    }

    private mutating func closeDue(_ collections: [Core.Collection], isOpen: Bool) {
        let isWaiting = collections.contains { $0.name == LanePlan.waiting }
        for collection in collections where collection.name != LanePlan.waiting {
            if collection.name == LanePlan.daily {
                closeDaily(collection, isOpen: isOpen)
            } else if collection.dueAt > now {
                look(at: collection.dueAt)
            } else if isOpen, !isWaiting {
                // A group may have overtaken what waits for the channel, which goes first.
                let isPunctual = now.milliseconds - collection.dueAt.milliseconds <= LanePlan.punctual
                let most = isPunctual ? MessageGroup.most(in: collection.name) : 1
                close(collection, most: most)
            }
        }
    }

    private mutating func closeDaily(_ collection: Core.Collection, isOpen: Bool) {
        guard let time = channel.settings.dailyDigest else {
            changes.append(.discard(channel: channel.name, name: collection.name))
            return
        }
        // The moment follows the configuration, which may have changed since.
        let due = channel.settings.zone.next(time, after: collection.createdAt)
        if due > now {
            look(at: due)
        } else if now.milliseconds - channel.settings.zone.last(time, before: now).moment.milliseconds
            > LanePlan.latestDaily
        {
            look(at: channel.settings.zone.next(time, after: now))
        } else if isOpen {
            close(collection, most: 0)
        }
    }

    /// Makes messages of a collection, of a large one as soon as it is counted.
    private mutating func close(_ collection: Core.Collection, most: Int) {
        look(at: now)
        let tally = channel.count?.tally(of: collection)
        if collection.covers <= most || tally != nil {
            changes.append(.close(channel: channel.name, name: collection.name, tally: tally))
            closings[collection.name] = now
        } else if count == nil {
            count = DigestCount(collection, most: most)
        }
    }

    // MARK: Events

    /// Takes up events; those that are alone are begun with the same transaction, as many as may go now.
    private mutating func take(_ makeID: () -> String, _ offer: (Int) throws -> Offer) rethrows {
        let capacity = max(1, min(channel.batchLimit, channel.gate.capacity(at: now)))
        let limit = channel.isGathering ? LanePlan.gatheredAtOnce : max(capacity, LanePlan.takenAtOnce)
        try pass(offer(limit)) { plan, event in
            let delivery = plan.add(event, id: makeID(), begun: plan.fresh.count < capacity)
            if plan.fresh.count < capacity { plan.fresh.append((delivery, event)) }
        }
        isGathering = fresh.isEmpty
    }

    private mutating func add(_ event: Event, id: String, begun: Bool) -> Delivery {
        changes.append(
            .add(id: id, channel: channel.name, event: event.id, isMergeable: event.fitsInDigest, begun: begun))
        return Delivery(
            id: id, channel: channel.name, event: event.id, createdAt: now, isMergeable: event.fitsInDigest)
    }

    /// Gathers what waits, and events meanwhile, into one collection, which becomes a digest when the channel may send.
    private mutating func gather(
        _ queue: DeliveryQueue, until: UnixTime, _ makeID: () -> String, _ offer: (Int) throws -> Offer
    ) rethrows {
        let gathered = queue.collections.first { $0.name == LanePlan.waiting }?.covers ?? 0
        let mergeable = queue.ordered.count { $0.isMergeable }
        if mergeable > 0, mergeable + gathered > 1 {
            changes.append(.merge(channel: channel.name, name: LanePlan.waiting, due: until))
        }
        guard channel.mayHaveNews else { return }
        var gathering: [Int64] = []
        try pass(offer(LanePlan.gatheredAtOnce)) { plan, event in
            if event.fitsInDigest {
                gathering.append(event.id)
            } else {
                _ = plan.add(event, id: makeID(), begun: false)
            }
        }
        guard !gathering.isEmpty else { return }
        changes.append(
            .collect(channel: channel.name, name: LanePlan.waiting, events: gathering, due: until))
    }

    /// Moves the channel past events: to their collections, to nowhere, or to `alone`. The latter come last, because they
    /// overtake what is collected.
    private mutating func pass(_ offer: Offer, alone: (inout LanePlan, Event) -> Void) {
        var single: [Event] = []
        var grouped: [String: (events: [Int64], due: UnixTime)] = [:]
        var daily: [Int64] = []
        var silences: [Int64: Int] = [:]
        for event in offer.events {
            if channel.settings.dailyDigest != nil, event.fitsInDigest,
                channel.settings.isInDailyDigest(event, channel.name)
            {
                daily.append(event.id)
            }
            switch channel.settings.route(event, channel.name) {
            case .nowhere: break
            case .silenced(let silence): silences[silence, default: 0] += 1
            case .alone: single.append(event)
            case .grouped where !event.fitsInDigest: single.append(event)
            case .grouped(let group):
                let due = group.closing(begunAt: now, lastClosing: closings[group.collection])
                grouped[group.collection, default: ([], due)].events.append(event.id)
                grouped[group.collection, default: ([], due)].due.bringForward(to: due)
            }
        }
        for (name, group) in grouped.sorted(by: { $0.key < $1.key }) {
            changes.append(.collect(channel: channel.name, name: name, events: group.events, due: group.due))
            look(at: now)
        }
        if !daily.isEmpty, let time = channel.settings.dailyDigest {
            let due = channel.settings.zone.next(time, after: now)
            changes.append(.collect(channel: channel.name, name: LanePlan.daily, events: daily, due: due))
            look(at: due)
        }
        for event in single { alone(&self, event) }
        for (silence, count) in silences.sorted(by: { $0.key < $1.key }) {
            changes.append(.silenced(silence: silence, count: count))
            silenced += count
        }
        if offer.end > offer.position {
            changes.append(.pass(channel: channel.name, from: offer.position, to: offer.end))
        }
        mayHaveNews = offer.end > offer.position
        releaseAt = offer.nextRelease
    }
}

extension MessageGroup {
    /// The name of its collection. Whatever waits differ, routes to a channel share it, for what they give it together is
    /// bounded; and it says how many messages it may become, so that one whose group is no more is closed as it was meant.
    var collection: String { "group \(most)" }

    /// How many messages a collection of that name may become.
    static func most(in collection: String) -> Int {
        collection.split(separator: " ").last.flatMap { Int($0) } ?? 1
    }
}

extension UnixTime {
    fileprivate mutating func bringForward(to moment: UnixTime) { self = min(self, moment) }
}

extension Event {
    /// Whether a digest counts what it tells: a report's verdict, or organs without a report.
    fileprivate var fitsInDigest: Bool { subject != nil || coverage != nil }
}
