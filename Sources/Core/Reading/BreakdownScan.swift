/// 共 N 条, 其中 A a 条, B b 条: finds the total before 其中 and the parts behind it.
struct BreakdownScan {
    /// The total's measure word: only parts with the same one add up.
    private let unit: UInt32
    /// The parentheses that 其中 stands in: counts deeper in are parts of parts.
    private let depth: Int
    private var parts: [Int] = []
    private var isOpen = false
    /// Whether 等 was the last word after the last part.
    private var endsInAndSoOn = false

    init(unit: UInt32, depth: Int) {
        self.unit = unit
        self.depth = depth
    }

    // MARK: The total

    /// A total that parts may follow.
    struct Total {
        let value: Int
        let unit: UInt32
        /// Whether it stands in the sentence before.
        let isInPrevious: Bool
    }

    /// The longest stretch, in bytes, between a total and the 其中 that takes it up: eight characters.
    private static let longestGap = 24
    /// How many tokens before 其中 are looked at, and how many behind it: a line may be megabytes long.
    private static let reach = 200

    static func total(
        before index: Int, of sentence: NarrativeReader.Sentence, after previous: NarrativeReader.Sentence?
    ) -> Total? {
        let marker = sentence.tokens[index]
        let window = sentence.tokens[..<index].suffix(reach)
        let before = window.filter { !$0.isQuoted && isCount($0) }
        if let last = before.last {
            guard last.depth == marker.depth || last.depth == marker.depth - 1,
                marker.range.lowerBound - last.range.upperBound <= longestGap
            else { return nil }
            let rivals = before.dropLast().filter { $0.depth == last.depth && unit(of: $0) == unit(of: last) }
            guard rivals.isEmpty || (isMarkedTotal(last, among: window) && !isSum(last, of: rivals)) else { return nil }
            return exactTotal(last, among: window, isInPrevious: false)
        }
        // …1151条。其中，…: only when the sentence before has one count and ends with it.
        guard let previous, marker.range.lowerBound - sentence.range.lowerBound <= 6 else { return nil }
        let counts = previous.tokens.filter { !$0.isQuoted && isCount($0) && $0.depth == 0 }
        guard counts.count == 1, let only = counts.first,
            previous.range.upperBound - only.range.upperBound <= longestGap
        else { return nil }
        return exactTotal(only, among: previous.tokens[...], isInPrevious: true)
    }

    /// Whether a total only adds up what was listed before it: what 其中 then brings are highlights, not parts.
    private static func isSum(_ token: NarrativeToken, of listed: [NarrativeToken]) -> Bool {
        listed.reduce(0) { $0 + (value(of: $1) ?? 0) } == value(of: token)
    }

    private static func value(of token: NarrativeToken) -> Int? {
        if case .count(let count) = token.kind { count.value } else { nil }
    }

    private static func isCount(_ token: NarrativeToken) -> Bool {
        unit(of: token) != nil
    }

    private static func unit(of token: NarrativeToken) -> UInt32? {
        if case .count(let count) = token.kind { count.unit } else { nil }
    }

    private static func exactTotal(
        _ token: NarrativeToken, among tokens: ArraySlice<NarrativeToken>, isInPrevious: Bool
    ) -> Total? {
        guard case .count(let count) = token.kind, count.isExact, let unit = count.unit,
            let index = tokens.firstIndex(of: token), !isQualified(tokens[..<index], before: token)
        else { return nil }
        return Total(value: count.value, unit: unit, isInPrevious: isInPrevious)
    }

    /// 约 or 各 right before the number, or a comparison in its clause.
    private static func isQualified(_ before: ArraySlice<NarrativeToken>, before token: NarrativeToken) -> Bool {
        let clause = before.suffix(while: { $0.kind != .comma && $0.kind != .semicolon })
        return clause.contains {
            switch $0.kind {
            case .word(.comparison): true
            case .word(.approximately), .word(.each): token.range.lowerBound - $0.range.upperBound <= 3
            default: false
            }
        }
    }

    private static func isMarkedTotal(_ token: NarrativeToken, among tokens: ArraySlice<NarrativeToken>) -> Bool {
        guard let index = tokens.firstIndex(of: token) else { return false }
        let clause = tokens[..<index].suffix(while: { $0.kind != .comma && $0.kind != .semicolon })
        return clause.contains { $0.kind == .word(.altogether) }
    }

    // MARK: The parts

    /// The parts in the rest of the sentence, or nil when there are fewer than two or the enumeration is open.
    mutating func parts(in tokens: ArraySlice<NarrativeToken>) -> [Int]? {
        var semicolonsSeparate: Bool?
        var rest = tokens.prefix(Self.reach)
        scan: while let token = rest.popFirst() {
            guard token.depth >= depth else { break }
            guard token.depth == depth, !token.isQuoted else { continue }
            switch token.kind {
            case .word(.comparison): break scan
            case .word(.amongThem), .word(.theRest): return nil
            case .word(.andSoOn): endsInAndSoOn = true
            case .word(.each), .word(.approximately):
                if let next = rest.first, Self.isCount(next), next.range.lowerBound - token.range.upperBound <= 3 {
                    isOpen = true
                }
            case .semicolon:
                if parts.count == 1 { semicolonsSeparate = true }
                if parts.count > 1, semicolonsSeparate != true { break scan }
            case .count(let count): take(count)
            default: break
            }
        }
        return parts.count >= 2 && !isOpen && !endsInAndSoOn ? parts : nil
    }

    private mutating func take(_ count: NarrativeToken.Count) {
        guard let unit = count.unit else { return }
        endsInAndSoOn = false
        if unit == self.unit, count.isExact { parts.append(count.value) } else { isOpen = true }
    }
}

extension ArraySlice {
    /// The longest run at the end whose elements all satisfy a condition.
    fileprivate func suffix(while condition: (Element) -> Bool) -> ArraySlice {
        let start = lastIndex { !condition($0) }.map { $0 + 1 } ?? startIndex
        return self[start...]
    }
}
