/// What stands under the headings: which sections have nothing to say.
enum SectionBody {
    /// The sections without a table under whose heading nothing stands, or nothing but 无.
    ///
    /// Only where nothing else explains it: a heading found twice may be an entry of a list of contents, and where no section
    /// has any text the document lost it.
    static func emptySections(
        _ lines: [TextLine], _ sections: SectionReader, of document: Document, in text: Span<UInt8>
    ) -> [EmptySection] {
        let headings = sections.headings
        let openings = headings.map(\.index).sorted()
        guard let first = openings.first, lines[first...].contains(where: { $0.text.count >= shortestParagraph })
        else { return [] }
        return headings.compactMap { heading -> EmptySection? in
            guard withoutTables.contains(heading.section), !sections.ambiguous.contains(heading.section) else {
                return nil
            }
            let end = openings.first { $0 > heading.index } ?? lines.count
            let below = lines[(heading.index + 1)..<end].lazy.map(\.text)
            var shown: Range<Int>?
            for range in [SectionReader.rest(of: heading, lines[heading.index].text, in: text)] + below {
                let words = SectionReader.words(
                    Enumerator.read(range, in: text).contentStart..<range.upperBound, in: text)
                if words.isEmpty || subheadings.contains(words) { continue }
                guard nothing.contains(words) else { return nil }
                shown = shown ?? range
            }
            return EmptySection(
                section: heading.section, place: lines[heading.index].place, quote: shown.map(document.string) ?? "")
        }
    }

    private static let withoutTables: Set<SectionID> = [.overview, .problems, .other]
    /// Twenty characters: shorter lines may all be headings.
    private static let shortestParagraph = 60

    private static let nothing = scalars(["无", "暂无", "没有", "暂没有", "无此情况", "暂无此情况", "无此类情况", "不存在", "无此项内容"])
    private static let subheadings = scalars([
        "存在的主要问题", "存在主要问题", "存在的问题", "存在问题", "主要问题", "存在问题和不足", "存在的不足", "改进情况", "改进措施", "下一步改进措施", "下一步改进情况", "改进",
    ])

    private static func scalars(_ texts: [String]) -> Set<[UInt32]> {
        Set(texts.map { $0.unicodeScalars.map(\.value) })
    }
}
