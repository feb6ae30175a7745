public import Core

/// Which reports a list or an export holds; what is nil or empty limits nothing.
public struct ReportFilter: Sendable, Hashable {
    /// The report year.
    public var year: Int?
    /// The organ's region, exactly.
    public var region: String?
    /// Part of the organ's name, or a glob over all of it when it has `*` or `?`.
    public var agency: String?
    /// Any of these verdicts.
    public var verdicts: Set<Verdict>
    /// A glob over rule ids: reports of which an open finding matches, or several files where `document.duplicate` does.
    public var rule: String?
    /// The delivery of a digest: only reports that it covers.
    public var digest: String?
    /// How many at most, the newest revisions first.
    public var limit: Int?

    /// A filter.
    public init(
        year: Int? = nil, region: String? = nil, agency: String? = nil, verdicts: Set<Verdict> = [],
        rule: String? = nil, digest: String? = nil, limit: Int? = nil
    ) {
        self.year = year
        self.region = region
        self.agency = agency
        self.verdicts = verdicts
        self.rule = rule
        self.digest = digest
        self.limit = limit
    }
}

extension ReportFilter {
    /// The conditions on `report_summary`, joined by AND, with parameters that ``bind(_:)`` fills.
    var conditions: String {
        var terms = ["superseded_by IS NULL"]
        if year != nil { terms.append("year = ?") }
        if region != nil { terms.append("region = ?") }
        if let agency { terms.append(isGlob(agency) ? "agency GLOB ?" : "instr(agency, ?)") }
        if !verdicts.isEmpty {
            terms.append("verdict IN (\(verdicts.map { _ in "?" }.joined(separator: ", ")))")
        }
        if rule != nil {
            terms.append(
                """
                (EXISTS (SELECT 1 FROM finding f
                    WHERE f.revision = report_summary.revision AND f.open = 1 AND f.rule GLOB ?)
                OR 'document.duplicate' GLOB ?
                    AND (SELECT count(*) FROM file c WHERE c.revision = report_summary.revision) > 1)
                """)
        }
        if digest != nil { terms.append("id IN (\(Self.covered))") }
        return terms.joined(separator: " AND ")
    }

    /// Binds the parameters of ``conditions``.
    func bind(_ row: inout Bindings) {
        if let year { row.bind(year) }
        if let region { row.bind(region) }
        if let agency { row.bind(isGlob(agency) ? literalBrackets(agency) : agency) }
        for verdict in verdicts { row.bind(verdict.rawValue) }
        if let rule {
            row.bind(literalBrackets(rule))
            row.bind(literalBrackets(rule))
        }
        if let digest { row.bind(digest) }
    }

    private static let covered = """
        SELECT v.report FROM delivery_range x JOIN event e ON e.id BETWEEN x.first AND x.last
            JOIN revision v ON v.id = e.revision
        WHERE x.delivery = ?
        """

    private func isGlob(_ text: String) -> Bool {
        text.utf8.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }
    }

    /// SQLite's GLOB knows sets of characters in brackets, the patterns of gongkai do not.
    private func literalBrackets(_ pattern: String) -> String {
        pattern.split(separator: "[", omittingEmptySubsequences: false).joined(separator: "[[]")
    }
}
