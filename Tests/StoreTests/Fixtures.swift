import Core
import Foundation
import GRDB

@testable import Store

/// A state directory that goes with the test.
final class TemporaryState: Sendable {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "gongkai-store-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var database: String { path + "/gongkai.db" }

    func open() throws -> Store { try Store.open(state: path) }
}

extension UnixTime {
    static let start = UnixTime(milliseconds: 1_800_000_000_000)
}

extension ContentID {
    static func of(_ number: UInt8) -> ContentID {
        ContentID(bytes: Array(repeating: number, count: 32))
    }
}

extension Intake {
    /// A report read from `/drop/<file>`; `received` also makes its content another one.
    static func report(
        _ agency: String?, _ year: Int?, content: UInt8, received: Int = 7, file: String? = nil,
        findings: [Finding] = [], at moment: UnixTime = .start
    ) -> Intake {
        var report = Report()
        report.identity.agency = agency
        report.identity.year = year
        report.identity.title = agency.map { "\($0)年度报告" }
        report.edition = .edition2019
        for cell in Edition.edition2019.cells { report.cells[cell] = .number(0) }
        if let cell = Form.cell(named: "requests.received.total") { report.cells[cell] = .number(Quantity(received)) }
        return Intake(
            file: .named(file ?? "\(content).txt", content: content),
            examination: Examination(
                content: .of(content), format: .text, encoding: .utf8, report: report, findings: findings,
                verdict: Verdict(findings: findings)),
            receivedAt: moment)
    }

    /// A file that could not be read; without content when its bytes could not.
    static func failure(_ failure: DocumentFailure, content: UInt8?, file: String, stamp: UInt8 = 0) -> Intake {
        Intake(
            file: .named(file, content: stamp),
            examination: Examination(failure: failure, content: content.map { .of($0) }), receivedAt: .start)
    }
}

extension FileStamp {
    static func named(_ name: String, content: UInt8) -> FileStamp {
        FileStamp(path: BytePath("/drop/\(name)"), size: 100, modifiedNanoseconds: Int64(content))
    }
}

extension Finding {
    static let broken = Finding(
        rule: "arithmetic.requests-row", severity: .error,
        message: Message(zh: "“总计”\u{1F4C4} 不等于\"各列\"之和", en: "total is not the sum"),
        cells: ["requests.received.total", "requests.received.natural_person"].compactMap { Form.cell(named: $0) },
        expected: 7, actual: Quantity(significand: 4_629_772_202, scale: 2),
        place: Place(line: 12, table: 2, row: 3, column: 4), quote: "新收\t7\n件", basis: "国办公开办函〔2019〕60号")
    static let note = Finding(
        rule: "cell.blank", severity: .info, message: Message(zh: "有空格", en: "blank cells"))
    static let doubt = Finding(
        rule: "narrative.breakdown", severity: .warning, message: Message(zh: "分项不符", en: "parts do not add up"),
        place: Place(line: 3))
}

extension Store {
    /// One value of the database as the writer sees it, for assertions beneath the API.
    func value<Value: DatabaseValueConvertible>(_ sql: String, as type: Value.Type = Value.self) throws -> Value? {
        try writer.read { try Value.fetchOne($0, sql: sql) }
    }

    func integer(_ sql: String) throws -> Int? { try value(sql) }

    func execute(_ sql: String) throws {
        try writer.write { try $0.execute(sql: sql) }
    }

    /// Records and returns the receipts.
    @discardableResult
    func record(_ intakes: Intake..., announcement: Announcement = .announced) throws -> [Receipt] {
        try record(intakes, announcement: announcement)
    }
}
