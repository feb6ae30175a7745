/// Whom and which time the statements of a sentence are about. The tables hold one organ's figures of one year: what 县公安局,
/// 各乡镇 or the first quarter had cannot be held against them.
struct StatementScope {
    /// Where the report's own organ is named.
    private(set) var ownNames: [Range<Int>] = []
    /// Whether the sentence leaves whoever reads on with others in mind.
    private(set) var speaksOfOthers = false
    private var clauses: [Clause] = []
    /// Where others stand with a count of their own: 县直部门40件.
    private var countedOthers: [Int] = []
    /// How many parentheses are open: what stands in them is told beside the sentence.
    private var depth = 0
    /// Whether an earlier sentence of the line began to speak of others.
    private let isInherited: Bool

    private struct Clause {
        let start: Int
        var mentions: [Mention] = []
        var period: Period?
        /// Whether the clauses before it were about others.
        var followsOthers = false
    }

    private struct Mention {
        let range: Range<Int>
        let whom: OwnOrgan.Meaning
        /// Whether nothing before it in its clause shows that somebody does something to it or with it.
        let isSubject: Bool
    }

    private enum Period {
        case wholeYear
        case part
    }

    /// The scope of a sentence's statements.
    ///
    /// - Parameters:
    ///   - range: the sentence.
    ///   - organ: whose report it is.
    ///   - isInherited: whether the sentence before was about others.
    ///   - text: the text it stands in.
    init(_ range: Range<Int>, organ: OwnOrgan, speaksOfOthers isInherited: Bool, in text: Span<UInt8>) {
        self.isInherited = isInherited
        read(range, organ, in: text)
        carryOn()
    }

    /// Whether a count at a position is one of the report's own organ and of the whole year.
    func coversReport(at position: Int) -> Bool {
        isOwn(at: position) && isOfWholeYear(at: position)
    }

    /// Whether counts of others follow a position: then a total before it may be of more than the report's own organ.
    func countsOthers(behind position: Int) -> Bool {
        countedOthers.last.map { $0 > position } ?? false
    }

    private func isOwn(at position: Int) -> Bool {
        guard let clause = clause(at: position) else { return !isInherited }
        let mentions = clause.mentions.filter { $0.range.lowerBound < position }
        return mentions.isEmpty ? !clause.followsOthers : mentions.allSatisfy { $0.whom == .own }
    }

    private func isOfWholeYear(at position: Int) -> Bool {
        clause(at: position)?.period != .part
    }

    private func clause(at position: Int) -> Clause? {
        let next = clauses.partitioningIndex { $0.start > position }
        return next > 0 ? clauses[next - 1] : nil
    }

    /// What one clause says holds in the next, unless that says otherwise.
    private mutating func carryOn() {
        var others = isInherited
        var period: Period?
        for index in clauses.indices {
            clauses[index].followsOthers = others
            if let subject = clauses[index].mentions.first(where: { $0.whom != .other || $0.isSubject }) {
                others = subject.whom == .other
            }
            period = clauses[index].period ?? period
            clauses[index].period = period
        }
        speaksOfOthers = others
    }

    // MARK: Reading

    private mutating func read(_ range: Range<Int>, _ organ: OwnOrgan, in text: Span<UInt8>) {
        let stretch = Stretch(range, in: text)
        clauses = [Clause(start: range.lowerBound)]
        var index = 0
        var runStart = 0
        var clauseStart = 0
        while index < stretch.scalars.count {
            let scalar = stretch.scalars[index]
            guard Scalars.isIdeograph(scalar) else {
                switch scalar {
                case 0x28, 0x3014, 0x5B: depth += 1
                case 0x29, 0x3015, 0x5D: depth = max(0, depth - 1)
                case 0x2C where depth == 0, 0x3A where depth == 0, 0x3B where depth == 0:
                    clauses.append(Clause(start: stretch.offsets[index + 1]))
                    clauseStart = index + 1
                default: break
                }
                index += 1
                runStart = index
                continue
            }
            guard let (kind, length) = ScopeWords.shared.match(stretch, at: index) else {
                index += 1
                continue
            }
            let end = index + length
            switch kind {
            case .nothing: break
            case .organ, .body: takeName(kind, runStart..<end, clauseStart, organ, stretch)
            case .region:
                guard ScopeWords.shared.isFollowed(stretch, at: end) else { break }
                takeName(.organ, runStart..<end, clauseStart, organ, stretch)
            case .others:
                // 局机关 is the organ itself.
                if ownNames.last?.upperBound != stretch.offsets[index] {
                    mention(.other, index..<end, clauseStart, stretch)
                }
            case .ours, .whole:
                let rest = stretch.scalars[end...].prefix(4)
                guard let meant = kind == .ours ? organ.meant(byOurs: rest) : organ.meant(byWhole: rest) else { break }
                mention(meant.whom, index..<(end + meant.length), clauseStart, stretch)
                index = end + meant.length
                continue
            case .year: note(.wholeYear)
            case .partOfYear: note(.part)
            case .numberedYear: if isNumbered(index, stretch) { note(.wholeYear) }
            case .month: takeMonth(index, stretch)
            case .until: takeUntil(end, stretch)
            }
            index = end
        }
    }

