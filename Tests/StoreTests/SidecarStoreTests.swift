import Core
import Foundation
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

    /// A report that says nothing of organ and year, with a sidecar that does.
    private func named(_ agency: String?, file: String, content: UInt8, sidecar: UInt8?, text: String? = nil) -> Intake
    {
        var intake = Intake.report(agency, agency == nil ? 0 : 2023, content: content, file: file)
        if agency == nil { intake.examination.report?.identity.year = nil }
        intake.examination.report?.identity.claims =
            agency.map {
                [IdentityClaim(source: .sidecar, agency: $0, year: 2023, place: nil, quote: $0)]
            } ?? []
        intake.sidecar = sidecar.map { number in
            SidecarIntake(file: .named("\(file).meta.json", content: number), content: .of(number), text: text)
        }
        return intake
    }

    @Test func `one that breaks is told and takes nothing back, one that goes does`() throws {
        let state = try TemporaryState()
        let store = try state.open()
        let text = #"{"agency":"甲局"}"#
        #expect(try store.readableSidecar(at: BytePath("/drop/a.txt.meta.json")) == nil)
        try store.record(named("甲局", file: "a.txt", content: 1, sidecar: 7, text: text))
        #expect(try store.readableSidecar(at: BytePath("/drop/a.txt.meta.json")) == text)
        // The report was examined with what the sidecar said before.
        var broken = named("甲局", file: "a.txt", content: 1, sidecar: 8, text: text)
        broken.examination.findings = [
            Finding(rule: "document.sidecar", severity: .warning, message: Message(zh: "有误", en: "wrong"))
        ]
        #expect(try store.record(broken) == [.rejudged(revision: 1, report: 1)])
        #expect(try store.value("SELECT agency FROM report") == "甲局")
        #expect(try store.standing("document.sidecar").count == 1)
        #expect(try store.readableSidecar(at: BytePath("/drop/a.txt.meta.json")) == text)
        // Gone, it is no finding any more, and gives no name; back, it gives the name again.
        #expect(
            try store.record(named(nil, file: "a.txt", content: 1, sidecar: nil)) == [.rejudged(revision: 1, report: 1)]
        )
        #expect(try store.integer("SELECT count(*) FROM finding WHERE rule = 'document.sidecar' AND open = 1") == 0)
        #expect(try store.integer("SELECT count(*) FROM sidecar") == 0)
        #expect(
            try store.record(named(nil, file: "a.txt", content: 1, sidecar: nil)) == [.duplicate(revision: 1)])
        try store.record(named("甲局", file: "a.txt", content: 1, sidecar: 7, text: #"{"agency":"甲局"}"#))
        #expect(try store.value("SELECT agency FROM report") == "甲局")
        #expect(try store.integer("SELECT count(*) FROM revision") == 1)
    }

    @Test func `one that is corrected moves its own file's revisions and no others`() throws {
        let state = try TemporaryState()
        let store = try state.open()
        try store.record(
            .report("甲局", 2023, content: 1, file: "a.txt"),
            named("甲局", file: "b.txt", content: 2, sidecar: 7, text: #"{"agency":"甲局"}"#))
        #expect(try store.integer("SELECT count(*) FROM report") == 1)
        try store.record(named("乙局", file: "b.txt", content: 2, sidecar: 8, text: #"{"agency":"乙局"}"#))
        let reports = try store.reader.reports().map { "\($0.agency ?? "?") \($0.file)" }.sorted()
        #expect(reports == ["乙局 /drop/b.txt", "甲局 /drop/a.txt"])
    }

    @Test func `organs of one name with the same bytes are two where their regions are told`() throws {
        let state = try TemporaryState()
        let store = try state.open()
        func intake(_ region: String?, file: String) -> Intake {
            var intake = Intake.report("城关镇人民政府", 2023, content: 1, file: file)
            intake.examination.report?.identity.region = region
            return intake
        }
        try store.record(intake("A县", file: "a.txt"))
        #expect(try store.record(intake("B县", file: "b.txt")) == [.recorded(revision: 2, report: 2, number: 1)])
        #expect(try store.record(intake("B县", file: "b.txt")) == [.duplicate(revision: 2)])
        #expect(try store.record(intake("A县", file: "a2.txt")) == [.duplicate(revision: 1)])
        #expect(try store.record(intake(nil, file: "c.txt")) == [.duplicate(revision: 2)], "a copy, of either")
        #expect(try store.record(intake("a.gov.cn", file: "d.txt")) == [.duplicate(revision: 2)])
        #expect(try store.value("SELECT group_concat(region) FROM report") == "A县,B县")
    }

    /// The same content at some place, in the region that the sidecar beside it gives; `complaint` where that has a mistake.
    private func copy(_ file: String, sidecar: UInt8? = nil, complaint: Bool = false) -> Intake {
        let findings = [Finding(rule: "document.sidecar", severity: .warning, message: Message(zh: "有误", en: "wrong"))]
        var intake = Intake.report("城关镇人民政府", 2023, content: 1, file: file, findings: complaint ? findings : [])
        intake.examination.report?.identity.region = sidecar == nil ? nil : "A县"
        intake.sidecar = sidecar.map { number in
            SidecarIntake(
                file: .named("\(file).meta.json", content: number), content: .of(number), text: #"{"region":"A县"}"#)
        }
        return intake
    }

    /// What stands in the end: the region, how many sidecars are complained of, and the file that counts.
    private func final(_ intakes: [Intake]) throws -> String {
        let state = try TemporaryState()
        let store = try state.open()
        for intake in intakes { try store.record(intake) }
        #expect(try store.integer("SELECT count(*) FROM revision") == 1)
        // The roster is gone over: nothing changes.
        _ = try store.recheck(announcement: .silent, now: { .start })
        let complaints = try store.standing("document.sidecar").count
        return try store.reader.reports().map { "\($0.region ?? "-") \(complaints) \($0.file)" }.joined()
    }

    @Test func `one beside a copy counts, whether the copy comes first or last`() throws {
        let (plain, described) = (copy("a.txt"), copy("b.txt", sidecar: 7))
        for order in [[plain, described], [described, plain], [plain, copy("b.txt"), described, plain]] {
            #expect(try final(order) == "A县 0 /drop/b.txt")
        }
        // It goes: nothing says more than the report itself.
        for order in [[plain, described, copy("b.txt")], [described, plain, copy("b.txt"), plain]] {
            #expect(try final(order).hasPrefix("- 0"))
        }
    }

    @Test func `of two beside copies the one modified last counts, whichever came first`() throws {
        let (older, newer) = (copy("a.txt", sidecar: 3, complaint: true), copy("b.txt", sidecar: 7))
        #expect(try final([older, newer]) == "A县 0 /drop/b.txt")
        #expect(try final([newer, older]) == "A县 0 /drop/b.txt")
        let mended = copy("a.txt", sidecar: 9)
        #expect(try final([older, newer, mended]) == "A县 0 /drop/a.txt")
    }

    @Test func `a file that is moved with its sidecar loses what that says when it goes there`() throws {
        let moved = [copy("a.txt", sidecar: 7), copy("b.txt", sidecar: 7), copy("b.txt")]
        #expect(try final(moved).hasPrefix("- 0"))
    }

    /// A file that really lies there, with or without a sidecar of the same bytes and time as any other's.
    private func lying(_ file: String, in folder: TemporaryState, hasSidecar: Bool) throws -> Intake {
        let path = folder.path + "/" + file
        try Data("report".utf8).write(to: URL(filePath: path))
        let sidecar = path + ".meta.json"
        if hasSidecar {
            try Data("sidecar".utf8).write(to: URL(filePath: sidecar))
        } else {
            try? FileManager.default.removeItem(atPath: sidecar)
        }
        var intake = copy(file, sidecar: hasSidecar ? 7 : nil)
        intake.file = FileStamp(path: BytePath(path), size: 6, modifiedNanoseconds: 1)
        intake.sidecar?.file = FileStamp(path: BytePath(sidecar), size: 7, modifiedNanoseconds: 7)
        return intake
    }

    @Test func `of two equal ones beside copies one may go, and what they say holds until the other goes too`() throws {
        let state = try TemporaryState()
        let store = try state.open()
        try store.record(
            lying("a.txt", in: state, hasSidecar: true), lying("b.txt", in: state, hasSidecar: true))
        for _ in 1...2 {
            let receipts = try store.record(lying("a.txt", in: state, hasSidecar: false))
            #expect(receipts == [.duplicate(revision: 1)])
            #expect(try store.value("SELECT region FROM report") == "A县")
            #expect(try store.integer("SELECT count(*) FROM sidecar") == 1)
        }
        try store.record(lying("b.txt", in: state, hasSidecar: false))
        #expect(try store.value("SELECT region FROM report") == "")
        #expect(try store.integer("SELECT count(*) FROM sidecar") == 0)
    }

    @Test func `one that says nothing new leaves its report as it was`() throws {
        let state = try TemporaryState()
        let store = try state.open()
        try store.record(intake(nil, sidecar: nil))
        #expect(try store.record(intake(nil, sidecar: 7)) == [.duplicate(revision: 1)])
        #expect(try store.value("SELECT content FROM sidecar", as: String.self) == #"{"x":7}"#)
        #expect(try store.record(intake(nil, sidecar: nil)) == [.duplicate(revision: 1)])
        #expect(try store.integer("SELECT count(*) FROM sidecar") == 0)
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
