import Core

/// Decides which channels an event is for. Pure: the same configuration and event always give the same channels.
struct Routing {
    let routes: [Route]
    /// All channels there are.
    let channels: [String]

    /// The channels an event is for: those of the first route that matches, and of the next ones as long as a route
    /// that matches says `continue`. A digest is for every channel, and so is everything where there are no routes.
    func channels(for event: Event) -> Set<String> {
        guard !routes.isEmpty, event.subject != nil else { return Set(channels) }
        var result: Set<String> = []
        for route in routes where route.matches(event) {
            result.formUnion(route.channels)
            if !route.continues { break }
        }
        return result
    }

    /// Whether an event is for this channel.
    func accepts(channel: String, event: Event) -> Bool {
        channels(for: event).contains(channel)
    }
}

extension Configuration {
    /// What decides which channels an event is for.
    var routing: Routing { Routing(routes: routes, channels: channels.map(\.name)) }
}

extension Route {
    /// Whether an event about one report fulfils all conditions; one about many has nothing that they could ask for.
    func matches(_ event: Event) -> Bool {
        guard let subject = event.subject else { return match.isEverything }
        return match.holds(for: subject) && match.holds(forEvent: event.kind)
    }
}

extension Route.Match {
    fileprivate func holds(for subject: Event.Subject) -> Bool {
        holds(verdict) { $0 == subject.verdict }
            && holds(organ) { pattern in subject.agency.map(pattern.matches) ?? false }
            && holds(kind) { $0 == subject.agencyKind }
            && holds(region) { $0 == subject.region }
            && holds(year) { $0 == subject.year }
            && holds(forFindings: subject.findings)
    }

    /// `severity` and `rule` ask for one finding that is both: "an error of arithmetic", not "some error, and
    /// something about arithmetic".
    private func holds(forFindings findings: [Finding]) -> Bool {
        if severity == nil, rule == nil { return true }
        return findings.contains { finding in
            holds(severity) { $0 == finding.severity } && holds(rule) { $0.matches(finding.rule.description) }
        }
    }

    fileprivate func holds(forEvent kind: EventKind) -> Bool {
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