    private mutating func takeName(
        _ kind: ScopeWords.Kind, _ run: Range<Int>, _ clauseStart: Int, _ organ: OwnOrgan, _ stretch: Stretch
    ) {
        if let named = organ.name(endOf: stretch.scalars[run]) {
            drop(from: stretch.offsets[named.start])
            mention(named.whom, named.start..<run.upperBound, clauseStart, stretch)
        } else if kind != .body || !ScopeWords.shared.hasObjectMark(stretch, clauseStart..<run.upperBound) {
            dropOwner(of: run, stretch)
            mention(.other, run, clauseStart, stretch)
        }
    }

    /// 我市 in 我市民政局 names nobody by itself.
    private mutating func drop(from offset: Int) {
        guard let last = clauses[clauses.count - 1].mentions.last, last.range.upperBound > offset else { return }
        clauses[clauses.count - 1].mentions.removeLast()
        if last.whom != .other { ownNames.removeLast() }
    }

    /// 县人民政府 in 县人民政府办公室 only says whose office it is.
    private mutating func dropOwner(of run: Range<Int>, _ stretch: Stretch) {
        guard let last = clauses[clauses.count - 1].mentions.last, last.whom != .other,
            last.range.lowerBound >= stretch.offsets[run.lowerBound]
        else { return }
        let between = run.filter { stretch.offsets[$0] >= last.range.upperBound }
        guard !between.isEmpty, !ScopeWords.shared.hasVerb(stretch, between) else { return }
        clauses[clauses.count - 1].mentions.removeLast()
        ownNames.removeLast()
    }

    private mutating func mention(_ whom: OwnOrgan.Meaning, _ range: Range<Int>, _ clauseStart: Int, _ stretch: Stretch)
    {
        guard whom != .other || !ScopeWords.shared.isOnlyAnOccasion(stretch, behind: range.upperBound) else { return }
        if whom != .own, ScopeWords.shared.isCounted(stretch, behind: range.upperBound) {
            countedOthers.append(stretch.offsets[range.lowerBound])
        }
        guard depth == 0 else { return }
        let isFirst = clauses[clauses.count - 1].mentions.isEmpty
        let bytes = stretch.offsets[range.lowerBound]..<stretch.offsets[range.upperBound]
        clauses[clauses.count - 1].mentions.append(
            Mention(
                range: bytes, whom: whom,
                isSubject: isFirst && !ScopeWords.shared.hasObjectMark(stretch, clauseStart..<range.upperBound)))
        if whom != .other { ownNames.append(bytes) }
    }

    // MARK: Time

    private mutating func note(_ period: Period) {
        guard depth == 0 else { return }
        if clauses[clauses.count - 1].period != .part { clauses[clauses.count - 1].period = period }
    }

    private func isNumbered(_ index: Int, _ stretch: Stretch) -> Bool {
        index >= 4 && stretch.scalars[(index - 4)..<index].allSatisfy { Scalars.digit($0) != nil }
    }

    /// 5月 is a part of the year, 1月1日至12月31日 all of it.
    private mutating func takeMonth(_ index: Int, _ stretch: Stretch) {
        let digits = stretch.scalars[..<index].reversed().prefix(2).prefix { Scalars.digit($0) != nil }
        guard
            let number = digits.isEmpty ? nil : digits.reversed().compactMap(Scalars.digit).reduce(0, { $0 * 10 + $1 })
        else {
            if index > 0, ChineseNumeral.isPart(stretch.scalars[index - 1]) { note(.part) }
            return
        }
        let rest = stretch.scalars[(index + 1)...]
        if number == 1, rest.starts(with: Self.first) { return }
        note(number == 12 && Self.ends.contains(where: { rest.starts(with: $0) }) ? .wholeYear : .part)
    }

    private static let first = Array("1日".unicodeScalars.map(\.value))
    private static let ends = ["31日", "底", "末"].map { Array($0.unicodeScalars.map(\.value)) }
    private static let yearsEnd = ["年底", "年末", "12月31日", "12月底", "12月末"].map { Array($0.unicodeScalars.map(\.value)) }

    /// 截至年底 covers the year, 截至9月底 does not; what 截至目前 covers nobody knows.
    private mutating func takeUntil(_ end: Int, _ stretch: Stretch) {
        let rest = Array(stretch.scalars[end...].prefix(14))
        let isYearsEnd = Self.yearsEnd.contains { TitleText.firstIndex(of: $0, in: rest) != nil }
        note(isYearsEnd ? .wholeYear : .part)
    }
}
