/// Writes a whole report: title, what goes before, the six sections with their tables, and what goes behind.
struct SampleText {
    let draft: SampleDraft
    private let tables: SampleTableWriter
    var prose: SampleProse
    private var blocks: SampleBlocks?

    /// The bytes of a draft's file.
    static func render(_ draft: SampleDraft, _ generator: SeededGenerator) -> [UInt8] {
        var text = SampleText(draft, generator)
        text.writeReport()
        return SampleEncoding.encode(text.prose.text, draft.style)
    }

    /// A draft's paragraphs and tables, in the same words.
    static func blocks(_ draft: SampleDraft, _ generator: SeededGenerator) -> [SampleBlock] {
        var text = SampleText(draft, generator)
        var blocks = SampleBlocks(draft.style)
        text.blocks = blocks
        text.writeReport()
        blocks = text.blocks ?? blocks
        blocks.add(text.prose.text)
        return blocks.blocks
    }

    private init(_ draft: SampleDraft, _ generator: SeededGenerator) {
        self.draft = draft
        tables = SampleTableWriter(draft)
        prose = SampleProse(draft, generator)
    }

    var style: SampleStyle { draft.style }

    mutating func chance(_ percent: Int) -> Bool { prose.generator.chance(percent) }

    private mutating func writeReport() {
        writeTitle()
        if style.pageDate, draft.namesAgency, draft.namesYear { writePageDate() }
        writeIntroduction()
        for section in SectionID.allCases where section != draft.omittedSection {
            writeHeading(section)
            switch section {
            case .overview: writeOverview()
            case .disclosure: writeTable(.disclosure)
            case .requests: writeTable(.requests)
            case .appeals: writeTable(.appeals)
            case .problems: writeProblems()
            case .other: writeOther()
            }
        }
        writeEnd()
    }

    // MARK: Paragraphs

    mutating func paragraph(_ body: (inout SampleText) -> Void) {
        prose.write(style.indent)
        body(&self)
        endParagraph()
    }

    private mutating func endParagraph() {
        prose.write(style.isAiry ? "\n\n" : "\n")
    }

    /// Writes what depends on the figures, or on whose report it is: the words around it stay the same whatever it says.
    mutating func aside(_ body: (inout SampleText) -> Void) {
        let pause = prose.pause()
        body(&self)
        prose.resume(pause)
    }

    /// Two or three clauses and, now and then, what came of them, as one sentence.
    mutating func sentence(_ set: PhraseSet) {
        let clauses = prose.generator.within(2...3)
        for index in 0..<clauses {
            if index > 0 { prose.write("，") }
            prose.write(set)
        }
        if chance(45) {
            prose.write("，")
            prose.write(.effect)
        }
        prose.write("。")
    }

    // MARK: Before and behind

    private mutating func writeTitle() {
        let title = draft.title
        let end = SampleDraft.titleEnd
        let head = title.utf8.count - end.utf8.count
        let broken = style.titleBreak == 1 ? head : head + 6 * "政".utf8.count
        if style.titleBreak == 0 || !draft.namesAgency {
            prose.write(title)
        } else {
            prose.text.append(contentsOf: title.utf8.prefix(broken))
            prose.write("\n")
            prose.text.append(contentsOf: title.utf8.dropFirst(broken))
        }
        prose.write("\n\n")
    }

    private mutating func writeIntroduction() {
        let states = (period: (style.statesPeriod || draft.periodYear != nil) && draft.namesYear, contact: chance(40))
        let mayDeclare = chance(35)
        let declares = draft.declaredParts != nil || (draft.omittedSection == nil && mayDeclare)
        guard chance(80) || states.period || declares else { return }
        paragraph { text in
            text.prose.write(.basis)
            if declares { text.prose.write(.contents) }
            if states.period { text.prose.write(.statisticsPeriod) }
            if states.contact { text.prose.write(.contact) }
        }
    }

    private mutating func writePageDate() {
        prose.write(.pageDate)
        prose.write("\n\n")
    }

