import Core
import Testing

@testable import Store

/// Several reports out of one archive.
struct ArchiveStoreTests {
    let state: TemporaryState
    let store: Store

    init() throws {
        state = try TemporaryState()
        store = try state.open()
    }

    /// The members of an archive as they are handed over, the last with the archive itself.
    private func members(_ contents: UInt8..., archive: UInt8, at moment: UnixTime = .start) -> [Intake] {
        var intakes = contents.map {
            Intake.report("\($0)局", 2020, content: $0, file: "a.zip/\($0).txt", at: moment)
        }
        intakes[intakes.count - 1].archive = AttachmentIntake(
            file: .named("a.zip", content: archive), content: .of(archive))
        return intakes
    }

    @Test func `each is a report with its place in the archive, and the archive is known`() throws {
        let receipts = try store.record(members(1, 2, archive: 9), announcement: .announced)
        #expect(receipts.count == 2)
        #expect(try store.integer("SELECT count(*) FROM report") == 2)
        #expect(try store.value("SELECT group_concat(file) FROM revision") == "/drop/a.zip/1.txt,/drop/a.zip/2.txt")
        #expect(try store.integer("SELECT count(*) FROM file") == 3)
        #expect(try store.integer("SELECT revision FROM file WHERE CAST(path AS TEXT) = '/drop/a.zip'") == 2)
        let again = try store.record(members(1, 2, archive: 9), announcement: .announced).map(\.outcome)
        #expect(again == [.duplicate(revision: 1), .duplicate(revision: 2)])
        let loose = try store.record([.report("1局", 2020, content: 1, file: "loose.txt")], announcement: .announced)
        #expect(loose.map(\.outcome) == [.duplicate(revision: 1)], "the same bytes outside are the same report")
        let changed = try store.record(members(1, 3, archive: 8), announcement: .announced).map(\.outcome)
        #expect(changed == [.duplicate(revision: 1), .recorded(revision: 3, report: 3, number: 1)])
    }

    @Test func `an archive that was half written is told of no more`() throws {
        var half = Intake.failure(.corrupt(Message(zh: "截断", en: "cut")), content: 7, file: "a.zip", stamp: 7)
        half.releaseAt = .start.advanced(milliseconds: 250)
        try store.record(half, announcement: .announced)
        let moment = UnixTime.start.advanced(milliseconds: 100)
        _ = try store.record(members(1, 2, archive: 9, at: moment), announcement: .announced)
        #expect(try store.value("SELECT group_concat(announced) FROM event") == "0,1,1")
        #expect(try store.integer("SELECT count(*) FROM report WHERE superseded_by IS NULL") == 2)
    }
}
