import Core
import Testing

@testable import Store

@Suite struct SidecarStoreTests {
    private func intake(_ region: String?, content: UInt8 = 1, sidecar: UInt8?) -> Intake {
        var intake = Intake.report("城关镇人民政府", 2023, content: content, file: "a.txt")
        intake.examination.report?.identity.region = region
        intake.sidecar = sidecar.map { number in
            SidecarIntake(
                file: .named("a.txt.meta.json", content: number), content: .of(number), text: #"{"x":\#(number)}"#)
        }
        return intake
    }

    @Test func `a sidecar that comes later is kept and moves its report`() throws {
        let state = try TemporaryState()
        let store = try state.open()
        try store.record(intake(nil, sidecar: nil))
        let receipts = try store.record(intake("A县", sidecar: 7))
        #expect(receipts == [.rejudged(revision: 1, report: 1)])
        #expect(try store.value("SELECT region FROM report", as: String.self) == "A县")
        #expect(try store.integer("SELECT count(*) FROM revision") == 1)
        #expect(try store.value("SELECT content FROM sidecar", as: String.self) == #"{"x":7}"#)
        #expect(try store.record(intake("A县", sidecar: 7)) == [.duplicate(revision: 1)])
        #expect(try store.record(intake("B县", sidecar: 8)) == [.rejudged(revision: 1, report: 1)])
        #expect(try store.value("SELECT region FROM report", as: String.self) == "B县")
    }

    @Test func `a restart knows the stamps of sidecars too`() throws {
        let state = try TemporaryState()
        let store = try state.open()
        try store.record(intake("A县", sidecar: 7))
        var stamps: [FileStamp] = []
        try store.forEachFile { stamps.append($0) }
        #expect(
            Set(stamps) == [.named("a.txt", content: 1), .named("a.txt.meta.json", content: 7)])
        var touched = intake("A县", sidecar: 7)
        touched.sidecar?.file = .named("a.txt.meta.json", content: 9)
        #expect(try store.record(touched) == [.duplicate(revision: 1)])
        stamps = []
        try store.forEachFile { stamps.append($0) }
        #expect(stamps.contains(.named("a.txt.meta.json", content: 9)), "one that was only touched is not read again")
    }

    @Test func `organs of one name and different regions are different reports`() throws {
        let state = try TemporaryState()
        let store = try state.open()
        var other = intake("B县", content: 2, sidecar: 8)
        other.file = .named("b.txt", content: 2)
        try store.record(intake("A县", sidecar: 7), other)
        #expect(try store.integer("SELECT count(*) FROM report") == 2)
        #expect(try store.reader.reports(ReportFilter(region: "B县")).map(\.file) == ["/drop/b.txt"])
    }
}
