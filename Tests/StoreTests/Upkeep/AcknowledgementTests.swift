import Core
import GRDB
import Testing

@testable import Store

struct AcknowledgementTests {
    let state: TemporaryState
    let store: Store

    init() throws {
        state = try TemporaryState()
        store = try state.open()
    }

    private func broken(_ granted: Int = 9, received: Int = 10) -> Report {
        var report = Report.requests("甲局", 2021, carriedIn: 0, carriedOut: 0, received: received)
        report.set("requests.granted.natural_person", .number(Quantity(granted)))
        report.set("requests.granted.total", .number(Quantity(granted)))
        return report
    }

    private func ids(_ rule: String = "%") throws -> [Int64] {
        try store.writer.read {
            try Int64.fetchAll($0, sql: "SELECT id FROM finding WHERE open = 1 AND rule LIKE '\(rule)'")
        }
    }

    private func acknowledgeAll() throws {
        for id in try ids() { _ = try store.acknowledge(finding: id, why: "核实无误", now: .start) }
    }

    @Test func `what is acknowledged stays visible and counts no more`() throws {
        try store.record(.read(broken(), number: 1))
        #expect(try store.reader.reports().first?.verdict == .invalid)
        let id = try #require(try ids().first)
        let first = try store.acknowledge(finding: id, why: "核实无误", now: .start)
        #expect(first.report == 1 && first.verdict == .invalid)
        try acknowledgeAll()
        #expect(try store.reader.reports().first?.verdict == .valid)
        #expect(try store.reader.reports().first?.findings == [.error: 0, .warning: 0, .info: 0])
        let detail = try #require(try store.reader.report(1))
        #expect(detail.findings.count == 2)
        #expect(detail.findings.allSatisfy { $0.acknowledgement == .init(why: "核实无误", at: UnixTime.start.iso8601) })
    }

    @Test func `a receipt names the rules that the verdict comes of, those of neighbour years too`() throws {
        let earlier = Intake.read(.requests("甲局", 2020, carriedIn: 0, carriedOut: 3), number: 2)
        let intakes = [earlier, .read(broken(), number: 1)]
        let receipt = try #require(try store.record(intakes, announcement: .announced).last)
        #expect(receipt.verdict == .invalid)
        #expect(receipt.rules == ["arithmetic.requests-outcomes", "continuity.carried-over"])
        try acknowledgeAll()
        let again = try #require(try store.record(intakes, announcement: .announced).last)
        #expect(again.verdict == .valid && again.rules == [])
    }

    @Test func `it survives revisions in which the same error stands`() throws {
        try store.record(.read(broken(), number: 1))
        try acknowledgeAll()
        var mended = broken()
        mended.textDigest = 3
        try store.record(.read(mended, number: 2))
        #expect(try store.value("SELECT verdict FROM report") == "valid")
        let event = try #require(try store.events([2]).first?.subject)
        #expect(event.findings.map(\.rule) == ["document.revision"])
        #expect(event.verdict == .valid)
        var other = broken()
        other.set("requests.granted.business", .number(3))
        try store.record(.read(other, number: 3))
        #expect(try store.value("SELECT verdict FROM report") == "invalid")
    }

    @Test func `another error in the same cells alerts again, and is no good news`() throws {
        try store.record(.read(broken(), number: 1))
        try acknowledgeAll()
        try store.record(.read(broken(8), number: 2))
        let event = try #require(try store.events([2]).first?.subject)
        #expect(event.verdict == .invalid)
        #expect(event.findings.filter { $0.severity == .error }.map(\.actual) == [8, 8])
        #expect(event.gone == [])
    }

    @Test func `acknowledgements of the version before keep their findings`() throws {
        try store.record(.read(broken(), number: 1))
        try acknowledgeAll()
        let keys = "SELECT group_concat(key) FROM (SELECT key FROM acknowledgement ORDER BY key)"
        let now = try #require(try store.value(keys, as: String.self))
        try store.execute("UPDATE acknowledgement SET key = substr(key, instr(key, 'requests.'))")
        #expect(try store.value(keys, as: String.self) != now)
        try store.writer.write { try IdentityMigration.renameAcknowledgements($0) }
        #expect(try store.value(keys, as: String.self) == now)
        #expect(try store.integer("SELECT count(*) FROM finding WHERE acknowledged IS NULL AND open = 1") == 0)
    }

