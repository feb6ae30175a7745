import Foundation
import Testing

@testable import Core
@testable import Documents

/// The real reports beside the repository.
enum SampleFiles {
    static let folder: URL? = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let folder = root.appending(path: "../shared/samples").standardizedFileURL
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }()

    static let names: [String] = {
        let files = folder.flatMap { try? FileManager.default.contentsOfDirectory(atPath: $0.path) } ?? []
        return files.filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }.sorted()
    }()
}

/// What a sample should give.
private struct Expectation: Decodable {
    let agency: String
    let agencyKind: String
    let year: Int
    let edition: String
    let verdict: String
    /// Numbers in plain decimal notation, `null` for a blank.
    let cells: [String: Decimal?]
    let raw: [String: String]
    let findings: Findings

    enum CodingKeys: String, CodingKey {
        case agency, year, edition, verdict, cells, raw, findings
        case agencyKind = "agency_kind"
    }

    struct Findings: Decodable {
        let must: [String]
        let mustNot: [String]
        let `where`: [String: [Spot]]?

        enum CodingKeys: String, CodingKey {
            case must, `where`
            case mustNot = "must_not"
        }
    }
    struct Spot: Decodable {
        let line: Int?
        let expected: Int?
        let actual: Int?
    }
}

@Suite(.enabled(if: SampleFiles.folder != nil, "no ../shared/samples beside the repository"))
struct SampleTests {
    @Test func allFiveAreThere() {
        #expect(SampleFiles.names.count == 5)
    }

    @Test(arguments: SampleFiles.names)
    func isReadExactly(name: String) throws {
        let folder = try #require(SampleFiles.folder)
        let bytes = try [UInt8](Data(contentsOf: folder.appending(path: "\(name).txt")))
        let wanted = try JSONDecoder().decode(
            Expectation.self, from: Data(contentsOf: folder.appending(path: "\(name).expected.json")))

        let examination = Examiner().examine(bytes, name: Array("\(name).txt".utf8))
        let report = try #require(examination.report)
        #expect(examination.verdict.rawValue == wanted.verdict)
        #expect(examination.encoding == .utf8)
        #expect(report.identity.agency == wanted.agency)
        #expect(report.identity.kind?.rawValue == wanted.agencyKind)
        #expect(report.identity.year == wanted.year)
        #expect(report.edition?.id == wanted.edition)

        let found = Dictionary(
            uniqueKeysWithValues: report.cells.present.map {
                ($0.description, report.cells.number($0).flatMap { Decimal(string: $0.description) })
            })
        #expect(Set(found.keys) == Set(wanted.cells.keys), "absent is not blank")
        for (cell, value) in wanted.cells { #expect(found[cell] == .some(value), "\(cell)") }
        #expect(Dictionary(uniqueKeysWithValues: report.raw.map { ($0.key.description, $0.value) }) == wanted.raw)
        check(examination.findings, wanted.findings)
    }

    private func check(_ findings: [Finding], _ wanted: Expectation.Findings) {
        let rules = Set(findings.map(\.rule.description))
        for rule in wanted.must { #expect(rules.contains(rule), "\(rule) must be found") }
        for pattern in wanted.mustNot {
            let hits = rules.filter { pattern.hasSuffix("*") ? $0.hasPrefix(pattern.dropLast()) : $0 == pattern }
            #expect(hits.isEmpty, "\(pattern) must not be found")
        }
        for (rule, spots) in wanted.where ?? [:] {
            let found = findings.filter { $0.rule.description == rule }
            #expect(found.count == spots.count, "\(rule)")
            for spot in spots {
                #expect(
                    found.contains {
                        (spot.line == nil || $0.place?.line == spot.line)
                            && (spot.expected == nil || $0.expected?.wholeValue == spot.expected)
                            && (spot.actual == nil || $0.actual?.wholeValue == spot.actual)
                    }, "\(rule) at line \(spot.line ?? 0)")
            }
        }
        for finding in findings {
            #expect(!finding.message.chinese.isEmpty && !finding.message.english.isEmpty)
        }
    }
}
