internal import Core
internal import GRDB

/// What a digest says as it is kept with it, so that every attempt says the same whatever happens to the reports meanwhile.
struct DigestContent {
    let counts: [Verdict: Int]
    let coverage: [Event.Coverage.News: Event.Digest.CoverageCount]
    let worst: [Event.Digest.Item]
    let gone: Event.Digest.Gone
    /// The events about coverage that are named.
    let regions: [Int64]

    /// What was counted, with the worst by name as they are now.
    init(_ tally: DigestTally, _ database: GRDB.Database) throws {
        (counts, coverage, regions) = (tally.counts, tally.coverage, tally.regions)
        worst = try tally.worst.compactMap { try Self.item($0, database) }
        gone = Event.Digest.Gone(
            reports: tally.gone.reports,
            named: try tally.gone.named.compactMap { report in
                guard var item = try Self.item(report.last, database) else { return nil }
                item.gone = report.errors
                // What had errors that were told was invalid, where the first event does not know of one before it.
                item.formerVerdict = try EventReader(database).event(report.first)?.subject?.formerVerdict ?? .invalid
                return item
            })
    }

    /// Reads what ``countsJSON`` and ``worstJSON`` wrote.
    init(counts: [UInt8], worst: [UInt8], _ database: GRDB.Database) throws {
        let stored = FactsJSON(counts) ?? .null
        self.counts = Self.counts(stored)
        var coverage: [Event.Coverage.News: Event.Digest.CoverageCount] = [:]
        for news in Event.Coverage.News.allCases {
            let count = stored["coverage"][news.rawValue]
            guard let events = count[0].integer, let regions = count[1].integer, let agencies = count[2].integer else {
                continue
            }
            coverage[news] = .init(events: events, regions: regions, agencies: agencies)
        }
        self.coverage = coverage
        regions = (stored["coverage"]["named"].elements ?? []).compactMap { $0.integer.map { Int64($0) } }
        self.worst = try (FactsJSON(worst)?.elements ?? []).compactMap { element in
            // A digest that migration 6 counted has events in place of what they said.
            if let event = element.integer { return try Self.item(Int64(event), database) }
            return Event.Digest.Item(element)
        }
        gone = Event.Digest.Gone(
            reports: stored["gone"]["reports"].integer ?? 0,
            named: (stored["gone"]["named"].elements ?? []).compactMap { Event.Digest.Item($0) })
    }

    /// `{"invalid":3,"valid":97,"coverage":{"missing":[events, regions, organs],"named":[event, …]},
    /// "gone":{"reports":1,"named":[{…}]}}`; what is nothing is left out.
    var countsJSON: String {
        var json = CompactJSON()
        json.openObject()
        Self.write(counts, to: &json)
        if !coverage.isEmpty {
            json.name("coverage")
            json.openObject()
            for news in Event.Coverage.News.allCases {
                guard let count = coverage[news] else { continue }
                json.name(news.rawValue)
                json.openArray()
                for number in [count.events, count.regions, count.agencies] { json.integer(number) }
                json.closeArray()
            }
            json.name("named")
            json.openArray()
            for event in regions { json.integer(Int(event)) }
            json.closeArray()
            json.closeObject()
        }
        if gone.reports > 0 {
            json.name("gone")
            json.openObject()
            json.name("reports")
            json.integer(gone.reports)
            json.name("named")
            json.openArray()
            for item in gone.named { item.write(to: &json) }
            json.closeArray()
            json.closeObject()
        }
        json.closeObject()
        return String(decoding: json.bytes, as: UTF8.self)
    }

    /// An object for each of the worst.
    var worstJSON: String {
        var json = CompactJSON()
        json.openArray()
        for item in worst { item.write(to: &json) }
        json.closeArray()
        return String(decoding: json.bytes, as: UTF8.self)
    }

    fileprivate static func counts(_ stored: FactsJSON) -> [Verdict: Int] {
        var counts: [Verdict: Int] = [:]
        for verdict in Verdict.allCases { counts[verdict] = stored[verdict.rawValue].integer }
        return counts
    }

    fileprivate static func write(_ counts: [Verdict: Int], to json: inout CompactJSON) {
        for verdict in Verdict.allCases {
            guard let count = counts[verdict] else { continue }
            json.name(verdict.rawValue)
            json.integer(count)
        }
    }

    /// A report as it was with its event, with the verdict that was counted.
    private static func item(_ member: DigestMember, _ database: GRDB.Database) throws -> Event.Digest.Item? {
        guard var item = try item(member.event, database) else { return nil }
        if case .report(_, let verdict) = member.matter { item.verdict = verdict }
        return item
    }

    private static func item(_ event: Int64, _ database: GRDB.Database) throws -> Event.Digest.Item? {
        guard let subject = try EventReader(database).event(event)?.subject else { return nil }
        let gravest = subject.findings.map(\.severity).max()
        return Event.Digest.Item(
            report: subject.report, verdict: subject.verdict, agency: subject.agency, year: subject.year,
            file: subject.file, finding: subject.findings.first { $0.severity == gravest },
            findings: subject.findings.count)
    }
}

extension Event.Digest {
    /// `{"invalid":3,"valid":97}`, as the initial backlog's event has it.
    var json: String {
        var json = CompactJSON()
        json.openObject()
        DigestContent.write(counts, to: &json)
        json.closeObject()
        return String(decoding: json.bytes, as: UTF8.self)
    }

    /// Reads what ``json`` wrote.
    init(json: [UInt8]) {
        self.init(counts: DigestContent.counts(FactsJSON(json) ?? .null))
    }
}

extension Event.Digest.Item {
    fileprivate func write(to json: inout CompactJSON) {
        json.openObject()
        json.name("report")
        json.integer(Int(report))
        json.name("verdict")
        json.string(verdict.rawValue)
        json.name("agency")
        json.string(agency)
        json.name("year")
        json.integer(year)
        json.name("file")
        json.string(file)
        json.name("findings")
        json.integer(findings)
        if let finding {
            json.name("finding")
            json.openArray()
            for text in [
                finding.rule.description, finding.severity.rawValue, finding.message.chinese, finding.message.english,
            ] {
                json.string(text)
            }
            json.closeArray()
        }
        if let formerVerdict {
            json.name("former_verdict")
            json.string(formerVerdict.rawValue)
        }
        if gone > 0 {
            json.name("gone")
            json.integer(gone)
        }
        json.closeObject()
    }

    fileprivate init?(_ stored: FactsJSON) {
        guard let report = stored["report"].integer,
            let verdict = stored["verdict"].string.flatMap({ Verdict(rawValue: $0) }), let file = stored["file"].string
        else { return nil }
        let finding = stored["finding"]
        var named: Finding?
        if let rule = finding[0].string, let severity = finding[1].string.flatMap({ Severity(rawValue: $0) }),
            let chinese = finding[2].string, let english = finding[3].string
        {
            named = Finding(rule: RuleID(rule), severity: severity, message: Message(zh: chinese, en: english))
        }
        self.init(
            report: Int64(report), verdict: verdict, agency: stored["agency"].string, year: stored["year"].integer,
            file: file, finding: named, findings: stored["findings"].integer ?? 0,
            formerVerdict: stored["former_verdict"].string.flatMap { Verdict(rawValue: $0) },
            gone: stored["gone"].integer ?? 0)
    }
}