    @Test func `another reason takes the place of one that stands only when that is said`() throws {
        try store.record(.read(broken(), number: 1))
        try acknowledgeAll()
        let id = try #require(try ids().first)
        let later = UnixTime.start.advanced(milliseconds: 60_000)
        let error = #expect(throws: StoreError.self) { try store.acknowledge(finding: id, why: "另查", now: later) }
        #expect(error?.isRefusal == true)
        #expect(error?.cause.contains("核实无误") == true && error?.cause.contains(UnixTime.start.iso8601) == true)
        #expect(error?.hint.contains("--replace") == true)
        // The same reason again is no other one, and as old as it was.
        _ = try store.acknowledge(finding: id, why: "核实无误", now: later)
        func reason() throws -> StoredFinding.Acknowledgement? {
            try store.reader.report(1)?.findings.first { $0.id == id }?.acknowledgement
        }
        #expect(try reason() == .init(why: "核实无误", at: UnixTime.start.iso8601))
        _ = try store.acknowledge(finding: id, why: "另查", replacing: true, now: later)
        #expect(try reason() == .init(why: "另查", at: later.iso8601))
    }

    @Test func `a warning that the configuration makes an error stays acknowledged`() throws {
        let lenient = Ruleset(severities: [
            "arithmetic.requests-row": .warning, "arithmetic.requests-outcomes": .warning,
        ])
        let state = try TemporaryState()
        do {
            let store = try state.open(lenient)
            try store.record(.read(broken(), number: 1, by: lenient))
            #expect(try store.value("SELECT verdict FROM report") == "flagged")
            for finding in try #require(try store.reader.report(1)).findings {
                _ = try store.acknowledge(finding: finding.id, why: "核实无误", now: .start)
            }
        }
        let store = try state.open()
        let progress = try store.recheck(announcement: .announced, now: { .start })
        #expect(progress.changed == 0 && progress.opened == 2)
        #expect(try store.value("SELECT verdict FROM report") == "valid")
        #expect(try store.integer("SELECT count(*) FROM finding WHERE open = 1 AND severity = 'error'") == 2)
        #expect(try store.log().count == 1)
    }

    @Test func `taken back, it counts again`() throws {
        try store.record(.read(broken(), number: 1))
        try acknowledgeAll()
        let result = try store.withdrawAcknowledgement(of: try #require(try ids().first))
        #expect(result.verdict == .invalid)
        #expect(try store.integer("SELECT count(*) FROM acknowledgement") == 1)
        #expect(throws: StoreError.self) { try store.withdrawAcknowledgement(of: try #require(try ids().first)) }
    }

    @Test func `a neighbour that breaks what is acknowledged already tells nobody`() throws {
        try store.record(
            .read(.requests("甲局", 2021, carriedIn: 0, carriedOut: 3), number: 1),
            .read(.requests("甲局", 2022, carriedIn: 5, carriedOut: 0), number: 2))
        try acknowledgeAll()
        #expect(try store.value("SELECT verdict FROM report WHERE year = 2022") == "valid")
        try store.record(.read(.requests("甲局", 2021, carriedIn: 0, carriedOut: 3, received: 12), number: 3))
        #expect(try store.log().count == 3)
        #expect(try store.value("SELECT verdict FROM report WHERE year = 2022") == "valid")
        _ = try store.recheck(announcement: .announced, now: { .start })
        #expect(try store.log().count == 3)
        try store.record(.read(.requests("甲局", 2021, carriedIn: 0, carriedOut: 4), number: 4))
        #expect(try store.log().last == "report.rejudged 甲局 2022")
    }

    @Test func `findings that do not hold or do not exist are refused with a way out`() throws {
        try store.record(.read(broken(), number: 1))
        let id = try #require(try ids().first)
        try store.record(.read(broken(10), number: 2))
        for (finding, hint) in [(id, "gongkai show 1"), (99, "gongkai show REPORT")] {
            let error = #expect(throws: StoreError.self) {
                try store.acknowledge(finding: finding, why: "x", now: .start)
            }
            #expect(error?.hint.contains(hint) == true)
            #expect(error?.isRefusal == true)
        }
    }

    @Test func `findings without cells are known by figures and words, shares aside`() {
        func key(_ message: String, expected: Int? = nil) -> Acknowledgements.Key {
            .init(
                Finding(
                    rule: "narrative.copied", severity: .warning, message: Message(zh: message, en: ""),
                    expected: expected.map { Quantity($0) }))
        }
        #expect(key("正文约 92% 与甲局相同") == key("正文约93%与甲局 相同"))
        #expect(key("正文约 92% 与甲局相同") != key("正文约 92% 与乙局相同"))
        #expect(key("共 3", expected: 3) != key("共 3", expected: 4))
    }
}
