/// Finds out who reports on which year: title, then statistics period, then file name (FORM.md, "Who and when"). What a
/// sidecar and then the page state comes before a file name that is only guessed at, and behind all else.
struct IdentityReader {
    private let document: Document
    private let lines: [TextLine]

    /// A reader of the lines that may hold title and period; the caller cuts them off where the report proper begins.
    init(_ document: Document, lines: [TextLine]) {
        self.document = document
        self.lines = lines
    }

    func read(_ surroundings: ReportReader.Surroundings, in text: Span<UInt8>) -> Identity {
        var identity = Identity()
        if let title = title(in: text) {
            identity.title = title.text
            identity.claims.append(title.claim)
        }
        if let period = period(in: text) { identity.claims.append(period) }
        let isComplete = { (identity: Identity) in
            identity.claims.contains { $0.agency != nil } && identity.claims.contains { $0.year != nil }
        }
        if let name = fileNameClaim(surroundings.fileName) { identity.claims.append(name) }
        if let stated = surroundings.sidecar?.claim { identity.claims.append(stated) }
        if let title = pageClaim(surroundings.page.title) {
            identity.title = identity.title ?? title.quote
            identity.claims.append(title)
        }
        if !isComplete(identity), let name = looseFileNameClaim(surroundings.fileName) { identity.claims.append(name) }
        if !identity.claims.contains(where: { $0.agency != nil }), let source = sourceClaim(surroundings.page.source) {
            identity.claims.append(source)
        }
        identity.agency = identity.claims.lazy.compactMap(\.agency).first
        identity.year = identity.claims.lazy.compactMap(\.year).first
        return identity
    }

    // MARK: Title

    private static let longestTitle = 60

    /// The title, on one line or broken over two or three. The fewest lines win: what stands above a title on a page is
    /// seldom part of it.
    private func title(in text: Span<UInt8>) -> (text: String, claim: IdentityClaim)? {
        var best: IdentityClaim?
        var bestEnd = 0
        for count in 1...3 {
            for start in lines.indices.prefix(40) where start + count <= lines.count {
                guard let claim = titleClaim(start..<(start + count), in: text) else { continue }
                if claim.isComplete {
                    let whole = withRegionAbove(claim, start..<(start + count), in: text) ?? claim
                    return (whole.quote, whole)
                }
                if best == nil || (best?.agency == nil && claim.agency != nil) {
                    best = claim
                    bestEnd = start + count
                }
            }
        }
        return best.map { withLinesBelow($0, bestEnd, in: text) }.map { ($0.quote, $0) }
    }

    /// A title that names no organ: it may stand alone on the next line, and the year on the one behind that.
    private func withLinesBelow(_ claim: IdentityClaim, _ next: Int, in text: Span<UInt8>) -> IdentityClaim {
        guard claim.agency == nil else { return claim }
        let below = lines[next...].prefix(2).filter { $0.text.count <= 3 * Self.longestTitle }
            .map { TitleText.folded($0.text, in: text) }
        guard let agency = below.lazy.compactMap(TitleText.organAlone).first else { return claim }
        return IdentityClaim(
            source: .title, agency: agency, year: claim.year ?? below.lazy.compactMap(TitleText.yearAlone).first,
            place: claim.place, quote: claim.quote)
    }

    private func titleClaim(_ range: Range<Int>, in text: Span<UInt8>) -> IdentityClaim? {
        var joined: [UInt32] = []
        for line in lines[range] {
            guard line.text.count <= 3 * Self.longestTitle else { return nil }
            joined += TitleText.folded(line.text, in: text)
        }
        joined = TitleText.proper(joined)
        guard joined.count <= Self.longestTitle, !TitleText.isSentence(joined), let parsed = TitleText.parse(joined)
        else { return nil }
        return IdentityClaim(
            source: .title, agency: parsed.agency, year: parsed.year, place: lines[range.lowerBound].place,
            quote: TitleText.string(joined))
    }

