/// 共 N 条, 其中 A a 条, B b 条: finds the total before 其中 and the parts behind it.
struct BreakdownScan {
    /// What the parts should add up to; only those with its measure word do.
    private let total: Total
    /// The parentheses that 其中 stands in: counts deeper in are parts of parts.
    private let depth: Int
    private var parts: [Int] = []
    private var isOpen = false
    /// Whether 等 was the last word after the last part.
    private var endsInAndSoOn = false
    private var lastIsOthers = false
    private var clause = Clause()

    /// What was seen since the last comma.
    private struct Clause {
        var hasCount = false
        var hasAspect = false
        var hasOthers = false
        var hasEnd = false
        var hasFate = false
        var countEnd: Int?
    }

    /// How many parts are kinds, how many outcomes of requests, and how many tell what else became of some.
    private var kinds = 0
    private var outcomes = 0
    private var fates = 0

    init(_ total: Total, depth: Int) {
        self.total = total
        self.depth = depth
    }

    // MARK: The total

    /// A total that parts may follow.
    struct Total {
        let value: Int
        let unit: UInt32
        /// Whether it stands in the sentence before.
        let isInPrevious: Bool
        /// Whether the text calls it a total: 共, 累计.
        let isMarked: Bool
        /// Whether it counts requests that have been dealt with, and no others.
        let isHandled: Bool
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
            // 建议 30 件、提案 20 件，其中: two counts side by side are no total.
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
        return Total(
            value: count.value, unit: unit, isInPrevious: isInPrevious, isMarked: isMarkedTotal(token, among: tokens),
            isHandled: isHandled(tokens[..<index]))
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

    /// 办结, 答复: of requests that came in others are still open, and some that were open before came to an end.
    private static func isHandled(_ before: ArraySlice<NarrativeToken>) -> Bool {
        let words = NarrativeWordSet(in: before.suffix(while: { $0.kind != .comma && $0.kind != .semicolon }))
        return words.meets([.handle, .settle]) && !words.contains(.receive)
    }

    private static func isMarkedTotal(_ token: NarrativeToken, among tokens: ArraySlice<NarrativeToken>) -> Bool {
        guard var index = tokens.firstIndex(of: token) else { return false }
        while index > tokens.startIndex {
            index -= 1
            switch tokens[index].kind {
            case .word(.altogether): return true
            case .comma, .semicolon: return false
            // A list of words may stand between 共 and its count, a list of counts not.
            case .listComma where index > tokens.startIndex && isCount(tokens[index - 1]): return false
            default: continue
            }
        }
        return false
    }

    // MARK: The parts

    /// The parts in the rest of the sentence, or nil when there are fewer than two or the enumeration is open.
    mutating func parts(in tokens: ArraySlice<NarrativeToken>) -> [Int]? {
        var semicolonsSeparate: Bool?
        var rest = tokens.prefix(Self.reach)
        scan: while let token = rest.popFirst() {
            guard token.depth >= depth else { break }
            if token.kind == .word(.overlap) { isOpen = true }
            guard token.depth == depth, !token.isQuoted else { continue }
            switch token.kind {
            case .word(.comparison): break scan
            case .word(.amongThem), .word(.theRest): return nil
            case .word(.andSoOn): endsInAndSoOn = true
            case .word(.instance), .word(.includes): isOpen = true
            case .word(.each), .word(.approximately):
                if let next = rest.first, Self.isCount(next), next.range.lowerBound - token.range.upperBound <= 3 {
                    isOpen = true
                }
            case .word(.settle), .word(.aspect):
                clause.hasAspect = true
                if clause.hasCount { isOpen = true }
            case .word(.others), .word(.anybody): clause.hasOthers = true
            case .word(.fate):
                // 整改30家, 30家整改; but 整改信息30条 is a kind.
                let before = clause.countEnd.map { token.range.lowerBound - $0 } ?? .max
                if before <= 6 { isOpen = true }
                if let next = rest.first, Self.isCount(next), next.range.lowerBound - token.range.upperBound <= 3 {
                    clause.hasFate = true
                }
            case .word(let word) where NarrativeWordSet.ends.contains(word):
                if word == .otherwiseHandled { clause.hasOthers = true }
                clause.hasEnd = true
                if clause.hasCount { isOpen = true }
            case .comma, .listComma: clause = Clause()
            case .semicolon:
                clause = Clause()
                if parts.count == 1 {
                    guard !beginsStatement(rest) else { break scan }
                    semicolonsSeparate = true
                }
                if parts.count > 1, semicolonsSeparate != true { break scan }
            case .count(let count):
                take(count)
                clause.countEnd = token.range.upperBound
            default: break
            }
        }
        return parts.count >= 2 && !isOpen && !endsInAndSoOn && !areHighlights
            && !tellsOnlyWhatBecameOfSome ? parts : nil
    }

    /// Whether parts are kinds of things and also what became of them (自然人8件、企业3件，予以公开7件), or only tell of some
    /// what became of them (整改30家，关停3家; 收到8件，其中予以公开4件，部分公开1件).
    private var tellsOnlyWhatBecameOfSome: Bool {
        if outcomes == 0, fates == 0 { return false }
        if kinds > 0 || (outcomes > 0 && !total.isHandled) { return true }
        return !lastIsOthers && (fates > 0 || (outcomes < 4 && parts.reduce(0, +) <= total.value))
    }

    /// Whether parts stay so far below the total that nothing says they are all: a miscount is near, and the more parts are
    /// listed the less likely they are a choice.
    private var areHighlights: Bool {
        let sum = parts.reduce(0, +)
        guard !lastIsOthers, sum < total.value else { return false }
        return switch parts.count {
        case 2: true
        case 3: sum * 20 < total.value * 19
        default: sum * 2 < total.value
        }
    }

    /// Whether what follows a semicolon tells of something else before it counts: 全年发布解读6件.
    private func beginsStatement(_ tokens: ArraySlice<NarrativeToken>) -> Bool {
        let opening = tokens.prefix { !Self.isCount($0) }
        return opening.contains { $0.kind == .comma } || NarrativeWordSet(in: opening).meets(Self.statements)
    }

    private static let statements: NarrativeWordSet = [.publish, .unasked, .make, .receive, .altogether]

    private mutating func take(_ count: NarrativeToken.Count) {
        guard let unit = count.unit else { return }
        endsInAndSoOn = false
        clause.hasCount = true
        lastIsOthers = clause.hasOthers
        if clause.hasFate {
            fates += 1
        } else if clause.hasEnd {
            outcomes += 1
        } else if !clause.hasOthers {
            kinds += 1
        }
        if unit == total.unit, count.isExact, !clause.hasAspect { parts.append(count.value) } else { isOpen = true }
    }
}
