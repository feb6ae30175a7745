import Core
import Store

/// What differs between two revisions: cells and findings.
struct ReportDifference {
    let old: RevisionDetail
    let new: RevisionDetail
    /// The cells with another value, in the form's order.
    let cells: [CellID]
    /// What was found in the old one only.
    let closed: [Finding]
    /// What was found in the new one only.
    let opened: [Finding]

    init(_ old: RevisionDetail, _ new: RevisionDetail) {
        self.old = old
        self.new = new
        cells = Form.cells.filter { old.cells[$0] != new.cells[$0] }
        let before = Set(old.findings.map(Statement.init))
        let after = Set(new.findings.map(Statement.init))
        closed = old.findings.filter { !after.contains(Statement($0)) }
        opened = new.findings.filter { !before.contains(Statement($0)) }
    }

    /// Whether both say the same in cells and findings.
    var isEmpty: Bool { cells.isEmpty && closed.isEmpty && opened.isEmpty }

    /// A finding without its place: text that moves down a line is no other finding.
    private struct Statement: Hashable {
        let rule: RuleID
        let cells: [CellID]
        let expected: Quantity?
        let actual: Quantity?
        let message: Message

        init(_ finding: Finding) {
            rule = finding.rule
            cells = finding.cells
            expected = finding.expected
            actual = finding.actual
            message = finding.message
        }
    }

    /// Writes it as one JSON object.
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("a") { ReportDifference.write(old, to: &$0) }
            json.member("b") { ReportDifference.write(new, to: &$0) }
            json.member("cells") { json in
                json.array { json in
                    for cell in cells {
                        json.object { json in
                            json.member("cell", cell.description)
                            json.member("a", old.cells.number(cell))
                            json.member("b", new.cells.number(cell))
                        }
                    }
                }
            }
            json.member("closed") { json in json.array { json in for finding in closed { finding.write(to: &json) } } }
            json.member("opened") { json in json.array { json in for finding in opened { finding.write(to: &json) } } }
        }
    }

    private static func write(_ revision: RevisionDetail, to json: inout JSONWriter) {
        json.object { json in
            json.member("report", Int(revision.report))
            json.member("revision", revision.number)
            json.member("agency", revision.agency)
            json.member("year", revision.year)
            json.member("edition", revision.edition?.id)
            json.member("verdict", revision.verdict.rawValue)
            json.member("received_at", revision.receivedAt)
            json.member("file", revision.file)
        }
    }
}
