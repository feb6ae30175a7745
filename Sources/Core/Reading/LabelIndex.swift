/// What a wording of the form can mean; one wording may mean several things, and its surroundings decide.
struct Term: Hashable {
    /// The position in ``Form/disclosureRows``.
    var disclosureRow: Int?
    /// The editions whose section two has such a column head, a bit each by position in ``Form/editions``: a set would
    /// cost a reference count for every label read.
    var disclosureHeadEditions: UInt64 = 0
    /// The position in ``Form/requestRows``.
    var requestRow: Int?
    /// Whether it heads a column of section three.
    var isRequestColumn = false
    /// Whether it heads a kind of appeal or an outcome.
    var isAppealHead = false
    /// The table it can only belong to, rows and heads alike.
    var onlyTable: FormTable?
    /// Whether it merely groups or announces: no values of its own follow.
    var isCaption = false

    /// Whether values may follow it in its row.
    var isRow: Bool { disclosureRow != nil || requestRow != nil }
}

/// All wordings of the form by the hash of what is left without spaces, punctuation and numbering, so that a cell is
/// compared with all of them at once and without a copy.
struct LabelIndex: Sendable {
    static let form = LabelIndex()

    private var slots: [(hash: UInt64, term: Int)]
    private var terms: [Term] = []
    private let longest: Int
    /// The scalars that wordings begin with.
    private let openings: Set<UInt32>
    /// Official row wordings of section three, to recognise one that was cut short.
    private let requestWordings: [(scalars: [UInt32], row: Int)]
    /// Every wording, to recognise the beginning of one.
    private let allWordings: [[UInt32]]

    private init() {
        slots = Array(repeating: (0, -1), count: 1024)
        let wordings = LabelIndex.wordings()
        longest = wordings.map { $0.wording.unicodeScalars.count }.max() ?? 0
        allWordings = Array(Set(wordings.map { LabelIndex.scalars(of: $0.wording) }))
        openings = Set(allWordings.compactMap(\.first))
        requestWordings = Form.requestRows.enumerated().flatMap { row, label in
            label.wordings.map { (LabelIndex.scalars(of: $0), row) }
        }
        for (wording, merge) in wordings {
            let bytes = Array(wording.utf8)
            let hash = LabelIndex.key(0..<bytes.count, in: bytes.span).full
            merge(&terms[slot(for: hash)])
        }
        for index in terms.indices {
            terms[index].onlyTable = LabelIndex.onlyTable(of: terms[index]) ?? terms[index].onlyTable
        }
    }

    /// What the text of a cell can mean; nil when it is no wording of the form.
    func term(for range: Range<Int>, in text: Span<UInt8>) -> Term? {
        guard range.count <= 400 else { return nil }
        let key = LabelIndex.key(range, in: text)
        guard key.count > 0 else { return nil }
        if let term = find(key.full) { return term }
        if let head = key.beforeParenthesis, let term = find(head) { return term }
        guard key.count >= 7, let row = shortenedRequestRow(range, in: text) else { return nil }
        var term = Term()
        term.requestRow = row
        term.onlyTable = .requests
        return term
    }

    /// Whether a wording, or the number before it, may begin with a folded scalar.
    func mayOpen(_ scalar: UInt32) -> Bool {
        openings.contains(scalar) || scalar == 0x28 || Scalars.digit(scalar) != nil || ChineseNumeral.isPart(scalar)
    }

    /// The longest wording that stands at a position of running text, and where it ends.
    func longestMatch(at start: Int, end: Int, in text: Span<UInt8>) -> (term: Term, end: Int)? {
        let limit = min(end, start + 400)
        var position = Enumerator.read(start..<limit, in: text).contentStart
        var hash = LabelIndex.offsetBasis
        var count = 0
        var best: (term: Term, end: Int)?
        var bestCount = 0
        while position < limit, count <= longest {
            let scalar = Scalars.folded(Scalars.next(text, &position, end: limit))
            if Scalars.isSpace(scalar) || Scalars.isPunctuation(scalar) {
                // A closing parenthesis or quotation mark belongs to the wording right before it.
                let isClosing = scalar == 0x29 || scalar == 0x201D || scalar == 0x22
                if isClosing, count == bestCount, let found = best { best = (found.term, position) }
                continue
            }
            hash = LabelIndex.step(hash, scalar)
            count += 1
            if let term = find(hash) {
                best = (term, position)
                bestCount = count
            }
        }
        return best
    }

    /// How far text has come that may be a wording, or the first part of one.
    enum Progress {
        /// No wording begins so.
        case impossible
        /// Some wording begins so, or there is only a number yet.
        case begun
        /// It is a wording, or what is left of one that was cut short; a longer one may begin so too.
        case complete
    }

    /// How far text has come that may be broken off anywhere.
    func progress(of text: [UInt8]) -> Progress {
        let range = 0..<text.count
        if text.count <= 12, isNumber(range, in: text.span) { return .begun }
        let scalars = LabelIndex.scalars(range, in: text.span)
        if scalars.isEmpty { return .begun }
        var isBegun = false
        for wording in allWordings where wording.starts(with: scalars) {
            if wording.count == scalars.count { return .complete }
            isBegun = true
        }
        guard isBegun else { return .impossible }
        return scalars.count >= 7 && shortenedRequestRow(range, in: text.span) != nil ? .complete : .begun
    }

