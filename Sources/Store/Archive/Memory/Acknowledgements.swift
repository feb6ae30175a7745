internal import Core
internal import GRDB

/// What findings of a report somebody has acknowledged, named so that they are known again in another revision.
struct Acknowledgements {
    /// A finding's name across revisions.
    struct Key: Hashable {
        let rule: String
        let key: String

        /// The cells that a finding is about and its figures: the same cells with other figures are another error. Where it
        /// names none, its figures and its words without spaces and shares.
        init(_ finding: Finding) {
            rule = finding.rule.description
            let subject = Self.subject(of: finding) ?? Self.words(finding.message.chinese)
            guard finding.expected != nil || finding.actual != nil || finding.cells.isEmpty else {
                key = subject
                return
            }
            let figures = [finding.expected, finding.actual].map { $0?.description ?? "" }.joined(separator: "|")
            key = "\(figures)|\(subject)"
        }

        /// What a finding is about, whatever figures it has.
        static func matter(of finding: Finding) -> Key {
            subject(of: finding).map { Key(rule: finding.rule.description, key: $0) } ?? Key(finding)
        }

        private static func subject(of finding: Finding) -> String? {
            finding.cells.isEmpty ? nil : finding.cells.map(\.description).joined(separator: " ")
        }

        init(rule: String, key: String) {
            self.rule = rule
            self.key = key
        }

        /// How much of a narrative is copied varies a little from revision to revision: numbers before % are left out.
        private static func words(_ text: String) -> String {
            var words: [Unicode.Scalar] = []
            for scalar in text.unicodeScalars where !scalar.properties.isWhitespace {
                if scalar == "%" {
                    while let last = words.last, ("0"..."9").contains(last) { words.removeLast() }
                }
                words.append(scalar)
            }
            return String(String.UnicodeScalarView(words))
        }
    }

    private let select: RawStatement

    init(_ database: GRDB.Database) throws {
        select = try RawStatement(database, "SELECT id, rule, key FROM acknowledgement WHERE report = ?")
    }

    /// The acknowledgements of a report's findings by what they name.
    func acknowledgements(of report: Int64) throws -> [Key: Int64] {
        var found: [Key: Int64] = [:]
        try select.forEach({ $0.bind(report) }) { row in
            found[Key(rule: row.text(1), key: row.text(2))] = row.integer(0)
        }
        return found
    }
}
