/// Finds out who reports on which year: title, then statistics period, then file name (FORM.md, "Who and when").
struct IdentityReader {
    private let document: Document
    private let lines: [TextLine]

    /// A reader of the lines that may hold title and period; the caller cuts them off where the report proper begins.
    init(_ document: Document, lines: [TextLine]) {
        self.document = document
        self.lines = lines
    }

    func read(fileName: [UInt8], in text: Span<UInt8>) -> Identity {
        var identity = Identity()
        if let title = title(in: text) {
            identity.title = title.text
            identity.claims.append(title.claim)
        }
        if let period = period(in: text) { identity.claims.append(period) }
        let isComplete = { (identity: Identity) in
            identity.claims.contains { $0.agency != nil } && identity.claims.contains { $0.year != nil }
        }
        if let name = fileNameClaim(fileName, isFallback: !isComplete(identity)) { identity.claims.append(name) }
        identity.agency = identity.claims.lazy.compactMap(\.agency).first
        identity.year = identity.claims.lazy.compactMap(\.year).first
        return identity
    }

    // MARK: Title

    private static let longestTitle = 60

    private func title(in text: Span<UInt8>) -> (text: String, claim: IdentityClaim)? {
        var best: (text: String, claim: IdentityClaim)?
        for start in lines.indices.prefix(40) {
            var joined: [UInt32] = []
            for end in start..<min(start + 3, lines.count) {
                let line = lines[end]
                guard line.text.count <= 3 * Self.longestTitle else { break }
                joined += TitleText.folded(line.text, in: text)
                guard joined.count <= Self.longestTitle, !TitleText.isSentence(joined) else { break }
                guard let parsed = TitleText.parse(joined) else { continue }
                let claim = IdentityClaim(
                    source: .title, agency: parsed.agency, year: parsed.year, place: lines[start].place,
                    quote: TitleText.string(joined))
                if parsed.agency != nil, parsed.year != nil { return (claim.quote, claim) }
                best = best ?? (claim.quote, claim)
            }
        }
        return best
    }

    // MARK: Period

    private static let newYear = Array("年1月1日".utf8)
    private static let newYearsEve = Array("12月31日".utf8)

    /// 2020年1月1日至2020年12月31日, the second year written or not.
    private func period(in text: Span<UInt8>) -> IdentityClaim? {
        for line in lines {
            guard let start = ByteRanges.firstRange(of: Self.newYear, in: text, line.text),
                let year = Self.year(endingAt: start.lowerBound, from: line.text.lowerBound, in: text)
            else { continue }
            let rest = start.upperBound..<min(start.upperBound + 60, line.text.upperBound)
            guard let end = ByteRanges.firstRange(of: Self.newYearsEve, in: text, rest) else { continue }
            let quote = (start.lowerBound - 4)..<end.upperBound
            return IdentityClaim(
                source: .period, agency: nil, year: year, place: line.place, quote: document.string(quote))
        }
        return nil
    }

    private static func year(endingAt end: Int, from start: Int, in text: Span<UInt8>) -> Int? {
        guard end - 4 >= start else { return nil }
        var year = 0
        for position in (end - 4)..<end {
            guard let digit = Scalars.digit(UInt32(text[position])) else { return nil }
            year = year * 10 + digit
        }
        return TitleText.isPlausible(year: year) ? year : nil
    }

    // MARK: File name

    /// What the file's name says. One that reads like a title is a statement; a loose one only helps where nothing else
    /// is known, because a date in a name may as well be that of publication.
    private func fileNameClaim(_ name: [UInt8], isFallback: Bool) -> IdentityClaim? {
        let stem = name.lastIndex(of: UInt8(ascii: ".")).map { Array(name[..<$0]) } ?? name
        guard let shown = String(validating: stem, as: UTF8.self) else { return nil }
        let scalars = TitleText.folded(0..<stem.count, in: stem.span)
        let parsed = TitleText.parse(scalars, isFileName: true) ?? (isFallback ? TitleText.parseLoosely(scalars) : nil)
        guard let parsed, parsed.agency != nil || parsed.year != nil else { return nil }
        return IdentityClaim(source: .fileName, agency: parsed.agency, year: parsed.year, place: nil, quote: shown)
    }
}