    /// Whether there are only numerals and marks, and no figure that may be a value: （一, 三、 or 12. but not 12.
    private func isNumber(_ range: Range<Int>, in text: Span<UInt8>) -> Bool {
        var position = range.lowerBound
        var hasMark = false
        while position < range.upperBound {
            let scalar = Scalars.folded(Scalars.next(text, &position, end: range.upperBound))
            if Scalars.digit(scalar) == nil { hasMark = true }
            guard
                Scalars.digit(scalar) != nil || ChineseNumeral.isPart(scalar) || Scalars.isPunctuation(scalar)
                    || Scalars.isSpace(scalar)
            else { return false }
        }
        return hasMark
    }

    // MARK: Building

    private typealias Entry = (wording: String, merge: (inout Term) -> Void)

    private static func wordings() -> [Entry] {
        var entries: [Entry] = []
        func add(_ wordings: [String], _ merge: @escaping (inout Term) -> Void) {
            for wording in wordings { entries.append((wording, merge)) }
        }
        add([Vocabulary.disclosureHead]) {
            $0.isCaption = true; $0.onlyTable = .disclosure
        }
        add([Vocabulary.requestsHead, Vocabulary.requestsNote]) {
            $0.isCaption = true; $0.onlyTable = .requests
        }
        for (position, edition) in Form.editions.enumerated() {
            for row in edition.disclosure {
                add([row.article]) {
                    $0.isCaption = true; $0.onlyTable = .disclosure
                }
                add(row.label.wordings) { $0.disclosureRow = Form.disclosureRows.firstIndex(of: row.label.id) }
                for column in row.columns {
                    add(column.label.wordings) { $0.disclosureHeadEditions |= 1 << UInt64(position) }
                }
            }
        }
        for (position, row) in Form.requestRows.enumerated() {
            add(row.wordings + Vocabulary.looseRequestWordings[row.id, default: []]) { $0.requestRow = position }
            if let group = row.group {
                add([group]) {
                    $0.isCaption = true; $0.onlyTable = .requests
                }
            }
        }
        for column in Form.requestColumns {
            add(column.wordings) { $0.isRequestColumn = true }
            if let group = column.group {
                add([group]) {
                    $0.isCaption = true; $0.onlyTable = .requests
                }
            }
        }
        for kind in Form.appealKinds {
            add(kind.wordings) { $0.isAppealHead = true }
            if let group = kind.group { add([group]) { $0.isAppealHead = true } }
        }
        for outcome in Form.appealOutcomes { add(outcome.wordings) { $0.isAppealHead = true } }
        return entries
    }

    private static func onlyTable(of term: Term) -> FormTable? {
        let tables = [
            term.disclosureRow != nil || term.disclosureHeadEditions != 0 ? FormTable.disclosure : nil,
            term.requestRow != nil || term.isRequestColumn ? .requests : nil,
            term.isAppealHead ? .appeals : nil,
        ].compactMap { $0 }
        return tables.count == 1 ? tables.first : nil
    }

    private mutating func slot(for hash: UInt64) -> Int {
        var index = Int(truncatingIfNeeded: hash & 1023)
        while slots[index].term >= 0 {
            if slots[index].hash == hash { return slots[index].term }
            index = (index + 1) & 1023
        }
        slots[index] = (hash, terms.count)
        terms.append(Term())
        return terms.count - 1
    }

    private func find(_ hash: UInt64) -> Term? {
        var index = Int(truncatingIfNeeded: hash & 1023)
        while slots[index].term >= 0 {
            if slots[index].hash == hash { return terms[slots[index].term] }
            index = (index + 1) & 1023
        }
        return nil
    }

    // MARK: Keys

    private struct Key {
        var full = LabelIndex.offsetBasis
        var beforeParenthesis: UInt64?
        var count = 0
    }

    /// FNV-1a, 64 bit.
    private static let offsetBasis: UInt64 = 0xcbf2_9ce4_8422_2325

    @inline(__always)
    private static func step(_ hash: UInt64, _ scalar: UInt32) -> UInt64 {
        (hash ^ UInt64(scalar)) &* 0x100_0000_01b3
    }

    private static func key(_ range: Range<Int>, in text: Span<UInt8>) -> Key {
        var key = Key()
        var position = Enumerator.read(range, in: text).contentStart
        while position < range.upperBound {
            let scalar = Scalars.folded(Scalars.next(text, &position, end: range.upperBound))
            if Scalars.isSpace(scalar) { continue }
            if Scalars.isPunctuation(scalar) {
                if scalar == 0x28, key.count > 0, key.beforeParenthesis == nil { key.beforeParenthesis = key.full }
                continue
            }
            key.full = step(key.full, scalar)
            key.count += 1
        }
        return key
    }

    private static func scalars(of wording: String) -> [UInt32] {
        let bytes = Array(wording.utf8)
        return scalars(0..<bytes.count, in: bytes.span)
    }

    private static func scalars(_ range: Range<Int>, in text: Span<UInt8>) -> [UInt32] {
        var result: [UInt32] = []
        var position = Enumerator.read(range, in: text).contentStart
        while position < range.upperBound {
            let scalar = Scalars.folded(Scalars.next(text, &position, end: range.upperBound))
            if !Scalars.isSpace(scalar), !Scalars.isPunctuation(scalar) { result.append(scalar) }
        }
        return result
    }

    /// The one row whose official wording begins with this text, or that this text begins with.
    private func shortenedRequestRow(_ range: Range<Int>, in text: Span<UInt8>) -> Int? {
        let scalars = LabelIndex.scalars(range, in: text)
        var rows: Set<Int> = []
        for (wording, row) in requestWordings where wording.count >= 7 {
            if wording.starts(with: scalars) || scalars.starts(with: wording) { rows.insert(row) }
        }
        return rows.count == 1 ? rows.first : nil
    }
}
