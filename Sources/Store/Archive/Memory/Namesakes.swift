internal import Core
internal import GRDB

/// The reports that have one organ's name, and which of them are one organ's.
///
/// No region is one that is not known, and a host stands in for one. So reports of one name on one year are one report as long
/// as no more than one region and one host are told of them; of different years they are one organ's where each year has one
/// report of that name only. Where regions tell organs of the name apart, or the roster has several, what has no region is
/// nobody's: a report that is taken for another organ's does more harm than one that is compared with nothing.
struct Namesakes {
    /// A report of that name.
    struct Row {
        let id: Int64
        let region: String
    }

    /// A report of the same organ on another year.
    struct Relative {
        let id: Int64
        let year: Int
    }

    private let directory: OrganDirectory
    private let selectExact: RawStatement
    private let selectYear: RawStatement
    private let selectOwn: RawStatement
    private let selectNamed: RawStatement
    /// No more than so many differ in their regions and are one: a region, a host, and neither.
    static let most = 3

    init(_ database: GRDB.Database, _ directory: OrganDirectory) throws {
        func prepare(_ sql: String) throws -> RawStatement { try RawStatement(database, sql) }
        self.directory = directory
        selectExact = try prepare("SELECT id, region FROM report WHERE region = ? AND organ = ? AND year = ?")
        selectYear = try prepare("SELECT id, region FROM report WHERE organ = ? AND year = ? ORDER BY id LIMIT ?")
        selectOwn = try prepare(
            "SELECT id, year FROM report WHERE region = ? AND organ = ? AND year BETWEEN ? AND ? ORDER BY year")
        selectNamed = try prepare(
            "SELECT id, year, region FROM report WHERE organ = ? AND year BETWEEN ? AND ? ORDER BY year, id")
    }

    /// Whether what is told of these regions may be told of one organ of that name.
    func areOne(_ regions: some Sequence<String>, of organ: String) -> Bool {
        let known = Set(regions)
        if known.count <= 1 { return true }
        guard !directory.hasSeveral(organ) else { return false }
        let hosts = known.count(where: OrganDirectory.isHost)
        return hosts <= 1 && known.count - hosts - (known.contains("") ? 1 : 0) <= 1
    }

    /// The reports of a name on a year; all, or no more than tell whether they are one.
    func reports(_ organ: String, _ year: Int, all: Bool = false) throws -> [Row] {
        var rows: [Row] = []
        try selectYear.forEach(
            {
                $0.bind(organ)
                $0.bind(year)
                $0.bind(all ? -1 : Self.most + 1)
            }, { rows.append(Row(id: $0.integer(0), region: $0.text(1))) })
        return rows
    }

    /// The report of just this name.
    func report(_ name: ReportName) throws -> Row? {
        try selectExact.first(
            {
                $0.bind(name.region)
                $0.bind(name.organ)
                $0.bind(name.year)
            }, { Row(id: $0.integer(0), region: $0.text(1)) })
    }

    /// The other report of the name on its year than this one, where there is just one.
    func onlyOther(than name: ReportName, of report: Int64?) throws -> Row? {
        let others = try reports(name.organ, name.year).filter { $0.region != name.region && $0.id != report }
        return others.count == 1 ? others.first : nil
    }

    /// The same organ's reports on other years than this one's, in their order. The report may be stored under another region
    /// than the one that is asked with: it is no other organ for that.
    func relatives(of name: ReportName, of report: Int64?, in years: ClosedRange<Int>) throws -> [Relative] {
        let isAlone = try !reports(name.organ, name.year).contains { $0.region != name.region && $0.id != report }
        guard isAlone, !directory.hasSeveral(name.organ) else {
            return name.region.isEmpty ? [] : try exactRelatives(of: name, in: years)
        }
        var relatives: [Relative] = []
        for (year, rows) in try named(name.organ, in: years) {
            let row = rows.first {
                rows.count == 1
                    ? areOne([$0.region, name.region], of: name.organ)
                    : !name.region.isEmpty && $0.region == name.region
            }
            if let row { relatives.append(Relative(id: row.id, year: year)) }
        }
        return relatives
    }

    private func exactRelatives(of name: ReportName, in years: ClosedRange<Int>) throws -> [Relative] {
        var relatives: [Relative] = []
        try selectOwn.forEach(
            {
                $0.bind(name.region)
                $0.bind(name.organ)
                $0.bind(years.lowerBound)
                $0.bind(years.upperBound)
            }, { relatives.append(Relative(id: $0.integer(0), year: Int($0.integer(1)))) })
        return relatives
    }

    /// The reports on later years that are a report's relatives if it is the only one of its name on its year.
    func relativesIfAlone(_ region: String, of organ: String, after year: Int) throws -> [Relative] {
        try named(organ, in: Self.years(after: year)).compactMap { year, rows in
            rows.count == 1 && areOne([rows[0].region, region], of: organ)
                ? Relative(id: rows[0].id, year: year) : nil
        }
    }

    private func named(_ organ: String, in years: ClosedRange<Int>) throws -> [(year: Int, rows: [Row])] {
        var found: [(year: Int, rows: [Row])] = []
        try selectNamed.forEach(
            {
                $0.bind(organ)
                $0.bind(years.lowerBound)
                $0.bind(years.upperBound)
            },
            { row in
                let year = Int(row.integer(1))
                if found.last?.year != year { found.append((year, [])) }
                found[found.count - 1].rows.append(Row(id: row.integer(0), region: row.text(2)))
            })
        return found
    }

    static func years(after year: Int) -> ClosedRange<Int> { (year + 1)...max(year + 1, 9999) }
}

extension ReportName {
    /// Of regions that are one, the one that says most: a region, else the host, else none.
    static func telling(_ regions: some Sequence<String>) -> String {
        regions.max { rank($0) < rank($1) } ?? ""
    }

    private static func rank(_ region: String) -> Int {
        region.isEmpty ? 0 : OrganDirectory.isHost(region) ? 1 : 2
    }

    /// The same organ and year elsewhere.
    func of(_ region: String) -> ReportName { ReportName(region: region, organ: organ, year: year) }

    /// Whether both have one organ's name and year, whatever the region.
    func isNamesake(of other: ReportName) -> Bool { organ == other.organ && year == other.year }
}
