/// Takes titles apart: `嘉兴市民政局2020年度政府信息公开工作年度报告`, `2020年南关区民政局政府信息公开工作年度报告`.
enum TitleText {
    /// Organ and year as a title names them.
    struct Parts: Hashable {
        let agency: String?
        let year: Int?
    }

    /// The text without white space, widths folded.
    static func folded(_ range: Range<Int>, in text: Span<UInt8>) -> [UInt32] {
        var result: [UInt32] = []
        var position = range.lowerBound
        while position < range.upperBound {
            let scalar = Scalars.folded(Scalars.next(text, &position, end: range.upperBound))
            if !Scalars.isSpace(scalar) { result.append(scalar) }
        }
        return result
    }

    /// The text without white space, widths folded.
    static func folded(_ text: String) -> [UInt32] {
        let bytes = Array(text.utf8)
        return folded(0..<bytes.count, in: bytes.span)
    }

    /// The scalars as text.
    static func string(_ scalars: some Sequence<UInt32>) -> String {
        var result = String.UnicodeScalarView()
        for scalar in scalars { result.append(Unicode.Scalar(scalar) ?? "\u{FFFD}") }
        return String(result)
    }

    /// Whether punctuation shows that this is running text.
    static func isSentence(_ scalars: [UInt32]) -> Bool {
        scalars.contains { $0 == 0x3002 || $0 == 0x2C || $0 == 0x3B || $0 == 0x7C || $0 == 0x3E }
    }

    /// Whether a text is the name of a region and nothing else.
    static func isRegion(_ scalars: [UInt32]) -> Bool {
        guard scalars.count >= 2, let last = scalars.last else { return false }
        return regionEndings.contains(last) && scalars.allSatisfy(Scalars.isIdeograph)
    }

    private static let regionEndings = Set("省市区县旗州盟乡镇".unicodeScalars.map(\.value))

    /// Whether a number can be a report year.
    static func isPlausible(year: Int) -> Bool {
        (2000...2099).contains(year)
    }

    private static let subjects = ["政府信息公开", "政务信息公开", "信息公开", "政务公开"].map { Array($0.unicodeScalars.map(\.value)) }
    private static let endings = ["报告", "年报"].map { Array($0.unicodeScalars.map(\.value)) }
    private static let about = Array("关于".unicodeScalars.map(\.value))
    private static let people = Array("人民".unicodeScalars.map(\.value))
    private static let government = Array("政府".unicodeScalars.map(\.value))

    /// The title itself, without what pages put before it: `名称：…`, `【年报】…`.
    static func proper(_ scalars: [UInt32]) -> [UInt32] {
        var rest = scalars[...]
        if rest.first == 0x3010, let close = rest.firstIndex(of: 0x3011) { rest = rest[(close + 1)...] }
        if let subject = subjects.lazy.compactMap({ firstIndex(of: $0, in: scalars) }).first, subject > rest.startIndex,
            let colon = rest[..<subject].lastIndex(of: 0x3A)
        {
            rest = rest[(colon + 1)...]
        }
        return Array(rest)
    }

    /// The organ that stands alone on a line, perhaps behind `来源：`; nil when the line may be anything else.
    static func organAlone(_ scalars: [UInt32]) -> String? {
        let name = scalars.lastIndex(of: 0x3A).map { scalars[($0 + 1)...] } ?? scalars[...]
        guard (5...30).contains(name.count), let last = name.last, organEndings.contains(last),
            name.allSatisfy(Scalars.isIdeograph), name.dropFirst().contains(where: regionEndings.contains)
        else { return nil }
        return string(name)
    }

    /// The year that stands alone on a line, perhaps in parentheses.
    static func yearAlone(_ scalars: [UInt32]) -> Int? {
        guard let year = firstYear(in: scalars),
            (scalars[..<year.range.lowerBound] + scalars[year.range.upperBound...])
                .allSatisfy(Scalars.isPunctuation)
        else { return nil }
        return year.value
    }

    /// Reads a title; nil when the text is none. Behind that of a file's name numbers and marks may stand.
    static func parse(_ scalars: [UInt32], isFileName: Bool = false) -> Parts? {
        // …关于印发《…报告》的通知: the title proper stands between the marks, the organ perhaps before them.
        if let open = scalars.firstIndex(of: 0x300A), let close = scalars.lastIndex(of: 0x300B), open < close,
            let inner = parse(Array(scalars[(open + 1)..<close]))
        {
            return Parts(agency: inner.agency ?? name(scalars[..<open]), year: inner.year)
        }
        guard let subject = subjects.lazy.compactMap({ firstIndex(of: $0, in: scalars) }).first,
            let ending = endings.compactMap({ lastEnd(of: $0, in: scalars) }).max(), ending > subject,
            isFileName ? !scalars[ending...].contains(where: Scalars.isIdeograph) : isTail(scalars[ending...])
        else { return nil }
        let year = firstYear(in: scalars)
        var agency: ArraySlice<UInt32>
        if let year, year.range.lowerBound == 0 || isLead(scalars[..<year.range.lowerBound]),
            year.range.upperBound <= subject
        {
            agency = scalars[year.range.upperBound..<subject]
        } else if let year, year.range.lowerBound < subject {
            agency = scalars[..<year.range.lowerBound]
        } else {
            agency = scalars[..<subject]
        }
        // XX市人民政府信息公开…: the word 政府 serves twice.
        if agency.endIndex == subject, agency.suffix(2).elementsEqual(people),
            scalars[subject...].starts(with: government)
        {
            agency = scalars[agency.startIndex..<(subject + 2)]
        }
        let isAnnouncement = scalars[ending...].first == 0x7684
        let organ = isAnnouncement && !endsLikeOrgan(agency) ? nil : name(agency)
        return Parts(agency: organ, year: year?.value)
    }