    /// 嘉兴市 on a line of its own above 民政局2020年度….
    private func withRegionAbove(_ claim: IdentityClaim, _ range: Range<Int>, in text: Span<UInt8>) -> IdentityClaim? {
        guard range.lowerBound > 0, let agency = claim.agency, claim.quote.hasPrefix(agency) else { return nil }
        let above = lines[range.lowerBound - 1]
        guard above.text.count <= 36 else { return nil }
        let region = TitleText.folded(above.text, in: text)
        guard TitleText.isRegion(region), !agency.hasPrefix(TitleText.string(region)) else { return nil }
        return titleClaim((range.lowerBound - 1)..<range.upperBound, in: text)
    }

    // MARK: Period

    private static let month = Array("月".utf8)
    private static let newYear = Array("年1月1日".unicodeScalars.map(\.value))
    private static let newYearsEve = Array("12月31日".unicodeScalars.map(\.value))

    /// 2020年1月1日至2020年12月31日, the second year written or not, spaces or none.
    private func period(in text: Span<UInt8>) -> IdentityClaim? {
        for line in lines where ByteRanges.firstRange(of: Self.month, in: text, line.text) != nil {
            let scalars = TitleText.folded(line.text, in: text)
            guard let start = TitleText.firstIndex(of: Self.newYear, in: scalars),
                let year = Self.year(scalars[..<start].suffix(4))
            else { continue }
            let rest = Array(scalars[(start + Self.newYear.count)...].prefix(24))
            guard let end = TitleText.firstIndex(of: Self.newYearsEve, in: rest) else { continue }
            let length = 4 + Self.newYear.count + end + Self.newYearsEve.count
            return IdentityClaim(
                source: .period, agency: nil, year: year, place: line.place,
                quote: TitleText.string(scalars[(start - 4)...].prefix(length)))
        }
        return nil
    }

    private static func year(_ scalars: ArraySlice<UInt32>) -> Int? {
        let digits = scalars.compactMap(Scalars.digit)
        let year = digits.reduce(0) { $0 * 10 + $1 }
        return digits.count == 4 && TitleText.isPlausible(year: year) ? year : nil
    }

    // MARK: Page

    /// What the page calls its article, without the names of section and site behind it.
    private func pageClaim(_ title: String?) -> IdentityClaim? {
        guard let title else { return nil }
        let proper = TitleText.folded(title).prefix { $0 != 0x5F && $0 != 0x7C && $0 != Scalars.dash }
        guard let parsed = TitleText.parse(TitleText.proper(Array(proper))) else { return nil }
        return IdentityClaim(
            source: .page, agency: parsed.agency, year: parsed.year, place: nil, quote: TitleText.string(proper))
    }

    /// Who the page says its article comes from; often the site, so only where nobody else is named.
    private func sourceClaim(_ source: String?) -> IdentityClaim? {
        guard let source, let agency = TitleText.organAlone(TitleText.folded(source)) else { return nil }
        return IdentityClaim(source: .page, agency: agency, year: nil, place: nil, quote: source)
    }

    // MARK: File name

    /// What a file's name says that reads like a title.
    private func fileNameClaim(_ name: [UInt8]) -> IdentityClaim? {
        fileNameClaim(name) { TitleText.parse($0, isFileName: true) }
    }

    /// What a file's name may mean: it only helps where nothing else is known, because a date in a name may as well be
    /// that of publication.
    private func looseFileNameClaim(_ name: [UInt8]) -> IdentityClaim? {
        fileNameClaim(name) { TitleText.parse($0, isFileName: true) == nil ? TitleText.parseLoosely($0) : nil }
    }

    private func fileNameClaim(_ name: [UInt8], _ parse: ([UInt32]) -> TitleText.Parts?) -> IdentityClaim? {
        let stem = name.lastIndex(of: UInt8(ascii: ".")).map { Array(name[..<$0]) } ?? name
        guard let shown = String(validating: stem, as: UTF8.self),
            let parsed = parse(TitleText.folded(0..<stem.count, in: stem.span)),
            parsed.agency != nil || parsed.year != nil
        else { return nil }
        return IdentityClaim(source: .fileName, agency: parsed.agency, year: parsed.year, place: nil, quote: shown)
    }
}

extension IdentityClaim {
    /// Whether it names organ and year.
    fileprivate var isComplete: Bool { agency != nil && year != nil }
}
