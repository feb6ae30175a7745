import Foundation
import Testing

@testable import Core

/// The folder of specifications beside the repository, nil where there is none.
enum Specification {
    static let folder: URL? = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let folder = root.appending(path: "../shared/spec").standardizedFileURL
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }()

    static var isPresent: Bool { folder != nil }

    static func read(_ name: String) throws -> Data {
        try Data(contentsOf: #require(folder).appending(path: name))
    }
}

/// The form as the machine-readable specification has it.
private struct FormFile: Decodable {
    let editions: [EditionEntry]
    let sections: [Label]
    let requests: Requests
    let appeals: Appeals

    struct Label: Decodable {
        let id: String
        let label: String
        let aliases: [String]?
        let group: String?
    }
    struct Column: Decodable {
        let id: String
        let label: String
        let unit: String
    }
    struct Row: Decodable {
        let id: String
        let label: String
        let aliases: [String]
        let article: String
        let columns: [Column]
    }
    struct EditionEntry: Decodable {
        let id: String
        let basis: String
        let cells: Int
        let disclosure: [Row]
    }
    struct RequestRow: Decodable {
        let id: String
        let label: String
        let group: String?
        let aliases: [String]
        let editions: [String]
    }
    struct Requests: Decodable {
        let columns: [Label]
        let rows: [RequestRow]
    }
    struct Appeals: Decodable {
        let kinds: [Label]
        let outcomes: [Label]
    }
}

@Suite(.enabled(if: Specification.isPresent, "no ../shared/spec beside the repository"))
struct SpecificationTests {
    private let form: FormFile

    init() throws {
        form = try JSONDecoder().decode(FormFile.self, from: Specification.read("form.json"))
    }

    @Test func editionsAgree() throws {
        #expect(form.editions.map(\.id) == Form.editions.map(\.id))
        for (entry, edition) in zip(form.editions, Form.editions) {
            #expect(entry.basis == edition.basis)
            #expect(entry.cells == edition.cells.count)
            #expect(entry.disclosure.map(\.id) == edition.disclosure.map(\.label.id))
            for (wanted, row) in zip(entry.disclosure, edition.disclosure) {
                #expect(wanted.label == row.label.label)
                #expect(wanted.aliases == row.label.aliases)
                #expect(wanted.article == row.article)
                #expect(wanted.columns.map(\.id) == row.columns.map(\.label.id))
                #expect(wanted.columns.map(\.label) == row.columns.map(\.label.label))
                #expect(wanted.columns.map(\.unit) == row.columns.map(\.unit))
            }
        }
    }

    @Test func requestsAgree() {
        agree(form.requests.columns, Form.requestColumns)
        for edition in Form.editions {
            let rows = form.requests.rows.filter { $0.editions.contains(edition.id) }
            #expect(rows.map(\.id) == edition.requests.map(\.id))
            #expect(rows.map(\.label) == edition.requests.map(\.label))
            #expect(rows.map(\.aliases) == edition.requests.map(\.aliases))
            #expect(rows.map(\.group) == edition.requests.map(\.group))
        }
    }

    @Test func appealsAndSectionsAgree() {
        agree(form.appeals.kinds, Form.appealKinds)
        agree(form.appeals.outcomes, Form.appealOutcomes)
        agree(form.sections, SectionID.allCases.compactMap { Form.sections[$0] })
        #expect(form.sections.map(\.id) == SectionID.allCases.map(\.rawValue))
    }

    private func agree(_ wanted: [FormFile.Label], _ labels: [FormLabel]) {
        #expect(wanted.map(\.id) == labels.map(\.id))
        #expect(wanted.map(\.label) == labels.map(\.label))
        #expect(wanted.map { $0.aliases ?? [] } == labels.map(\.aliases))
        #expect(wanted.map(\.group) == labels.map(\.group))
    }

    @Test func rulesStandInTheOrderOfTheList() throws {
        let list = String(decoding: try Specification.read("RULES.md"), as: UTF8.self)
        let table = list[(list.range(of: "\n| `")?.lowerBound ?? list.startIndex)...]
        let positions = try Ruleset.catalogue.map { try #require(table.range(of: "`\($0.id)`"), "\($0.id)").lowerBound }
        #expect(positions == positions.sorted())
    }

    @Test func everyRuleIsInTheListWithItsSeverity() throws {
        let list = String(decoding: try Specification.read("RULES.md"), as: UTF8.self)
        let rows = list.split(separator: "\n").filter { $0.hasPrefix("| `") }
        for rule in Ruleset.catalogue {
            let row = try #require(rows.first { $0.contains("`\(rule.id)`") }, "\(rule.id)")
            let ids = row.split(separator: "|")[0].split(separator: "`").filter { $0.contains(".") }.map(String.init)
            let severities = row.split(separator: "|")[1].split(separator: "/").map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            let position = try #require(ids.firstIndex(of: rule.id.description))
            let wanted = try #require(severities.count > 1 ? severities[position] : severities.first)
            #expect(wanted.hasPrefix(rule.severity.rawValue), "\(rule.id)")
        }
    }
}
