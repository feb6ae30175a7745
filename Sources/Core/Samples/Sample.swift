/// One synthetic report: a file, and what there is to find in it.
public struct Sample: Sendable {
    /// The name its file is to have, valid on every file system; no two of a corpus are the same.
    public let fileName: String
    /// The file's content.
    public let text: [UInt8]
    /// What reading and judging it must give.
    public let truth: SampleTruth
}

/// What reading and judging a sample must give.
public struct SampleTruth: Sendable {
    /// The name of its file.
    public let fileName: String
    /// How its tables are laid out.
    public let layout: SampleLayout
    /// The organ as it must be read; nil where the file does not tell.
    public let agency: String?
    /// The report year as it must be read; nil where the file does not tell.
    public let year: Int?
    /// The edition its column heads belong to.
    public let edition: Edition
    /// The title, a broken one joined.
    public let title: String
    /// All cells as they must be read.
    public let cells: CellTable
    /// What was done to it on purpose; nil for a clean report.
    public let fault: SampleFault?
    /// The rule of every finding there must be, sorted, one entry for each finding; empty for a clean report.
    public let findings: [RuleID]
    /// What the findings come to.
    public let verdict: Verdict

    /// Department or government, when the organ is known.
    public var kind: AgencyKind? { agency.map { AgencyKind(agency: $0) } }

    /// Writes the truth as one JSON object, with the keys of `check --format json` where the two say the same.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("file", fileName)
            json.member("layout", layout.rawValue)
            json.member("verdict", verdict.rawValue)
            json.member("agency", agency)
            json.member("agency_kind", kind?.rawValue)
            json.member("year", year)
            json.member("edition", edition.id)
            json.member("title", title)
            json.member("fault", fault?.rawValue)
            json.member("findings") { json in
                json.array { json in
                    for rule in findings { json.string(rule.description) }
                }
            }
            json.member("cells") { cells.write(to: &$0) }
        }
    }
}
