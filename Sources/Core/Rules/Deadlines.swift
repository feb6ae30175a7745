/// Until when reports on a year are due in the year after it (条例第四十九条): days that are still in time.
public struct Deadlines: Sendable, Hashable {
    /// A day of any year.
    public struct Day: Sendable, Hashable {
        /// The month, 1 to 12.
        public let month: Int
        /// The day, 1 to 31.
        public let day: Int

        /// A day of a year; nil for one that no year has. Where the year has no 29 February, the 28th is meant.
        public init?(month: Int, day: Int) {
            guard CivilDate(year: 2000, month: month, day: day) != nil else { return nil }
            self.month = month
            self.day = day
        }

        fileprivate init(_ month: Int, _ day: Int) {
            self.month = month
            self.day = day
        }
    }

    /// Who is due when.
    public typealias Kind = OrganKind

    /// For departments.
    public var department = Day(1, 31)
    /// For governments of townships and towns, and for subdistrict offices.
    public var township = Day(1, 31)
    /// For governments from the county up.
    public var government = Day(3, 31)

    /// The law's own days.
    public static let standard = Deadlines()

    /// The law's own days.
    public init() {}

    /// Which kind an organ's name tells. A government is one by any of its names, 南关区 and 南关区政府 included: who is in
    /// doubt is not late.
    public static func kind(of agency: String) -> Kind {
        if agency.hasSuffix("街道办事处") || agency.hasSuffix("街道") { return .township }
        var name = Substring(agency)
        for ending in ["人民政府", "政府"] where name.hasSuffix(ending) {
            name = name.dropLast(ending.count)
            break
        }
        if name.hasSuffix("乡") || name.hasSuffix("镇") || name.hasSuffix("苏木") { return .township }
        let isRegion = name.last.map { regions.contains($0) } ?? true
        return isRegion || name.count < agency.count ? .government : .department
    }

    private static let regions: Set<Character> = ["省", "市", "县", "区", "旗", "州", "盟"]

    /// The last day in time for a report on a year of an organ of this kind.
    public func lastDay(of kind: OrganKind, reportYear: Int) -> CivilDate? {
        let day =
            switch kind {
            case .department: department
            case .township: township
            case .government: government
            }
        return CivilDate(year: reportYear + 1, month: day.month, day: day.day)
            ?? CivilDate(year: reportYear + 1, month: day.month, day: day.day - 1)
    }
}
