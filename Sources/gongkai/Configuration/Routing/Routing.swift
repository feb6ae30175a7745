import Core
import Notifier

/// Decides what becomes of an event on which channel. Pure: the same configuration, silences and event always give the
/// same.
struct Routing {
    let routes: [Route]
    /// All channels there are.
    let channels: [String]
    /// The organs, of which some have a channel of their own.
    var organs = OrganDirectory()
    /// Each channel's fallback.
    var fallbacks: [String: String] = [:]
    /// The channels of the digest of the day; all when none is named.
    var dailyChannels: [String] = []
    /// The channels of the sign of life; all when none is named.
    var heartbeatChannels: [String] = []

    /// The channels an event is for, each with the first route that leads there: those that the routes give it; those they
    /// gave the bad news that it takes back; and those that the roster names for the organs it is about. Without routes
    /// everything is for every channel.
    func routed(_ event: Event) -> [String: Int?] {
        guard !routes.isEmpty else { return Dictionary(uniqueKeysWithValues: channels.map { ($0, nil) }) }
        var result: [String: Int?] = [:]
        for event in [event, event.beforeGoodNews].compactMap(\.self) {
            for (channel, index) in matched(event) where result[channel] == nil { result[channel] = index }
        }
        for channel in ownChannels(of: event) where result[channel] == nil { result[channel] = .some(nil) }
        return result
    }

    /// The channels of the first route that matches, and of the next ones as long as a route that matches says `continue`.
    private func matched(_ event: Event) -> [String: Int] {
        var result: [String: Int] = [:]
        for (index, route) in routes.enumerated() where route.matches(event) {
            for channel in route.channels where result[channel] == nil { result[channel] = index }
            if !route.continues { break }
        }
        return result
    }

    private func ownChannels(of event: Event) -> [String] {
        let region = event.coverage?.region ?? event.subject?.region
        let agencies = event.coverage?.agencies ?? [event.subject?.agency].compactMap(\.self)
        return agencies.compactMap { organs.resolve($0, region: region)?.channel }
    }

    /// The channels an event is for.
    func channels(for event: Event) -> Set<String> {
        Set(channels.filter { placement(of: event, on: $0) != .nowhere })
    }

    /// What becomes of an event on a channel; `silence` is the id of a silence that holds for it.
    func placement(of event: Event, on channel: String, silence: (Event) -> Int64? = { _ in nil }) -> Placement {
        switch event.kind {
        case .digest: return .alone
        case .heartbeat: return isNamed(channel, in: heartbeatChannels) ? .alone : .nowhere
        case .deliveryDead: return event.undelivered?.audience.contains(channel) == true ? .alone : .nowhere
        case .reportValidated, .reportRevised, .reportRejudged, .reportFailed, .coverageMissing, .coverageWithdrawn:
            guard let route = routed(event)[channel] else { return .nowhere }
            if let silence = silence(event) { return .silenced(by: silence) }
            guard let route, let group = routes[route].group else { return .alone }
            return .grouped(
                MessageGroup(
                    wait: Int64(group.waitSeconds) * 1000, interval: Int64(group.intervalSeconds) * 1000,
                    most: mostMessages(to: channel)))
        }
    }

    /// How many messages all groups together give a channel at a time: what each of them says is kept.
    private func mostMessages(to channel: String) -> Int {
        routes.lazy.filter { $0.channels.contains(channel) }.compactMap(\.group?.maximumMessagesPerInterval).min() ?? 1
    }

    /// Whether the digest of the day counts an event on a channel: what the routes give it; everything where none leads
    /// there, for then the digest is all that it gets.
    func isInDailyDigest(_ event: Event, on channel: String) -> Bool {
        guard isNamed(channel, in: dailyChannels) else { return false }
        let isReached = routes.isEmpty || routes.contains { $0.channels.contains(channel) }
        return !isReached || routed(event)[channel] != nil
    }

    /// Who hears that messages to a channel were given up: its fallback, and the channels of routes that ask for it.
    func audience(of channel: String) -> (fallback: String?, others: [String]) {
        let asking = routes.filter { $0.match.event?.contains(.delivery) == true && $0.send.contains(.failures) }
        var others: [String] = []
        for name in asking.flatMap(\.channels) where name != channel && !others.contains(name) { others.append(name) }
        let fallback = fallbacks[channel]
        return (fallback, others.filter { $0 != fallback })
    }

    private func isNamed(_ channel: String, in names: [String]) -> Bool {
        names.isEmpty || names.contains(channel)
    }
}

