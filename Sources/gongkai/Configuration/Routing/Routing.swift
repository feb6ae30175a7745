import Core

/// Decides which channels an event is for. Pure: the same configuration and event always give the same channels.
struct Routing {
    let routes: [Route]
    /// All channels there are.
    let channels: [String]
    /// The organs, of which some have a channel of their own.
    var organs = OrganDirectory()

    /// The channels an event is for: those of the first route that matches, and of the next ones as long as a route
    /// that matches says `continue`; and those that the roster names for the organs it is about. A digest is for every
    /// channel, and so is everything where there are no routes.
    func channels(for event: Event) -> Set<String> {
        guard !routes.isEmpty, event.subject != nil || event.coverage != nil else { return Set(channels) }
        var result = ownChannels(of: event)
        for route in routes where route.matches(event) {
            result.formUnion(route.channels)
            if !route.continues { break }
        }
        return result
    }

    private func ownChannels(of event: Event) -> Set<String> {
        let region = event.coverage?.region ?? event.subject?.region
        let agencies = event.coverage?.agencies ?? [event.subject?.agency].compactMap(\.self)
        return Set(agencies.compactMap { organs.resolve($0, region: region)?.channel })
    }

    /// Whether an event is for this channel.
    func accepts(channel: String, event: Event) -> Bool {
        channels(for: event).contains(channel)
    }
}

extension Configuration {
    /// What decides which channels an event is for.
    var routing: Routing { Routing(routes: routes, channels: channels.map(\.name), organs: organs) }
}

extension Route {
    /// Whether an event about one report or about coverage fulfils all conditions; one about many has nothing that they
    /// could ask for.
    func matches(_ event: Event) -> Bool {
        if let coverage = event.coverage {
            return match.holds(for: coverage) && match.holds(forEvent: event.kind)
        }
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

    /// The conditions ask for any of its organs; as a finding it is `coverage.missing`, of an organ without a verdict.
    fileprivate func holds(for coverage: Event.Coverage) -> Bool {
        verdict == nil
            && holds(organ) { pattern in coverage.agencies.contains(where: pattern.matches) }
            && holds(kind) { kind in coverage.agencies.contains { AgencyKind(agency: $0) == kind } }
            && holds(region) { $0 == coverage.region }
            && holds(year) { $0 == coverage.year }
            && holds(forFindings: [
                Finding(rule: "coverage.missing", severity: .warning, message: Message(zh: "", en: ""))
            ])
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
