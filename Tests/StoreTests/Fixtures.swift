import Core
import Foundation
import GRDB
import Testing

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

    func open(_ ruleset: Ruleset = .standard, roster: [Organ] = []) throws -> Store {
        try Store.open(state: path, ruleset: ruleset, directory: OrganDirectory(Roster(organs: roster)))
    }
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
    /// A report read from `/drop/<file>`; the content's number makes it another report too, unless `received` is given.
    static func report(
        _ agency: String?, _ year: Int?, content: UInt8, received: Int? = nil, file: String? = nil,
        findings: [Finding] = [], at moment: UnixTime = .start
    ) -> Intake {
        var report = Report()
        report.identity.agency = agency
        report.identity.year = year
        report.identity.title = agency.map { "\($0)年度报告" }
        report.edition = .edition2019
        for cell in Edition.edition2019.cells { report.cells[cell] = .number(0) }
        if let cell = Form.cell(named: "requests.received.total") {
            report.cells[cell] = .number(Quantity(received ?? 6 + Int(content)))
        }
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

    /// Records and returns what was done.
    @discardableResult
    func record(_ intakes: Intake..., announcement: Announcement = .announced) throws -> [Receipt.Outcome] {
        try record(intakes, announcement: announcement).map(\.outcome)
    }
}

extension Intake {
    /// A report as it was read, judged by itself; the number makes content and path.
    static func read(
        _ report: Report, number: Int, file: String? = nil, at moment: UnixTime = .start,
        by ruleset: Ruleset = .standard
    ) -> Intake {
        let findings = ruleset.judge(report)
        return Intake(
            file: FileStamp(
                path: BytePath("/drop/\(file ?? "\(number).txt")"), size: 100, modifiedNanoseconds: Int64(number)),
            examination: Examination(
                content: .numbered(number), format: .text, encoding: .utf8, report: report, findings: findings,
                verdict: Verdict(findings: findings)),
            receivedAt: moment)
    }
}

extension ContentID {
    static func numbered(_ number: Int) -> ContentID {
        ContentID(bytes: (0..<32).map { UInt8(truncatingIfNeeded: $0 < 8 ? number >> ($0 * 8) : 7) })
    }
}

extension Report {
    /// A report without fault in which every cell of its edition is 0 but those given.
    static func clean(_ agency: String, _ year: Int, _ values: [String: Int] = [:], region: String? = nil) -> Report {
        let edition = year < 2021 ? Edition.edition2019 : .edition2021
        var report = Report()
        report.identity.agency = agency
        report.identity.year = year
        report.identity.region = region
        report.identity.title = "\(agency)\(year)年政府信息公开工作年度报告"
        report.edition = edition
        report.tables = Set(FormTable.allCases)
        report.headings = SectionID.allCases.map {
            SectionHeading(
                section: $0, numeral: $0.number, place: Place(line: $0.number), quote: Form.sections[$0]?.label ?? "")
        }
        report.narrative.topLevelHeadings = 6
        report.narrative.mentions = Set(Narrative.Mention.allCases)
        for cell in edition.cells { report.cells[cell] = .number(0) }
        for (name, value) in values { report.set(name, .number(Quantity(value))) }
        return report
    }

    mutating func set(_ name: String, _ value: CellValue) {
        if let cell = Form.cell(named: name) { cells[cell] = value } else { Issue.record("no cell \(name)") }
    }

    /// So many requests from persons, carried in and out, the rest received and granted.
    static func requests(
        _ agency: String, _ year: Int, carriedIn: Int, carriedOut: Int, received: Int = 10, region: String? = nil
    ) -> Report {
        let total = carriedIn + received - carriedOut
        var values: [String: Int] = [:]
        for (row, value) in [
            ("carried_in", carriedIn), ("carried_out", carriedOut), ("received", received), ("granted", total),
            ("total", total),
        ] {
            values["requests.\(row).natural_person"] = value
            values["requests.\(row).total"] = value
        }
        return clean(agency, year, values, region: region)
    }
}

extension Store {
    /// The findings that hold, as lines that name report, rule, cells and figures; sorted.
    func standing(_ rules: String = "%") throws -> [String] {
        try writer.read { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT coalesce(p.agency, '?') || ' ' || coalesce(p.year, '?') || ' ' || f.rule || ' ' || coalesce(f.cells, '') || ' '
                        || coalesce(f.expected, '') || ' ' || coalesce(f.actual, '') AS line
                    FROM finding f JOIN report p ON p.revision = f.revision WHERE f.open = 1 AND p.superseded_by IS NULL AND f.rule LIKE ? ORDER BY line
                    """, arguments: [rules])
        }
    }

    /// The events in order, as kind, organ and year.
    func log() throws -> [String] {
        try writer.read { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT e.kind || coalesce(' ' || p.agency || ' ' || p.year, '') FROM event e
                        LEFT JOIN revision r ON r.id = e.revision LEFT JOIN report p ON p.id = r.report ORDER BY e.id
                    """)
        }
    }
}
extension Store {
    /// Takes up events of a channel, each that `accept` wants as a message of its own; how many it passed.
    func enqueueDeliveries(
        channel: String, limit: Int, now: UnixTime, accept: (Event) -> Bool, makeID: () -> String
    ) throws -> Int {
        let offer = try offer(channel: channel, limit: limit, now: now)
        var changes = offer.events.filter(accept).map { event in
            OutboxChange.add(
                id: makeID(), channel: channel, event: event.id, isMergeable: event.subject != nil, begun: false)
        }
        changes.append(.pass(channel: channel, from: offer.position, to: offer.end))
        try apply(changes, now: now)
        return offer.events.count
    }

    /// Applies changes; ids of collections and what comes of them are `c1`, `c2`, …, new with each call.
    @discardableResult
    func apply(_ changes: [OutboxChange], now: UnixTime, prefix: String = "c") throws -> Set<String> {
        var number = 0
        return try apply(changes, now: now) {
            number += 1
            return "\(prefix)\(number)"
        }
    }

    func beginAttempts(_ ids: [String], now: UnixTime) throws {
        try apply(ids.map { .begin(id: $0) }, now: now)
    }

    func finishAttempts(_ results: [(id: String, result: AttemptResult)], now: UnixTime) throws {
        try apply(results.map { .finish(id: $0.id, result: $0.result) }, now: now)
    }

    /// The events of deliveries that wait and are due, in their order.
    func dueDeliveries(channel: String, now: UnixTime, limit: Int) throws -> [Delivery] {
        Array(try queue(channel: channel, limit: limit).ordered.prefix { $0.dueAt <= now })
    }

    func nextDue(channel: String) throws -> UnixTime? {
        try queue(channel: channel, limit: 1).ordered.first?.dueAt
    }

    func nextRelease(channel: String, now: UnixTime = .start) throws -> UnixTime? {
        try offer(channel: channel, limit: 100, now: now).nextRelease
    }
}

extension Delivery {
    /// The events it is about.
    var events: [Int64] { [event] }
}
