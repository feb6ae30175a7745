import Core
import Testing

@testable import Store

struct RecheckTests {
    let state: TemporaryState

    init() throws { state = try TemporaryState() }

    private func broken(_ agency: String, _ number: Int) -> Intake {
        var report = Report.requests(agency, 2021, carriedIn: 0, carriedOut: 0)
        report.set("requests.granted.total", .number(9))
        return .read(report, number: number)
    }

    private func recheck(_ store: Store, _ announcement: Announcement = .silent) throws -> RecheckProgress {
        try store.recheck(announcement: announcement, now: { .start })
    }

    @Test func `nothing changes while the rules do not`() throws {
        let store = try state.open()
        let corpus = SampleCorpus(seed: 3, faults: .all)
        let intakes = (0..<150).compactMap { index -> Intake? in
            let sample = corpus.sample(at: index)
            guard
                case .report(let report) = ReportReader.read(
                    PlainTextReader.read(sample.text), fileName: Array(sample.fileName.utf8))
            else { return nil }
            return .read(report, number: index)
        }
        _ = try store.record(intakes, announcement: .announced)
        let before = try (store.standing(), store.log().count)
        let progress = try recheck(store)
        #expect(progress.isComplete && progress.judged > 100)
        #expect(progress.opened == 0 && progress.closed == 0 && progress.changed == 0)
        #expect(try (store.standing(), store.log().count) == before)
    }

    @Test func `rules that are off or weigh otherwise are applied, with an event only where the verdict changes`()
        throws
    {
        do {
            let store = try state.open()
            try store.record(broken("甲局", 1), .read(.requests("乙局", 2021, carriedIn: 0, carriedOut: 0), number: 2))
            try store.record(.failure(.empty, content: 9, file: "c.txt"))
        }
        let lenient = Ruleset(
            off: ["arithmetic.requests-row"],
            severities: ["arithmetic.requests-outcomes": .warning, "document.empty": .info])
        let store = try state.open(lenient)
        let progress = try recheck(store, .announced)
        #expect(progress.total == 3 && progress.judged == 3 && progress.changed == 1)
        #expect(progress.closed == 3 && progress.opened == 2)
        #expect(try store.value("SELECT verdict FROM report WHERE agency = '甲局'") == "flagged")
        #expect(try store.value("SELECT verdict FROM report WHERE agency IS NULL") == "unreadable")
        #expect(try store.value("SELECT severity FROM finding WHERE rule = 'document.empty' AND open = 1") == "info")
        #expect(try store.log().dropFirst(3) == ["report.rejudged 甲局 2021"])
        #expect(
            try store.integer("SELECT announced FROM event WHERE id = 4") == 0, "the report is no better than it was")
        let subject = try #require(try store.events([4]).first?.subject)
        #expect(subject.formerVerdict == .invalid && subject.verdict == .flagged)
        #expect(Set(subject.gone.map(\.rule)) == ["arithmetic.requests-row", "arithmetic.requests-outcomes"])
        #expect(try recheck(store).changed == 0)
    }

    @Test func `an error that is really gone is told without those of a rule that is left out`() throws {
        func intake(_ agency: String, _ report: Report, _ number: Int) -> Intake {
            var report = report
            report.identity.claims = [
                IdentityClaim(
                    source: .title, agency: agency, year: report.identity.year, place: Place(line: 1), quote: agency)
            ]
            return .read(report, number: number)
        }
        do {
            let store = try state.open(roster: [Organ(name: "甲委", aliases: ["甲局"])])
            var later = Report.requests("甲委", 2022, carriedIn: 5, carriedOut: 0)
            later.set("requests.granted.total", .number(9))
            try store.record(
                intake("甲委", .requests("甲委", 2021, carriedIn: 0, carriedOut: 3), 1), intake("甲局", later, 2))
            #expect(try store.standing().count == 4)
        }
        let roster = [Organ(name: "甲局"), Organ(name: "甲委")]
        let store = try state.open(
            Ruleset(off: ["arithmetic.requests-row", "arithmetic.requests-outcomes"]), roster: roster)
        let progress = try recheck(store, .announced)
        #expect(progress.closed == 4 && progress.changed == 1 && progress.opened == 0)
        #expect(try store.value("SELECT group_concat(announced) FROM event") == "1,1,0,1")
        let subject = try #require(try store.events([4]).first?.subject)
        #expect(subject.verdict == .valid && subject.formerVerdict == .invalid)
        #expect(Set(subject.gone.map(\.rule)) == ["continuity.carried-over"])
    }

    @Test func `what new names bring about is counted`() throws {
        do {
            let store = try state.open()
            try store.record(
                .read(.requests("甲局", 2021, carriedIn: 0, carriedOut: 3), number: 1),
                .read(.requests("乙局", 2022, carriedIn: 5, carriedOut: 0), number: 2))
        }
        let store = try state.open(roster: [Organ(name: "乙局", aliases: ["甲局"])])
        let progress = try recheck(store)
        #expect(progress.opened == 2 && progress.closed == 0 && progress.changed == 1)
    }

    @Test func `what was found of the file stays`() throws {
        let store = try state.open()
        var damaged = broken("甲局", 1)
        let damage = Finding(rule: "document.encoding", severity: .info, message: Message(zh: "损坏", en: "damaged"))
        damaged.examination.findings.append(damage)
        try store.record(damaged)
        _ = try recheck(store)
        #expect(try store.reader.report(1)?.examination.findings.last == damage)
    }

    @Test func `it stops between batches and says how far it came`() throws {
        let store = try state.open()
        let intakes = (0..<200).map { broken("\($0)局", $0) }
        _ = try store.record(intakes, announcement: .silent)
        var calls = 0
        let progress = try store.recheck(
            announcement: .silent, now: { .start }, isCancelled: { calls == 2 }, progress: { _ in calls += 1 })
        #expect(progress.judged == 128 && progress.total == 200 && !progress.isComplete)
    }
}
