/// An invented organ: its name, how it speaks of itself, and how much it has to report.
struct SampleOrgan: Sendable {
    /// The full name, unique within a corpus.
    let name: String
    /// How it says "we": 我局, 本机关.
    let we: String
    /// All of it: 全局, 全县.
    let whole: String
    /// The area it works for: 全县.
    let area: String
    /// Who leads it: 县委、县政府.
    let leaders: String
    /// Who works for it: 各科室, 各乡镇和部门.
    let units: String
    /// What it deals with.
    let bureau: Bureau
    /// How large its figures are, in percent of an organ of a county.
    let scale: Int
    /// The invented province it lies in, as a scraper would note it.
    let region: String
    /// The month on whose last day its report is due, January or March (条例第四十九条).
    let dueMonth: Int

    /// Department or government.
    var kind: AgencyKind { AgencyKind(agency: name) }

    /// The last day on which its report on a year is in time.
    func dueDate(for year: Int) -> CivilDate {
        CivilDate(year: year + 1, month: dueMonth, day: 31) ?? CivilDate(daysSinceEpoch: 0)
    }

    /// How many organs a corpus has names for.
    static let count: Int = {
        let organsPerName = SampleLevel.allCases.map { level in level.names * SampleLevel.cycle.count / level.share }
        return organsPerName.min() ?? 0
    }()

    /// The organ of that number, 0 to below ``count``, in the corpus of a seed.
    init(number: Int, seed: UInt64) {
        let slot = number % SampleLevel.cycle.count
        let level = SampleLevel.cycle[slot]
        let ordinal = number / SampleLevel.cycle.count * level.share + SampleLevel.earlier[slot]
        var generator = SeededGenerator(seed: seed, level.rawValue)
        // A large prime step visits every name of the level before any comes again, and neighbours look unrelated.
        self.init(level: level, name: (ordinal * 2_654_435_761 + generator.below(level.names)) % level.names)
    }

    private init(level: SampleLevel, name number: Int) {
        var rest = number
        func digit(_ base: Int) -> Int {
            defer { rest /= base }
            return rest % base
        }
        let bureau = level.bureaus[digit(level.bureaus.count)]
        var name = ""
        var suffix = ""
        for suffixes in level.places {
            suffix = suffixes[digit(suffixes.count)]
            name += PlaceNames.name(digit(PlaceNames.count)) + suffix
        }
        self.name = name + bureau.name
        self.bureau = bureau
        scale = level.scale
        dueMonth = level.dueMonth
        region = PlaceNames.name(number % PlaceNames.count) + "省"
        area = "全" + suffix
        switch level {
        case .countyBureau, .districtBureau, .cityBureau:
            (we, whole, units) = ("我局", "全局", "各科室")
            leaders = "\(suffix)委、\(suffix)政府"
        case .governmentOffice:
            (we, whole, units) = ("我办", "全办", "各股室")
            leaders = "\(suffix)委、\(suffix)政府"
        case .countyGovernment, .districtGovernment, .cityGovernment:
            (we, whole, units) = ("本机关", "全" + suffix, "各乡镇（街道）和部门")
            leaders = "\(suffix)委"
        case .township:
            (we, whole, units) = ("我" + suffix, "全" + suffix, "各村（社区）和站所")
            leaders = "\(suffix)党委"
        case .subdistrict:
            (we, whole, units) = ("我街道", "全街道", "各社区和科室")
            leaders = "街道党工委"
        }
    }
}

/// Where an organ stands, which decides how it is named.
enum SampleLevel: Int, CaseIterable, Sendable {
    case countyBureau, districtBureau, cityBureau
    case countyGovernment, districtGovernment, cityGovernment
    case township, subdistrict, governmentOffice

    /// Which levels follow one another, over and over: mostly departments, as in life, and every level among the first few.
    static let cycle: [SampleLevel] = [
        .countyBureau, .districtGovernment, .cityBureau, .township, .districtBureau, .subdistrict, .countyBureau,
        .governmentOffice, .cityGovernment, .districtBureau, .countyBureau, .countyGovernment, .cityBureau, .township,
        .countyBureau, .districtBureau, .subdistrict, .countyBureau, .districtGovernment, .cityBureau, .districtBureau,
        .governmentOffice, .countyBureau, .township, .districtBureau, .cityBureau, .countyBureau, .subdistrict,
        .districtBureau, .countyBureau, .township, .countyBureau,
    ]

    /// For each place in ``cycle``, how often its level came before in it.
    static let earlier: [Int] = cycle.indices.map { index in cycle[..<index].filter { $0 == cycle[index] }.count }

    private static let shares: [Int] = allCases.map { level in cycle.filter { $0 == level }.count }

    /// How many organs of this level one round of ``cycle`` has.
    var share: Int { Self.shares[rawValue] }

    /// How many names the level has.
    var names: Int { places.reduce(bureaus.count) { $0 * $1.count * PlaceNames.count } }

    /// The places in the name, outermost first, each with what may follow its two syllables.
    var places: [[String]] {
        switch self {
        case .countyBureau, .countyGovernment, .governmentOffice: [["县", "区"]]
        case .districtBureau, .districtGovernment: [["市"], ["区"]]
        case .cityBureau, .cityGovernment: [["市"]]
        case .township: [["县"], ["镇", "乡"]]
        case .subdistrict: [["市"], ["区"], [""]]
        }
    }

    /// What may end the name.
    var bureaus: [Bureau] {
        switch self {
        case .countyBureau, .districtBureau, .cityBureau: Bureau.departments
        case .countyGovernment, .districtGovernment, .cityGovernment: Bureau.governments
        case .township: Bureau.townships
        case .subdistrict: Bureau.subdistricts
        case .governmentOffice: Bureau.governmentOffices
        }
    }

    /// The month on whose last day the report is due: governments have until March, those of townships as departments.
    var dueMonth: Int {
        switch self {
        case .countyGovernment, .districtGovernment, .cityGovernment: 3
        case .countyBureau, .districtBureau, .cityBureau, .township, .subdistrict, .governmentOffice: 1
        }
    }

    /// How large the figures are, in percent of an organ of a county.
    var scale: Int {
        switch self {
        case .countyBureau, .countyGovernment, .governmentOffice: 100
        case .districtBureau, .districtGovernment: 130
        case .cityBureau: 240
        case .cityGovernment: 400
        case .township, .subdistrict: 60
        }
    }
}
