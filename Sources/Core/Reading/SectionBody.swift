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
            let bodies = lines[(heading.index + 1)..<end].lazy.map(\.text)
            let rest = SectionReader.rest(of: heading, lines[heading.index].text, in: text)
            guard var shown = nothing(in: rest, text), !bodies.contains(where: { $0.count > longestRemark }) else {
                return nil
            }
            for body in bodies {
                guard let remark = nothing(in: body, text) else { return nil }
                if shown.isEmpty { shown = remark }
            }
            return EmptySection(
                section: heading.section, place: lines[heading.index].place, quote: document.string(shown))
        }
    }

    /// The part of a line that says that there is nothing, empty where it says nothing at all; nil where it says something.
    private static func nothing(in range: Range<Int>, _ text: Span<UInt8>) -> Range<Int>? {
        let words = SectionReader.words(Enumerator.read(range, in: text).contentStart..<range.upperBound, in: text)
        if words.isEmpty || subheadings.contains(words) { return range.upperBound..<range.upperBound }
        return denials.contains(words) ? range : nil
    }

    private static let withoutTables: Set<SectionID> = [.overview, .problems, .other]
    /// Twenty characters: shorter lines may all be headings.
    private static let shortestParagraph = 60
    /// Longer lines say something.
    private static let longestRemark = 90

    private static let denials = scalars(["无", "暂无", "没有", "暂没有", "无此情况", "暂无此情况", "无此类情况", "不存在", "无此项内容"])
    private static let subheadings = scalars([
        "存在的主要问题", "存在主要问题", "存在的问题", "存在问题", "主要问题", "存在问题和不足", "存在的不足", "改进情况", "改进措施", "下一步改进措施", "下一步改进情况", "改进",
    ])

    private static func scalars(_ texts: [String]) -> Set<[UInt32]> {
        Set(texts.map { $0.unicodeScalars.map(\.value) })
    }
}
