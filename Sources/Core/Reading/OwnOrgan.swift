/// The organ that reports, and what its text may call it: 市民政局, 区发改委, 我局, 本机关, 全镇.
struct OwnOrgan: Sendable {
    /// Its name, and the name with the endings that are said in short.
    private let names: [[UInt32]]

    /// Whether it is a government.
    private let governs: Bool

    /// The organ of that name; with none, everybody who says "we" is meant.
    init(_ agency: String?) {
        names = agency.map { Self.names(of: $0) } ?? []
        governs = names.first.map { $0.suffix(2) == Self.government } ?? false
    }

    private static func names(of agency: String) -> [[UInt32]] {
        let name = OrganName.key(agency).unicodeScalars.map(\.value)
        var names = [name]
        for (ending, dropped) in shortenings where name.count > ending.count && name.suffix(ending.count) == ending {
            names.append(Array(name.dropLast(dropped)))
        }
        return names
    }

    /// 委员会 is said 委, 办公室 办, 街道办事处 街道, and a government is called by its region.
    private static let shortenings: [(ending: ArraySlice<UInt32>, dropped: Int)] = [
        ("委员会", 2), ("管理委员会", 5), ("管委会", 3), ("办公室", 2), ("办公厅", 2), ("办事处", 2), ("街道办事处", 3), ("人民政府", 4), ("区政府", 2),
        ("县政府", 2),
        ("市政府", 2), ("镇政府", 2), ("乡政府", 2),
    ].map { (ending: $0.unicodeScalars.map(\.value)[...], dropped: $1) }

    // MARK: By its name

    /// Whether a run of text ends in its name, whole or in short: characters may be left out, but none of those that say
    /// how high it stands (市民政局 is no 嘉兴市秀洲区民政局), and what stands before must not be more of a name.
    ///
    /// - Returns: where in the run the name begins, and what it means; nil when it is somebody else's.
    func name(endOf run: ArraySlice<UInt32>) -> (start: Int, whom: Meaning)? {
        guard let start = names.lazy.compactMap({ Self.start(of: $0, in: run) }).first else { return nil }
        if governs, run.last.map(Self.largeRegions.contains) ?? false { return (start, .region) }
        let name = run[start...]
        // 县政府 may be all that a county has, or no more than its government's own office.
        let isDoubtful =
            name.suffix(2) == Self.government && name.suffix(4) != Self.peoplesGovernment
            && name.dropLast(2).last.map { Self.largeRegions.contains($0) } ?? true
        return (start, isDoubtful ? .doubtful : .own)
    }

    private static let government = Array("政府".unicodeScalars.map(\.value))[...]
    private static let peoplesGovernment = Array("人民政府".unicodeScalars.map(\.value))[...]

    private static func start(of name: [UInt32], in run: ArraySlice<UInt32>) -> Int? {
        guard let last = run.last, last == name.last else { return nil }
        var start = run.endIndex
        var rest = name[...]
        while start > run.startIndex {
            let scalar = run[start - 1]
            guard let found = rest.lastIndex(of: scalar),
                !rest[(found + 1)...].indices.contains(where: { isRegion(at: $0, of: name) })
            else { break }
            rest = rest[..<found]
            start -= 1
        }
        if rest.isEmpty || start == run.startIndex { return start }
        return fillers.contains(run[start - 1]) ? start : nil
    }

    /// Whether a character of a name ends a region's: that of 市场 and 社区 does not.
    private static func isRegion(at index: Int, of name: [UInt32]) -> Bool {
        guard regions.contains(name[index]) else { return false }
        let isWord = index + 1 < name.count && notBehindRegion.contains(name[index + 1])
        return !isWord && (index == 0 || !notBeforeRegion.contains(name[index - 1]))
    }

    static let regions = Set("省市县区旗州盟镇乡".unicodeScalars.map(\.value))
    private static let notBehindRegion = Set("场容域".unicodeScalars.map(\.value))
    private static let notBeforeRegion = Set("城社小".unicodeScalars.map(\.value))
    /// What may stand before a name without being part of it.
    private static let fillers = Set("年度月日内来底初末由对向经在是以与和及前后间期自将把被为的我本至到因".unicodeScalars.map(\.value))

    /// Whom a text means.
    enum Meaning {
        case own
        /// The organ, but perhaps not all that it reports on.
        case doubtful
        /// The region that a government governs (我县, 沙溪县), where each of many organs may be meant.
        case region
        case other
    }

    // MARK: By a pronoun

    /// Whom 我 or 本 before this text means, and how many characters say so (局, 街道, 机关); nil when it means nobody.
    func meant(byOurs text: ArraySlice<UInt32>) -> (whom: Meaning, length: Int)? {
        for unit in Self.anybodysUnits where text.starts(with: unit) { return (.own, unit.count) }
        return unit(opening: text)
    }

    /// The same of 全: 全局, but not 全县, where each of many organs may be meant.
    func meant(byWhole text: ArraySlice<UInt32>) -> (whom: Meaning, length: Int)? {
        guard let first = text.first else { return nil }
        return Self.largeRegions.contains(first) ? (.other, 1) : unit(opening: text)
    }

    private func unit(opening text: ArraySlice<UInt32>) -> (whom: Meaning, length: Int)? {
        for length in [3, 2, 1] where text.count >= length {
            let unit = text.prefix(length)
            guard names.contains(where: { $0.suffix(length) == unit }) else { continue }
            return (governs && unit.last.map(Self.largeRegions.contains) ?? false ? .region : .own, length)
        }
        for unit in Self.units where text.starts(with: unit) { return (names.isEmpty ? .own : .other, unit.count) }
        return nil
    }

    private static let anybodysUnits = ["机关", "单位", "部门", "机构", "行政机关", "乡镇"].map {
        Array($0.unicodeScalars.map(\.value))
    }
    private static let units = [
        "街道", "中心", "支队", "大队", "管委会", "局", "委", "厅", "院", "办", "处", "站", "所", "队", "会", "校", "馆", "省", "市", "县", "区",
        "旗",
        "州", "盟", "镇", "乡",
    ].map { Array($0.unicodeScalars.map(\.value)) }
    private static let largeRegions = Set("省市县区旗州盟国".unicodeScalars.map(\.value))
}
