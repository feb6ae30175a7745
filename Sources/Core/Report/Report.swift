/// What one document states, read but not judged.
public struct Report: Sendable {
    /// Who reports on which year.
    public var identity: Identity
    /// The edition of the form its column heads belong to; nil when no table tells.
    public var edition: Edition?
    /// The values of all cells.
    public var cells: CellTable
    /// The text of cells that hold more than a number, or none, or whose column is unknown.
    public var raw: [CellID: String]
    /// Where each cell stands.
    public var places: CellPlaces
    /// The tables that were found.
    public var tables: Set<FormTable>
    /// Rows that lost their empty cells in extraction.
    public var collapsedRows: [CollapsedRow]
    /// The section headings that were found, in the form's order.
    public var headings: [SectionHeading]
    /// Figures and statements of the text.
    public var narrative: Narrative
    /// A hash of the text under the section headings, to the letter; nil when there is none, or in a report that was stored.
    public var textDigest: UInt64?

    /// A report of which nothing is known yet.
    public init() {
        identity = Identity()
        edition = nil
        cells = CellTable()
        raw = [:]
        places = CellPlaces()
        tables = []
        collapsedRows = []
        headings = []
        narrative = Narrative()
    }
}

/// Department or government (条例第五十条: a government has more to report).
public enum AgencyKind: String, Sendable, Hashable, CaseIterable, Codable {
    /// Any organ whose name does not end in 人民政府.
    case department
    /// An organ whose name ends in 人民政府.
    case government

    /// The kind that a name tells.
    public init(agency: String) {
        self = agency.hasSuffix("人民政府") ? .government : .department
    }
}

/// Who reports on which year, and how that is known.
public struct Identity: Sendable, Hashable {
    /// The organ's name as the title gives it; nil when it could not be determined.
    public var agency: String?
    /// The report year; nil when it could not be determined.
    public var year: Int?
    /// The region the organ belongs to, where the sidecar or the roster says; nil when nothing does.
    public var region: String?
    /// The report's title, a broken one joined; nil when there is none.
    public var title: String?
    /// All statements about organ and year that were found, the most trusted first.
    public var claims: [IdentityClaim] = []

    /// One of which nothing is known.
    public init() {}

    /// The kind of organ, when the organ is known.
    public var kind: AgencyKind? { agency.map { AgencyKind(agency: $0) } }

    /// Who the statements alone say it is, before any roster was asked; what there are none about stays as it is.
    public var asRead: Identity {
        guard !claims.isEmpty else { return self }
        var identity = self
        identity.claims = claims.map(\.unsettled)
        identity.agency = identity.claims.lazy.compactMap(\.agency).first
        identity.year = claims.lazy.compactMap(\.year).first
        identity.region = nil
        return identity
    }
}

/// One statement about organ or year.
public struct IdentityClaim: Sendable, Hashable {
    /// Where it was found.
    public enum Source: String, Sendable, Hashable, CaseIterable {
        /// The report's title.
        case title
        /// The statistics period (2020年1月1日至2020年12月31日).
        case period
        /// The file's name.
        case fileName = "file_name"
        /// The sidecar, `<file>.meta.json`.
        case sidecar
        /// The metadata of the page it was saved from.
        case page
    }

    /// Where it was found.
    public let source: Source
    /// The organ it names, if any.
    public let agency: String?
    /// The year it names, if any.
    public let year: Int?
    /// Where it stands, unless it is the file's name.
    public let place: Place?
    /// The text that states it.
    public let quote: String
    /// The organ's name as it is written there, where the roster knows the organ by another.
    public let asWritten: String?

    /// A statement as it was found.
    public init(
        source: Source, agency: String?, year: Int?, place: Place?, quote: String, asWritten: String? = nil
    ) {
        self.source = source
        self.agency = agency
        self.asWritten = asWritten
        self.year = year
        self.place = place
        self.quote = quote
    }

    /// The statement with the organ's name as it is written.
    fileprivate var unsettled: IdentityClaim {
        IdentityClaim(source: source, agency: asWritten ?? agency, year: year, place: place, quote: quote)
    }
}

/// One row that lost its empty cells in extraction.
public struct CollapsedRow: Sendable, Hashable {
    /// Its table.
    public let table: FormTable
    /// Its label in the form; for `appeals` the whole row of figures.
    public let label: String
    /// How its values were placed, nil when they could not be.
    public let placement: Placement?
    /// Where it stands.
    public let place: Place

    /// A row as it was found.
    public init(table: FormTable, label: String, placement: Placement?, place: Place) {
        self.table = table
        self.label = label
        self.placement = placement
        self.place = place
    }

    /// How values found their columns.
    public enum Placement: Sendable, Hashable {
        /// The one value is the row's total; or as many values as the row has totals.
        case totals
        /// The one reading that satisfies the form's identities.
        case identities
    }
}

/// A section's heading as the document has it.
public struct SectionHeading: Sendable, Hashable {
    /// Which section it opens.
    public let section: SectionID
    /// The number before it, nil when there is none.
    public let numeral: Int?
    /// Where it stands.
    public let place: Place
    /// Its text.
    public let quote: String

    /// A heading as it was found.
    public init(section: SectionID, numeral: Int?, place: Place, quote: String) {
        self.section = section
        self.numeral = numeral
        self.place = place
        self.quote = quote
    }
}