extension Configuration {
    /// What decides which channels an event is for.
    var routing: Routing {
        var fallbacks: [String: String] = [:]
        for (name, channel) in channels { fallbacks[name] = channel.fallback }
        return Routing(
            routes: routes, channels: channels.map(\.name), organs: organs, fallbacks: fallbacks,
            dailyChannels: dailyDigest?.channels ?? [], heartbeatChannels: heartbeat?.channels ?? [])
    }
}

extension Route {
    /// Whether an event fulfils all conditions.
    func matches(_ event: Event) -> Bool {
        send.contains(Content(of: event.kind)) && match.matches(event)
    }
}

extension Route.Content {
    fileprivate init(of kind: EventKind) {
        switch kind {
        case .reportFailed, .deliveryDead: self = .failures
        case .reportValidated, .reportRevised, .reportRejudged, .coverageMissing, .coverageWithdrawn, .digest,
            .heartbeat:
            self = .summaries
        }
    }
}

extension Event {
    /// An event that ends errors as it would have been while they stood; nil for one that ends none.
    fileprivate var beforeGoodNews: Event? {
        guard let subject, let formerVerdict = subject.formerVerdict, !subject.gone.isEmpty else { return nil }
        var event = self
        event.subject?.verdict = formerVerdict
        event.subject?.findings += subject.gone
        return event
    }
}

extension Route.Match {
    /// Whether nothing an event tells would be missed by whoever asked for silence about this: all its organs fit, and
    /// where `severity` or `rule` is asked for, so does every error and warning it tells, and every one it takes back.
    func covers(_ event: Event) -> Bool {
        guard matches(event) else { return false }
        if let coverage = event.coverage { return coverage.agencies.allSatisfy { holds(forAgency: $0) } }
        guard let subject = event.subject, severity != nil || rule != nil else { return true }
        return (subject.findings + subject.gone).allSatisfy { $0.severity == .info || holds(forFinding: $0) }
    }

    /// Whether an event fulfils all conditions; one about the daemon itself has nothing that they could ask for.
    func matches(_ event: Event) -> Bool {
        guard holds(forEvent: event.kind) else { return false }
        if let subject = event.subject { return holds(for: subject) }
        if let coverage = event.coverage { return holds(for: coverage) }
        return isEverything
    }

    private func holds(for subject: Event.Subject) -> Bool {
        holds(verdict) { $0 == subject.verdict }
            && holds(organ) { pattern in subject.agency.map(pattern.matches) ?? false }
            && holds(kind) { $0 == subject.agencyKind }
            && holds(region) { $0 == subject.region }
            && holds(year) { $0 == subject.year }
            && holds(forFindings: subject.findings)
    }

    /// Organs without a report have no verdict; what is found of them is one rule's, a warning.
    private func holds(for coverage: Event.Coverage) -> Bool {
        verdict == nil && holds(severity) { $0 == .warning }
            && coverage.agencies.contains { holds(forAgency: $0) }
            && holds(region) { $0 == coverage.region }
            && holds(year) { $0 == coverage.year }
            && holds(rule) { $0.matches("coverage.missing") }
    }

    /// `severity` and `rule` ask for one finding that is both: "an error of arithmetic", not "some error, and
    /// something about arithmetic".
    private func holds(forFindings findings: [Finding]) -> Bool {
        severity == nil && rule == nil || findings.contains { holds(forFinding: $0) }
    }

    private func holds(forFinding finding: Finding) -> Bool {
        holds(severity) { $0 == finding.severity } && holds(rule) { $0.matches(finding.rule.description) }
    }

    private func holds(forAgency agency: String) -> Bool {
        holds(organ) { $0.matches(agency) } && holds(kind) { $0 == AgencyKind(agency: agency) }
    }

    private func holds(forEvent kind: EventKind) -> Bool {
        holds(event) { $0 == Topic(of: kind) }
    }

    private func holds<Element>(_ condition: [Element]?, _ fits: (Element) -> Bool) -> Bool {
        condition?.contains(where: fits) ?? true
    }
}

extension Route.Match.Topic {
    /// What an event of this kind is about; nil for one that is about many, or about the daemon.
    fileprivate init?(of kind: EventKind) {
        switch kind {
        case .reportValidated, .reportRejudged: self = .report
        case .reportRevised: self = .revision
        case .reportFailed: self = .failure
        case .coverageMissing, .coverageWithdrawn: self = .coverage
        case .deliveryDead: self = .delivery
        case .digest, .heartbeat: return nil
        }
    }
}
