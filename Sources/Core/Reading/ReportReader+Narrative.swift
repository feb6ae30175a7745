extension ReportReader {
    /// The facts of the running text, each line read once.
    static func readNarrative(
        _ document: Document, _ lines: [TextLine], _ sections: SectionReader, _ report: Report, _ page: PageFacts,
        in text: Span<UInt8>
    ) -> Narrative {
        var reader = NarrativeReader(document, report.identity)
        var sketch = SketchBuilder(organ: report.identity.agency)
        var elsewhere: [SectionID: Narrative.TableElsewhere] = [:]
        let missing = FormTable.allCases.filter { !report.tables.contains($0) }.map(\.section)
        var section: SectionID?
        let headings = sections.headings.sorted { $0.index < $1.index }
        var next = headings[...]
        for (index, line) in lines.enumerated() {
            let isHeading = next.first?.index == index
            if isHeading { section = next.popFirst()?.section }
            reader.read(line, section: section, in: text)
            guard let section else { continue }
            if !isHeading, !line.isCell, !isSubheading(line.text, in: text) { sketch.add(line.text, in: text) }
            if missing.contains(section), elsewhere[section] == nil {
                elsewhere[section] = tableElsewhere(line, in: text)
            }
        }
        for (heading, next) in zip(headings, headings.dropFirst())
        where missing.contains(heading.section) && elsewhere[heading.section] == nil {
            let (start, end) = (lines[heading.index].text.upperBound, lines[next.index].text.lowerBound)
            if document.pictures.contains(where: { start <= $0 && $0 <= end }) { elsewhere[heading.section] = .picture }
        }
        var narrative = reader.narrative
        narrative.topLevelHeadings = sections.topLevelHeadings
        narrative.tablesElsewhere = elsewhere
        narrative.emptySections = SectionBody.emptySections(lines, sections, of: document, in: text)
        narrative.publication = PublicationReader.read(
            lines, head: headings.first?.index ?? 0, body: headings.last?.index ?? lines.count,
            organ: OwnOrgan(report.identity.agency), of: document, page: page, in: text)
        narrative.sketch = sketch.sketch()
        return narrative
    }

    /// A hash of what stands under the section headings, to the letter.
    static func textDigest(
        _ lines: [TextLine], _ sections: SectionReader, organ: String?, in text: Span<UInt8>
    ) -> UInt64? {
        let headings = Set(sections.headings.map(\.index))
        guard let first = headings.min(), let last = headings.max() else { return nil }
        var digest = TextDigest(organ: organ)
        for index in first..<lines.count where !headings.contains(index) && !lines[index].isCell {
            digest.add(lines[index].text, isLast: index > last, in: text)
        }
        return digest.value
    }

    /// Whether a line is a numbered heading below the sections': short, and no sentence.
    private static func isSubheading(_ range: Range<Int>, in text: Span<UInt8>) -> Bool {
        range.count <= 60 && Enumerator.read(range, in: text).style != .none
    }

    private static let attachment = Array("附件".utf8)
    private static let picture = Array("图片".utf8)

    private static func tableElsewhere(_ line: TextLine, in text: Span<UInt8>) -> Narrative.TableElsewhere? {
        if ByteRanges.firstRange(of: attachment, in: text, line.text) != nil { return .attachment }
        return ByteRanges.firstRange(of: picture, in: text, line.text) != nil ? .picture : nil
    }
}
