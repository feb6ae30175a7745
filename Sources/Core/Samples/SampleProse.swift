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

    /// Begins numbers of their own, so that what is written until ``resume(_:)`` changes nothing of what comes after.
    mutating func pause() -> Pause {
        let own = SeededGenerator(seed: generator.next())
        defer { generator = own }
        return Pause(generator: generator, taken: taken, takenTopics: takenTopics)
    }

    /// Goes on where ``pause()`` left off.
    mutating func resume(_ pause: Pause) {
        (generator, taken, takenTopics) = (pause.generator, pause.taken, pause.takenTopics)
    }

    /// Where the numbers stood.
    struct Pause {
        fileprivate let generator: SeededGenerator
        fileprivate let taken: [UInt64]
        fileprivate let takenTopics: UInt64
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
        case .we: write(draft.voice.we)
        case .whole: write(draft.voice.whole)
        case .area: write(draft.voice.area)
        case .leaders: write(draft.voice.leaders)
        case .units: write(draft.voice.units)
        case .topic:
            let topics = draft.voice.bureau.topics
            write(topics[Self.take(of: topics.count, from: &takenTopics, &generator)])
        case .breakdown: writeBreakdown()
        case .sections: write(SampleHeadings.list)
        case .partCount: write(SampleHeadings.numeral(draft.declaredParts ?? SectionID.allCases.count))
        case .date, .isoDate, .dateInWords: write(draft.date, as: fact)
        default: write(draft.misstated[fact] ?? draft.stated(fact))
        }
    }

    private mutating func writeYear(_ year: Int, otherwise phrase: String) {
        guard draft.namesYear else { return write(phrase) }
        write(year)
        write("年")
    }

    private mutating func write(_ date: CivilDate, as fact: SampleFact) {
        switch fact {
        case .isoDate: write(date.description)
        case .dateInWords: write(SampleHeadings.words(date))
        default: write("\(date.year)年\(date.month)月\(date.day)日")
        }
    }

    /// `政务动态类120条、养老服务信息33条（含转载5条）`: parts that add up, with a sub-count now and then that is none.
    private mutating func writeBreakdown() {
        let separator = generator.pick(["，", "、"])
        var takenKinds: UInt64 = 0
        for (index, count) in draft.published.enumerated() {
            if index > 0 { write(separator) }
            // A few parts without 其他 may be no more than those worth naming.
            if index == draft.published.count - 1, index < 3 {
                write("其他信息")
            } else if generator.chance(35) {
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
