internal import Core

extension MemoryEventLog.Entry {
    var isGivenUp: Bool {
        if case .ended(let fate) = phase { fate.isGivenUp } else { false }
    }

    mutating func bringForward(to now: UnixTime, from limit: UnixTime) {
        if case .pending(let due) = phase, due > limit { phase = .pending(due: now) }
    }
}

/// What each change of the outbox does.
extension MemoryEventLog.State {
    mutating func apply(_ change: OutboxChange, _ now: UnixTime, _ makeID: () -> String) throws {
        switch change {
        case .pass(let channel, let from, let to):
            guard positions[channel] == from else { throw MemoryEventLog.Failure(description: "\(channel) has moved") }
            positions[channel] = to
        case .add(let id, let channel, let event, let isMergeable, let begun):
            add(id, channel, [event], now, isMergeable: isMergeable)
            if begun { try begin(id) }
        case .begin(let id): try begin(id)
        case .finish(let id, let result): try finish(id, result, now)
        case .setAside(let id): if let index = indices[id] { entries[index].delivery.isAside = true }
        case .collect(let channel, let name, let events, let due):
            let index = collection(channel, name, due, now, makeID)
            entries[index].events += events
            entries[index].delivery.dueAt = min(entries[index].delivery.dueAt, due)
        case .merge(let channel, let name, let due):
            let sources = (openEntries[channel] ?? []).filter { index in
                let entry = entries[index]
                guard case .pending = entry.phase, entry.collecting == nil else { return false }
                return entry.delivery.attempts == 0 && entry.delivery.isMergeable
            }
            let target = collection(channel, name, due, now, makeID)
            for source in sources { entries[target].events += entries[source].events }
            remove(sources, from: channel)
        case .close(let channel, let name, let tally):
            closings[channel, default: [:]][name] = now
            guard let index = open(channel, name) else { return }
            let events = entries[index].events.sorted()
            remove([index], from: channel)
            for event in tally?.alone ?? events { add(makeID(), channel, [event], now, isMergeable: true) }
            if let tally {
                let rest = events.filter { !tally.alone.contains($0) && !tally.overtaken.contains($0) }
                guard !rest.isEmpty else { return }
                add(makeID(), channel, rest, now, isMergeable: name != "daily", isDigest: true)
                entries[entries.count - 1].tally = tally
            }
        case .makeDue(let channel):
            for index in entries.indices where entries[index].delivery.channel == channel {
                let isLimited = [.rateLimited, .quota].contains(entries[index].results.last?.outcome)
                if !isLimited { entries[index].bringForward(to: now, from: now) }
            }
        case .clockSetBack(let longestWait):
            for index in entries.indices {
                entries[index].bringForward(to: now, from: now.advanced(milliseconds: longestWait))
            }
        case .discard(let channel, let name): if let index = open(channel, name) { remove([index], from: channel) }
        case .silenced(let silence, let count): silenced[silence, default: 0] += count
        case .heartbeat(let day):
            if heartbeats.insert(day).inserted { log(Event(id: 0, kind: .heartbeat, occurredAt: now, subject: nil)) }
        case .tellUndelivered(let channel, let audience):
            let untold = entries.indices.filter { index in
                entries[index].delivery.channel == channel && entries[index].isGivenUp && !entries[index].isTold
            }
            guard let last = untold.last else { return }
            for index in untold { entries[index].isTold = true }
            guard !audience.isEmpty else { return }
            let undelivered = Event.Undelivered(
                channel: channel, count: untold.count, delivery: entries[last].delivery.id,
                error: entries[last].results.last?.error,
                uncertain: untold.count { entries[$0].phase != .ended(.dead) }, audience: audience)
            log(Event(id: 0, kind: .deliveryDead, occurredAt: now, subject: nil, undelivered: undelivered))
        }
    }

    private mutating func log(_ event: Event) {
        var event = event
        event.id = Int64(events.count + 1)
        events.append(event)
    }

    private mutating func add(
        _ id: String, _ channel: String, _ events: [Int64], _ now: UnixTime, isMergeable: Bool, isDigest: Bool = false
    ) {
        let delivery = Delivery(
            id: id, channel: channel, event: events.last ?? 0, covers: events.count, isDigest: isDigest,
            createdAt: now, isMergeable: isMergeable)
        indices[id] = entries.count
        openEntries[channel, default: []].append(entries.count)
        entries.append(MemoryEventLog.Entry(delivery: delivery, phase: .pending(due: now), events: events))
    }

    /// Whether somebody has given it up, as a test does that sets its phase.
    func isDropped(_ id: String) -> Bool {
        guard let index = indices[id], case .ended = entries[index].phase else { return false }
        return true
    }

    func open(_ channel: String, _ name: String) -> Int? {
        entries.firstIndex { $0.delivery.channel == channel && $0.collecting == name }
    }

    private mutating func collection(
        _ channel: String, _ name: String, _ due: UnixTime, _ now: UnixTime, _ makeID: () -> String
    ) -> Int {
        if let index = open(channel, name) { return index }
        add(makeID(), channel, [], now, isMergeable: true, isDigest: true)
        entries[entries.count - 1].collecting = name
        entries[entries.count - 1].delivery.dueAt = due
        return entries.count - 1
    }

    /// Their places stay, so that those of others do.
    private mutating func remove(_ indices: [Int], from channel: String) {
        for index in indices {
            entries[index].phase = .ended(.notSent)
            entries[index].collecting = nil
            entries[index].events = []
        }
        openEntries[channel]?.removeAll { indices.contains($0) }
    }

    private mutating func begin(_ id: String) throws {
        guard let index = indices[id], case .pending = entries[index].phase else {
            throw MemoryEventLog.Failure(description: "\(id) is not pending")
        }
        entries[index].phase = .sending
        entries[index].delivery.attempts += 1
    }

    private mutating func finish(_ id: String, _ result: AttemptResult, _ now: UnixTime) throws {
        guard let index = indices[id], entries[index].phase == .sending else {
            throw MemoryEventLog.Failure(description: "\(id) was not begun")
        }
        switch result.fate {
        case .retry(let moment), .ambiguous(let moment?): entries[index].phase = .pending(due: moment)
        case .notSent:
            entries[index].phase = .pending(due: entries[index].delivery.createdAt)
            entries[index].delivery.attempts -= 1
            return
        case .delivered, .accepted, .dead, .ambiguous(nil): entries[index].phase = .ended(result.fate)
        }
        entries[index].results.append(result)
        if result.outcome == .ambiguous { entries[index].delivery.mayHaveArrived = true }
        if result.outcome == .unclear { entries[index].delivery.unclearAnswers += 1 }
        let channel = entries[index].delivery.channel
        ends.append((channel, now, result.outcome))
        if result.outcome == .success { successes[channel] = now }
    }
}