    /// 关于报送2020年…报告的通知 names no organ before the year.
    private static func endsLikeOrgan(_ scalars: ArraySlice<UInt32>) -> Bool {
        scalars.last { $0 != 0x7684 }.map { organEndings.contains($0) || regionEndings.contains($0) } ?? false
    }

    /// Reads a loose name like `嘉兴市民政局_2020`: a run of Chinese that ends like an organ, and a year that stands alone.
    static func parseLoosely(_ scalars: [UInt32]) -> Parts? {
        var agency: String?
        for run in scalars.split(whereSeparator: { !Scalars.isIdeograph($0) || $0 == 0x5E74 }) {
            if agency == nil, run.count >= 3, let last = run.last, organEndings.contains(last) { agency = string(run) }
        }
        return Parts(agency: agency, year: firstYear(in: scalars, needsYearWord: false)?.value)
    }

    /// The characters that names of organs end in.
    static let organEndings = Set("局委办厅府院会处队部署所站校心室行".unicodeScalars.map(\.value))

    // MARK: Pieces

    private static let announcements = ["的公示", "的公告", "的通告", "的通知"].map { Array($0.unicodeScalars.map(\.value)) }

    /// What may stand behind the word 报告: nothing, a remark in parentheses, or 的公示.
    private static func isTail(_ tail: ArraySlice<UInt32>) -> Bool {
        guard let first = tail.first, !announcements.contains(where: { tail.elementsEqual($0) }) else { return true }
        return [0x28, 0x300B, 0x3011, 0x201D, 0x22].contains(first) && tail.count <= 16
    }

    /// What may stand before a year that opens the title.
    private static func isLead(_ lead: ArraySlice<UInt32>) -> Bool {
        lead.allSatisfy { Scalars.isPunctuation($0) } || lead.elementsEqual(about)
    }

    private static func name(_ scalars: ArraySlice<UInt32>) -> String? {
        var scalars = scalars
        while let first = scalars.first, Scalars.isPunctuation(first), first != 0x28 { scalars = scalars.dropFirst() }
        if scalars.starts(with: about) { scalars = scalars.dropFirst(about.count) }
        if scalars.first == 0x5EA6 { scalars = scalars.dropFirst() }
        // 关于, 关于印发 and the like.
        for extra in 0...2 where scalars.dropLast(extra).suffix(about.count).elementsEqual(about) {
            scalars = scalars.dropLast(extra + about.count)
        }
        while let last = scalars.last, last == 0x7684 || (Scalars.isPunctuation(last) && last != 0x29) {
            scalars = scalars.dropLast()
        }
        return scalars.count >= 2 && scalars.contains(where: Scalars.isIdeograph) ? string(scalars) : nil
    }

    /// The first year with its 年 or 年度, in digits of either kind.
    private static func firstYear(
        in scalars: [UInt32], needsYearWord: Bool = true
    ) -> (value: Int, range: Range<Int>)? {
        var start = 0
        while start + 4 <= scalars.count {
            let digits = scalars[start..<(start + 4)].compactMap { Scalars.digit($0) ?? yearDigit($0) }
            let value = digits.reduce(0) { $0 * 10 + $1 }
            let next = start + 4 < scalars.count ? scalars[start + 4] : 0
            let isYear = next == 0x5E74
            let isAlone = !isCode(next) && (start == 0 || !isCode(scalars[start - 1]))
            if digits.count == 4, isPlausible(year: value), isYear || (!needsYearWord && isAlone) {
                var end = start + (isYear ? 5 : 4)
                if end < scalars.count, scalars[end] == 0x5EA6 { end += 1 }
                return (value, start..<end)
            }
            start += 1
        }
        return nil
    }

    /// Whether a digit or a Latin letter, so that digits beside it are part of a longer code.
    private static func isCode(_ scalar: UInt32) -> Bool {
        Scalars.digit(scalar) != nil || (0x41...0x5A).contains(scalar) || (0x61...0x7A).contains(scalar)
    }

    /// 二〇二〇, also with the letter O for 〇.
    private static func yearDigit(_ scalar: UInt32) -> Int? {
        switch scalar {
        case 0x4E24: nil
        case 0x4F, 0x6F: 0
        default: ChineseNumeral.digit(scalar)
        }
    }

    /// Where a word first stands.
    static func firstIndex(of word: [UInt32], in scalars: [UInt32]) -> Int? {
        guard scalars.count >= word.count else { return nil }
        return (0...(scalars.count - word.count)).first { scalars[$0..<($0 + word.count)].elementsEqual(word) }
    }

    private static func lastEnd(of word: [UInt32], in scalars: [UInt32]) -> Int? {
        guard scalars.count >= word.count else { return nil }
        let start = (0...(scalars.count - word.count)).last { scalars[$0..<($0 + word.count)].elementsEqual(word) }
        return start.map { $0 + word.count }
    }
}
