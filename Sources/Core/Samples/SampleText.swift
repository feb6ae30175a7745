/// Writes a whole report: title, what goes before, the six sections with their tables, and what goes behind.
struct SampleText {
    private let draft: SampleDraft
    private let tables: SampleTableWriter
    private var prose: SampleProse

    /// The bytes of a draft's file.
    static func render(_ draft: SampleDraft, _ generator: SeededGenerator) -> [UInt8] {
        var text = SampleText(draft, generator)
        text.writeReport()
        return SampleEncoding.encode(text.prose.text, draft.style)
    }

    private init(_ draft: SampleDraft, _ generator: SeededGenerator) {
        self.draft = draft
        tables = SampleTableWriter(draft)
        prose = SampleProse(draft, generator)
    }

    private var style: SampleStyle { draft.style }

    private mutating func chance(_ percent: Int) -> Bool { prose.generator.chance(percent) }

    private mutating func writeReport() {
        writeTitle()
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

    private mutating func paragraph(_ body: (inout SampleText) -> Void) {
        prose.write(style.indent)
        body(&self)
        endParagraph()
    }

    private mutating func endParagraph() {
        prose.write(style.isAiry ? "\n\n" : "\n")
    }

    /// Two or three clauses and, now and then, what came of them, as one sentence.
    private mutating func sentence(_ set: PhraseSet) {
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
        let declares = draft.declaredParts != nil || (draft.omittedSection == nil && chance(35))
        guard chance(80) || states.period || declares else { return }
        paragraph { text in
            text.prose.write(.basis)
            if declares { text.prose.write(.contents) }
            if states.period { text.prose.write(.statisticsPeriod) }
            if states.contact { text.prose.write(.contact) }
        }
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
            prose.write(draft.year + 1)
            prose.write("年1月")
            prose.write(prose.generator.within(5...28))
            prose.write("日\n")
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
        if style.layout == .markdown, !style.isAiry { prose.write("\n") }
        tables.write(draft.form.grid(table, wording: style.wording, without: row), to: &prose.text)
        if style.layout != .pipeCells, style.layout != .pipeRows { prose.write("\n") }
    }

    // MARK: Section one

    private mutating func writeOverview() {
        paragraph { $0.prose.write(.opening) }
        for (index, topic) in OverviewTopic.allCases.enumerated() { writeTopic(topic, ordinal: index + 1) }
    }

    private mutating func writeTopic(_ topic: OverviewTopic, ordinal: Int) {
        let heading = prose.generator.pick(topic.headings)
        let numeral = SampleHeadings.numeral(ordinal)
        if style.topics == .headings { paragraph { $0.prose.write("（\(numeral)）\(heading)") } }
        paragraph { text in
            switch text.style.topics {
            case .inlineHeadings: text.prose.write("（\(numeral)）\(heading)。")
            case .ordinals: text.prose.write("\(numeral)是\(heading)方面。")
            case .headings, .paragraphs: break
            }
            text.writeBody(of: topic)
        }
    }

    private mutating func writeBody(of topic: OverviewTopic) {
        switch topic {
        case .disclosure: writeDisclosure()
        case .focus: for _ in 0..<prose.generator.within(3...5) { sentence(.focusing) }
        case .explanation:
            for _ in 0..<prose.generator.within(2...4) { sentence(.explaining) }
            prose.write(.disclosureTally)
        case .requests: writeRequests()
        case .management:
            for _ in 0..<prose.generator.within(3...4) { sentence(.managing) }
            if draft.namesYear, chance(50) { prose.write(.decree) }
        case .platforms:
            for _ in 0..<prose.generator.within(3...4) { sentence(.hosting) }
            for _ in 0..<prose.generator.below(3) { prose.write(.platformTally) }
        case .supervision:
            for _ in 0..<prose.generator.within(3...4) { sentence(.supervising) }
            for _ in 0..<prose.generator.below(3) { prose.write(.supervisionTally) }
            if draft.organ.kind == .government { prose.write(.assessment) }
        }
    }

    private mutating func writeDisclosure() {
        if chance(50) { sentence(.disclosing) }
        prose.write(.itemsPublished)
        if draft.misstatedDocuments != nil || (draft.documentsMade > 0 && chance(70)) {
            prose.write(.documentsMade)
        } else if draft.documentsMade == 0, chance(50) {
            prose.write(.noDocumentsMade)
        }
        let inForce = SampleCells.documentsInForce.contains { draft.figure($0) > 0 }
        if inForce, chance(25) { prose.write(.documentsInForce) }
        for _ in 0..<prose.generator.within(3...4) { sentence(.disclosing) }
        for _ in 0..<prose.generator.within(1...3) { prose.write(.disclosureTally) }
    }

    private mutating func writeRequests() {
        if chance(50) { sentence(.answering) }
        prose.write(requestsStatement())
        let appeals =
            draft.figure(SampleCells.reconsiderations)
            + SampleCells.lawsuits.reduce(0) { $0 + draft.figure($1) }
        if chance(70) { prose.write(appeals > 0 ? .someAppeals : .noAppeals) }
        for _ in 0..<prose.generator.within(2...3) { sentence(.answering) }
    }

    /// A way to state the year's requests that their figures allow.
    private mutating func requestsStatement() -> PhraseSet {
        if draft.misstatedRequests != nil { return .someRequests }
        let received = draft.figure(SampleCells.received)
        let carriedIn = draft.figure(SampleCells.carriedIn)
        guard received > 0 else { return carriedIn > 0 ? .onlyCarriedRequests : .noRequests }
        let natural = draft.figure(SampleCells.receivedFromPersons)
        let handled = draft.figure(SampleCells.handled)
        let ended = draft.figure(SampleCells.granted) + draft.figure(SampleCells.partlyGranted)
        var sets: [PhraseSet] = [.someRequests]
        if natural > 0, natural < received { sets.append(.requestsByApplicant) }
        if carriedIn > 0 { sets.append(.requestsWithCarried) }
        if handled > 1, ended <= handled { sets.append(.requestsByOutcome) }
        return prose.generator.pick(sets)
    }

    // MARK: Sections five and six

    private mutating func writeProblems() {
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
        let owesFeeStatement = draft.year >= 2021
        if owesFeeStatement { paragraph { $0.prose.write(.feeStatement) } }
        if !owesFeeStatement || chance(50) { paragraph { $0.prose.write(.nothingElse) } }
    }
}

/// What section one reports on, in the order the form's instructions give.
enum OverviewTopic: CaseIterable, Sendable {
    case disclosure, focus, explanation, requests, management, platforms, supervision

    /// How reports head it.
    var headings: [String] {
        switch self {
        case .disclosure: ["主动公开", "主动公开工作", "信息主动公开"]
        case .focus: ["重点领域信息公开", "推进重点领域公开", "重点工作公开"]
        case .explanation: ["政策解读和回应关切", "解读回应", "政策宣传解读"]
        case .requests: ["依申请公开", "依申请公开工作", "依申请公开办理"]
        case .management: ["政府信息管理", "信息管理", "政府信息资源管理"]
        case .platforms: ["平台建设", "公开平台建设", "信息公开平台建设"]
        case .supervision: ["监督保障", "监督保障工作", "组织监督保障"]
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
