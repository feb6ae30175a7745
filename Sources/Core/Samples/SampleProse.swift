/// Puts phrases into words: fills their places, and takes no phrase of a set twice before all have been taken.
struct SampleProse {
    /// What has been written, in UTF-8.
    var text: [UInt8] = []
    var generator: SeededGenerator
    private let draft: SampleDraft
    private var taken: [UInt64]
    private var takenTopics: UInt64 = 0

    /// Prose about a report.
    init(_ draft: SampleDraft, _ generator: SeededGenerator) {
        self.draft = draft
        self.generator = generator
        taken = Array(repeating: 0, count: Self.sets.count)
        text.reserveCapacity(16_384)
    }

    /// Writes one phrase of a set.
    mutating func write(_ set: PhraseSet) {
        let phrases = Self.sets[set.rawValue]
        write(phrases[Self.take(of: phrases.count, from: &taken[set.rawValue], &generator)])
    }

    /// Writes text as it stands.
    mutating func write(_ string: String) {
        text.append(contentsOf: string.utf8)
    }

    /// Writes a whole number.
    mutating func write(_ number: Int) {
        text.appendDigits(of: number)
    }

    private static let sets: [[Phrase]] = PhraseSet.allCases.map(\.phrases)

    private static func take(of count: Int, from taken: inout UInt64, _ generator: inout SeededGenerator) -> Int {
        if taken.nonzeroBitCount >= count { taken = 0 }
        var index = generator.below(count)
        while taken & (1 << UInt64(index)) != 0 { index = index + 1 == count ? 0 : index + 1 }
        taken |= 1 << UInt64(index)
        return index
    }

    private mutating func write(_ phrase: Phrase) {
        for piece in phrase.pieces {
            switch piece {
            case .text(let string): write(string)
            case .fact(let fact): write(fact)
            case .phrase(let set): write(set)
            case .number(let range):
                let number = generator.within(range)
                write(number == draft.permits ? number + 1 : number)
            }
        }
    }

    private mutating func write(_ fact: SampleFact) {
        switch fact {
        case .year: writeYear(draft.year, otherwise: "本年度")
        case .nextYear: writeYear(draft.year + 1, otherwise: "下一年度")
        case .digits: write(draft.year)
        case .period: writeYear(draft.periodYear ?? draft.year, otherwise: "本年度")
        case .agency: write(draft.namesAgency ? draft.organ.name : "本机关")
        case .we: write(draft.organ.we)
        case .whole: write(draft.organ.whole)
        case .area: write(draft.organ.area)
        case .leaders: write(draft.organ.leaders)
        case .units: write(draft.organ.units)
        case .topic:
            let topics = draft.organ.bureau.topics
            write(topics[Self.take(of: topics.count, from: &takenTopics, &generator)])
        case .breakdown: writeBreakdown()
        case .sections: write(SampleHeadings.list)
        case .partCount: write(SampleHeadings.numeral(draft.declaredParts ?? SectionID.allCases.count))
        default: write(figure(fact))
        }
    }

    private mutating func writeYear(_ year: Int, otherwise phrase: String) {
        guard draft.namesYear else { return write(phrase) }
        write(year)
        write("年")
    }

    private func figure(_ fact: SampleFact) -> Int {
        switch fact {
        case .received: draft.misstatedRequests ?? draft.figure(SampleCells.received)
        case .carriedIn: draft.figure(SampleCells.carriedIn)
        case .handled: draft.figure(SampleCells.handled)
        case .carriedOut: draft.figure(SampleCells.carriedOut)
        case .granted: draft.figure(SampleCells.granted)
        case .partlyGranted: draft.figure(SampleCells.partlyGranted)
        case .otherwiseEnded: figure(.handled) - figure(.granted) - figure(.partlyGranted)
        case .natural: draft.figure(SampleCells.receivedFromPersons)
        case .organisations: figure(.received) - figure(.natural)
        case .issued: draft.misstatedDocuments ?? draft.documentsMade
        case .effective: SampleCells.documentsInForce.reduce(0) { $0 + draft.figure($1) }
        case .reconsiderations: draft.figure(SampleCells.reconsiderations)
        case .lawsuits: SampleCells.lawsuits.reduce(0) { $0 + draft.figure($1) }
        case .published: draft.misstatedPublished ?? draft.published.reduce(0, +)
        default: 0
        }
    }

    /// `政务动态类120条、养老服务信息33条（含转载5条）`: parts that add up, with a sub-count now and then that is none.
    private mutating func writeBreakdown() {
        let separator = generator.pick(["，", "、"])
        var takenKinds: UInt64 = 0
        for (index, count) in draft.published.enumerated() {
            if index > 0 { write(separator) }
            if generator.chance(35) {
                write(.topic)
                write("信息")
            } else {
                write(Self.kinds[Self.take(of: Self.kinds.count, from: &takenKinds, &generator)])
            }
            write(count)
            write("条")
            if count > 8, generator.chance(12) {
                write("（含转载")
                write(generator.within(2...(count / 2)))
                write("条）")
            }
        }
    }

    private static let kinds = [
        "政务动态类", "通知公告类", "政策文件", "政策解读", "财政信息", "人事信息", "规划计划", "统计数据", "重点领域信息", "办事指南", "会议信息", "工作简报", "建议提案办理信息",
        "其他信息",
    ]
}

extension [UInt8] {
    /// Appends a number's decimal digits, with a minus sign if it is below zero.
    mutating func appendDigits(of number: Int) {
        if 0..<10 ~= number { return append(UInt8(ascii: "0") + UInt8(number)) }
        if number < 0 { append(UInt8(ascii: "-")) }
        var rest = number.magnitude
        let start = count
        repeat {
            append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        self[start...].reverse()
    }
}
