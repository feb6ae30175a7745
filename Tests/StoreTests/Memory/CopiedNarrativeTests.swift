import Core
import Testing

@testable import Store

struct CopiedNarrativeTests {
    let state: TemporaryState
    let store: Store

    init() throws {
        state = try TemporaryState()
        store = try state.open()
    }

    private func intake(
        _ agency: String, _ year: Int, _ number: Int, _ sketch: NarrativeSketch?, received: Int = 10
    ) -> Intake {
        var report = Report.requests(agency, year, carriedIn: 0, carriedOut: 0, received: received)
        report.narrative.sketch = sketch
        report.textDigest = sketch?.signature
        return .read(report, number: number)
    }

    private let text = NarrativeSketch.random(seed: 1)

    private func copies() throws -> [String] { try store.standing("narrative.copied").map { String($0.prefix(7)) } }

    @Test func `another organ's text of the same year is found at the one that had it later`() throws {
        try store.record(
            intake("甲局", 2021, 1, text), intake("乙局", 2021, 2, text?.changed(slots: 20)),
            intake("丙局", 2021, 3, .random(seed: 2)), intake("丁局", 2022, 4, text))
        #expect(try copies() == ["乙局 2021"])
        #expect(
            try store.value("SELECT message FROM finding WHERE rule = 'narrative.copied'")
                == "正文约 92% 与甲局 2021 年度报告（报告 1）相同")
        #expect(try store.integer("SELECT other FROM finding WHERE rule = 'narrative.copied'") == 1)
    }

    @Test func `the most similar text is named, of equals the first`() throws {
        try store.record(
            intake("甲局", 2021, 1, text?.changed(slots: 30)), intake("乙局", 2021, 2, text),
            intake("丙局", 2021, 3, text), intake("丁局", 2021, 4, text))
        #expect(
            try store.value("SELECT group_concat(other) FROM finding WHERE rule = 'narrative.copied'") == "1,2,2")
    }

    @Test func `an organ's own text of an earlier year is found at the later one, whichever came first`() throws {
        try store.record(intake("甲局", 2023, 1, text), intake("甲局", 2020, 2, text))
        #expect(try copies() == ["甲局 2023"])
        #expect(try store.log().last == "report.rejudged 甲局 2023")
        #expect(try store.value("SELECT verdict FROM report WHERE year = 2023") == "flagged")
    }

    @Test func `what is less alike than configured is not judged`() throws {
        var parameters = RuleParameters()
        parameters.copiedSimilarity = 0.95
        let strict = try TemporaryState()
        let store = try strict.open(Ruleset(parameters: parameters))
        try store.record(intake("甲局", 2021, 1, text), intake("乙局", 2021, 2, text?.changed(slots: 20)))
        #expect(try store.standing("narrative.copied") == [])
    }

    @Test func `when the model gets another text the copy is none any more`() throws {
        try store.record(intake("甲局", 2021, 1, text), intake("乙局", 2021, 2, text))
        try store.record(intake("甲局", 2021, 3, .random(seed: 3)))
        #expect(try copies() == [])
        #expect(try store.log().last == "report.rejudged 乙局 2021")
        // Who takes over a text has it from the one that had it.
        try store.record(intake("丙局", 2021, 4, text))
        #expect(try copies() == ["丙局 2021"])
    }

    @Test func `who comes back to a text of its own has not copied it from who took it meanwhile`() throws {
        try store.record(
            intake("甲局", 2021, 1, text), intake("甲局", 2021, 2, .random(seed: 3)), intake("乙局", 2021, 3, text))
        #expect(try copies() == [])
        try store.record(intake("甲局", 2021, 4, text, received: 12))
        #expect(try copies() == ["乙局 2021"])
        #expect(try store.integer("SELECT other FROM finding WHERE rule = 'narrative.copied' AND open = 1") == 1)
        // It stays so when all is judged again, and when the report changes to and fro once more.
        _ = try store.recheck(announcement: .silent, now: { .start })
        #expect(try copies() == ["乙局 2021"])
        try store.record(intake("甲局", 2021, 5, .random(seed: 4)))
        #expect(try copies() == [])
        try store.record(intake("甲局", 2021, 6, text, received: 14))
        #expect(try copies() == ["乙局 2021"])
    }

    @Test func `a revision that keeps the text keeps its place`() throws {
        try store.record(intake("甲局", 2021, 1, text), intake("乙局", 2021, 2, text))
        try store.record(intake("甲局", 2021, 3, text?.changed(slots: 3), received: 12))
        #expect(try copies() == ["乙局 2021"])
    }

    @Test func `a text that is mended out of likeness is copied no more`() throws {
        try store.record(intake("甲局", 2021, 1, text), intake("乙局", 2021, 2, text?.changed(slots: 36)))
        #expect(try copies() == ["乙局 2021"])
        var slots = try #require(text?.slots)
        for index in 0..<10 { slots[255 - index] ^= 0x55 }
        try store.record(intake("甲局", 2021, 3, NarrativeSketch(slots: slots, shingleCount: 1000), received: 12))
        #expect(try copies() == [])
    }

    @Test func `a transaction that is rolled back leaves nothing behind to be found`() throws {
        try store.record(intake("甲局", 2021, 1, .random(seed: 5)))
        try store.execute(
            """
            CREATE TEMP TRIGGER forced BEFORE INSERT ON main.event WHEN NEW.revision = 3
            BEGIN SELECT RAISE (ABORT, 'forced'); END
            """)
        #expect(throws: StoreError.self) {
            try store.record(intake("乙局", 2021, 2, text), intake("丙局", 2021, 3, .random(seed: 6)))
        }
        try store.execute("DROP TRIGGER temp.forced")
        try store.record(
            intake("丁局", 2021, 4, .random(seed: 7)), intake("戊局", 2021, 5, text), intake("己局", 2021, 6, text))
        #expect(try copies() == ["己局 2021"])
        #expect(try store.integer("SELECT other FROM finding WHERE rule = 'narrative.copied'") == 3)
    }

    @Test func `what another process has stored is found after a restart`() throws {
        let later = try TemporaryState()
        do { try later.open().record(intake("甲局", 2021, 1, text)) }
        let store = try later.open()
        try store.record(intake("乙局", 2021, 2, text))
        #expect(try store.standing("narrative.copied").count == 1)
    }
}
