/// Finds the organs and times that a sentence names.
struct ScopeReader {
    private(set) var clauses: [ScopeClause] = []
    /// Where the report's own organ is named.
    private(set) var ownNames: [Range<Int>] = []
    /// Where others last stand with a count of their own.
    private(set) var lastCountedOther: Int?
    private let stretch: Stretch
    private let organ: OwnOrgan
    private let words = ScopeWords.shared
    /// Where the characters without a mark between them began, any of which may belong to a name.
    private var runStart = 0
    private var clauseStart = 0
    /// How many parentheses are open: what stands in them is told beside the sentence.
    private var depth = 0

    /// No clause has more organs that matter.
    private static let mostMentions = 64
    /// No name, with what stands before it, is longer.
    private static let longestName = 40

    init(_ stretch: Stretch, _ organ: OwnOrgan) {
        self.stretch = stretch
        self.organ = organ
    }

    mutating func read() {
        clauses = [ScopeClause(start: stretch.offsets[0])]
        var index = 0
        while index < stretch.scalars.count {
            if !Scalars.isIdeograph(stretch.scalars[index]) {
                takeMark(at: index)
                index += 1
            } else if let (kind, length) = words.match(stretch, at: index) {
                index = take(kind, index..<(index + length))
            } else {
                index += 1
            }
        }
    }

    private mutating func takeMark(at index: Int) {
        runStart = index + 1
        switch stretch.scalars[index] {
        case 0x28, 0x3014, 0x5B: depth += 1
        case 0x29, 0x3015, 0x5D: depth = max(0, depth - 1)
        case 0x2C where depth == 0, 0x3A where depth == 0, 0x3B where depth == 0:
            clauses.append(ScopeClause(start: stretch.offsets[index + 1]))
            clauseStart = index + 1
        default: break
        }
    }

    /// Takes a word and returns where to read on.
    private mutating func take(_ kind: ScopeWords.Kind, _ range: Range<Int>) -> Int {
        switch kind {
        case .nothing: break
        case .organ: takeName(endingAt: range.upperBound)
        case .body: if isSubject(at: range.upperBound) { takeName(endingAt: range.upperBound) }
        case .region: if words.isFollowed(stretch, at: range.upperBound) { takeName(endingAt: range.upperBound) }
        case .others:
            // 局机关 is the organ itself.
            if ownNames.last?.upperBound != stretch.offsets[range.lowerBound] { mention(.other, range, isName: false) }
        case .ours, .whole:
            let rest = stretch.scalars[range.upperBound...].prefix(4)
            guard let meant = kind == .ours ? organ.meant(byOurs: rest) : organ.meant(byWhole: rest) else { break }
            mention(meant.whom, range.lowerBound..<(range.upperBound + meant.length))
            return range.upperBound + meant.length
        case .year: note(.wholeYear)
        case .partOfYear: note(.part)
        case .numberedYear: if isNumberedYear(at: range.lowerBound) { note(.wholeYear) }
        case .month: takeMonth(at: range.lowerBound)
        case .until: takeUntil(range.upperBound)
        }
        return range.upperBound
    }

    // MARK: Organs

    private mutating func takeName(endingAt end: Int) {
        let run = max(runStart, end - Self.longestName)..<end
        // 政府 alone names nobody.
        guard !stretch.scalars[run].elementsEqual(Self.government) else { return }
        if let named = organ.name(endOf: stretch.scalars[run]) {
            drop(from: stretch.offsets[named.start])
            mention(named.whom, named.start..<end)
        } else {
            dropOwner(of: run)
            mention(.other, run)
        }
    }

    /// 我市 in 我市民政局 names nobody by itself.
    private mutating func drop(from offset: Int) {
        guard let last = clauses.last?.mentions.last, last.range.upperBound > offset else { return }
        removeLastMention(last)
    }

    /// 县人民政府 in 县人民政府办公室 only says whose office it is.
    private mutating func dropOwner(of run: Range<Int>) {
        guard let last = clauses.last?.mentions.last, last.whom != .other,
            last.range.lowerBound >= stretch.offsets[run.lowerBound]
        else { return }
        let between = run.filter { stretch.offsets[$0] >= last.range.upperBound }
        if !between.isEmpty, !words.hasVerb(stretch, between) { removeLastMention(last) }
    }

    private mutating func removeLastMention(_ last: ScopeClause.Mention) {
        clauses[clauses.count - 1].mentions.removeLast()
        if last.whom != .other { ownNames.removeLast() }
    }

    private mutating func mention(_ whom: OwnOrgan.Meaning, _ range: Range<Int>, isName: Bool = true) {
        guard whom != .other || !words.isOnlyAnOccasion(stretch, behind: range.upperBound) else { return }
        if whom != .own, words.isCounted(stretch, behind: range.upperBound) {
            lastCountedOther = stretch.offsets[range.lowerBound]
        }
        let clause = clauses.count - 1
        guard depth == 0, clauses[clause].mentions.count < Self.mostMentions else { return }
        let bytes = stretch.offsets[range.lowerBound]..<stretch.offsets[range.upperBound]
        let isFirst = clauses[clause].mentions.isEmpty
        clauses[clause].mentions.append(
            ScopeClause.Mention(
                range: bytes, whom: whom, isName: isName, isSubject: isFirst && isSubject(at: range.upperBound)))
        if whom != .other { ownNames.append(bytes) }
    }

    private func isSubject(at end: Int) -> Bool {
        !words.hasObjectMark(stretch, max(clauseStart, end - Self.longestName)..<end)
    }

    // MARK: Time

    private mutating func note(_ period: ScopeClause.Period) {
        guard depth == 0, clauses[clauses.count - 1].period != .part else { return }
        clauses[clauses.count - 1].period = period
    }

    private func isNumberedYear(at index: Int) -> Bool {
        index >= 4 && stretch.scalars[(index - 4)..<index].allSatisfy { Scalars.digit($0) != nil }
    }

    /// 5月 is a part of the year, 1月1日至12月31日 all of it.
    private mutating func takeMonth(at index: Int) {
        let before = stretch.scalars[max(0, index - 2)..<index]
        let digits = before.suffix(while: { Scalars.digit($0) != nil }).compactMap(Scalars.digit)
        guard !digits.isEmpty else {
            if before.last.map(ChineseNumeral.isPart) ?? false { note(.part) }
            return
        }
        let month = digits.reduce(0) { $0 * 10 + $1 }
        let rest = stretch.scalars[(index + 1)...]
        if month == 1, rest.starts(with: Self.firstDay) { return }
        note(month == 12 && Self.lastDays.contains { rest.starts(with: $0) } ? .wholeYear : .part)
    }

    /// 截至年底 covers the year, 截至9月底 does not; what 截至目前 covers nobody knows.
    private mutating func takeUntil(_ end: Int) {
        let rest = Array(stretch.scalars[end...].prefix(14))
        let isYearsEnd = Self.yearsEnds.contains { TitleText.firstIndex(of: $0, in: rest) != nil }
        note(isYearsEnd ? .wholeYear : .part)
    }

    private static let government = scalars("政府")
    private static let firstDay = scalars("1日")
    private static let lastDays = ["31日", "底", "末"].map(scalars)
    private static let yearsEnds = ["年底", "年末", "12月31日", "12月底", "12月末"].map(scalars)

    private static func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }
}