    private mutating func writeEnd() {
        guard style.signsOff else { return }
        if draft.namesAgency {
            prose.write("\n　　　　　　　　")
            prose.write(draft.organ.name)
            prose.write("\n")
        }
        if draft.namesYear {
            prose.write("　　　　　　　　")
            if style.signsInDecember {
                prose.write("\(draft.year)年12月31日")
            } else {
                prose.write(.signedOn)
            }
            prose.write("\n")
        }
        if chance(20) { prose.write(.footer) }
        prose.write("\n")
    }

    private mutating func writeHeading(_ section: SectionID) {
        var number: Int? = section.number
        if let misnumbered = draft.misnumbered, misnumbered.section == section { number = misnumbered.numeral }
        let variant = style.headingVariant && number != nil ? prose.generator.below(4) : nil
        prose.write(SampleHeadings.heading(section, numeral: number, variant: variant))
        endParagraph()
    }

    private mutating func writeTable(_ table: FormTable) {
        guard table != draft.omittedTable else { return }
        let row = table == .appeals ? nil : draft.omittedRow
        let grid = draft.form.grid(table, wording: style.wording, without: row)
        if blocks != nil {
            blocks?.add(prose.text)
            blocks?.add(grid, tables)
            prose.text.removeAll()
            return
        }
        if style.layout == .markdown, !style.isAiry { prose.write("\n") }
        tables.write(grid, to: &prose.text)
        if style.layout != .pipeCells, style.layout != .pipeRows { prose.write("\n") }
    }

    // MARK: Sections five and six

    private mutating func writeProblems() {
        if let nothing = draft.emptyProblems {
            if !nothing.isEmpty { paragraph { $0.prose.write(nothing) } }
            return
        }
        let count = prose.generator.within(2...4)
        paragraph { text in
            text.prose.write(.problemsOpening)
            text.enumerate(count, of: .problem)
        }
        paragraph { text in
            text.prose.write(.measuresOpening)
            text.enumerate(count + 1, of: .measure)
        }
    }

    private mutating func enumerate(_ count: Int, of set: PhraseSet) {
        for index in 1...count {
            prose.write(SampleHeadings.numeral(index))
            prose.write("是")
            prose.write(set)
            prose.write("，")
            prose.write(set == .problem ? .cause : set)
            prose.write(index == count ? "。" : "；")
        }
    }

    private mutating func writeOther() {
        aside { text in
            let states = text.owesFeeStatement && !text.style.feeInPassing
            if states { text.paragraph { $0.prose.write(.feeStatement) } }
            if !states || text.chance(50) { text.paragraph { $0.prose.write(.nothingElse) } }
        }
    }
}

/// The last step, on bytes: punctuation, line ends and byte order mark.
enum SampleEncoding {
    /// The text as the style wants it.
    static func encode(_ text: [UInt8], _ style: SampleStyle) -> [UInt8] {
        guard style.halfWidthPunctuation || style.windowsLines || style.byteOrderMark else { return text }
        var result: [UInt8] = style.byteOrderMark ? [0xEF, 0xBB, 0xBF] : []
        result.reserveCapacity(text.count + 1024)
        var index = 0
        while index < text.count {
            let byte = text[index]
            if style.halfWidthPunctuation, byte == 0xEF, text[index + 1] == 0xBC,
                let narrow = narrowPunctuation(text[index + 2])
            {
                result.append(narrow)
                index += 3
                continue
            }
            if style.windowsLines, byte == UInt8(ascii: "\n") { result.append(UInt8(ascii: "\r")) }
            result.append(byte)
            index += 1
        }
        return result
    }

    /// （）：，； by the last byte of their UTF-8.
    private static func narrowPunctuation(_ last: UInt8) -> UInt8? {
        switch last {
        case 0x88: UInt8(ascii: "(")
        case 0x89: UInt8(ascii: ")")
        case 0x8C: UInt8(ascii: ",")
        case 0x9A: UInt8(ascii: ":")
        case 0x9B: UInt8(ascii: ";")
        default: nil
        }
    }
}
