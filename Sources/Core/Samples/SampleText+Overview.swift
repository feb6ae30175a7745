/// Section one.
extension SampleText {
    mutating func writeOverview() {
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
        case .focus:
            for index in 0..<prose.generator.within(3...5) {
                sentence(.focusing)
                // The first two of three bytes, as a file has them that was cut and put together again.
                if index < draft.brokenCharacters { prose.text.append(contentsOf: "政".utf8.prefix(2)) }
            }
        case .explanation:
            for _ in 0..<prose.generator.within(2...4) { sentence(.explaining) }
            prose.write(.disclosureTally)
        case .requests: writeRequests()
        case .management:
            for _ in 0..<prose.generator.within(3...4) { sentence(.managing) }
            if chance(50), draft.namesYear { prose.write(.decree) }
        case .platforms:
            for _ in 0..<prose.generator.within(3...4) { sentence(.hosting) }
            for _ in 0..<prose.generator.below(3) { prose.write(.platformTally) }
        case .supervision:
            for _ in 0..<prose.generator.within(3...4) { sentence(.supervising) }
            for _ in 0..<prose.generator.below(3) { prose.write(.supervisionTally) }
            aside { text in
                guard text.draft.organ.kind == .government, text.draft.omittedStatement != .assessment else { return }
                text.prose.write(.assessment)
            }
        }
    }

    private mutating func writeDisclosure() {
        if chance(50) { sentence(.disclosing) }
        aside { $0.prose.write(.itemsPublished) }
        aside { $0.writeDocuments() }
        for _ in 0..<prose.generator.within(3...4) { sentence(.disclosing) }
        for _ in 0..<prose.generator.within(1...3) { prose.write(.disclosureTally) }
    }

    private mutating func writeDocuments() {
        let made = draft.stated(.issued)
        if draft.misstated[.issued] != nil || (made > 0 && chance(70)) {
            prose.write(.documentsMade)
        } else if made == 0, chance(50) {
            prose.write(.noDocumentsMade)
        }
        if draft.stated(.effective) > 0, chance(25) { prose.write(.documentsInForce) }
    }

    private mutating func writeRequests() {
        if chance(50) { sentence(.answering) }
        aside { text in
            text.prose.write(text.requestsStatement())
            if text.statesOutcomes { text.prose.write(.outcomesInWords) }
        }
        aside { $0.writeAppeals() }
        aside { text in
            if text.owesFeeStatement, text.style.feeInPassing { text.prose.write(.feeInPassing) }
        }
        for _ in 0..<prose.generator.within(2...3) { sentence(.answering) }
    }

    /// A way to state the year's requests that their figures allow.
    private mutating func requestsStatement() -> PhraseSet {
        if draft.misstated[.received] != nil { return .someRequests }
        let received = draft.stated(.received)
        guard received > 0 else { return draft.stated(.carriedIn) > 0 ? .onlyCarriedRequests : .noRequests }
        let natural = draft.stated(.natural)
        let handled = draft.stated(.handled)
        var sets: [PhraseSet] = [.someRequests]
        if natural > 0, natural < received { sets.append(.requestsByApplicant) }
        if draft.stated(.carriedIn) > 0 { sets.append(.requestsWithCarried) }
        let addsUp = draft.stated(.neitherGranted) >= 0 && !misstatesOutcome
        if handled > 1, addsUp { sets.append(.requestsByOutcome) }
        if handled > 1, addsUp, outcomesSum == handled { sets.append(.requestsByEveryOutcome) }
        return prose.generator.pick(sets)
    }

    private var outcomesSum: Int {
        [SampleFact.granted, .partlyGranted, .refused, .unavailable, .notProcessed, .endedOtherwise]
            .reduce(0) { $0 + draft.stated($1) }
    }

    private var misstatesOutcome: Bool {
        [SampleFact.granted, .refused, .unavailable].contains { draft.misstated[$0] != nil }
    }

    /// Whether the outcomes are told one by one.
    private var statesOutcomes: Bool {
        mutating get { misstatesOutcome || (draft.stated(.handled) > 0 && chance(40)) }
    }

    private mutating func writeAppeals() {
        let isMisstated = draft.misstated[.reconsiderations] != nil || draft.misstated[.lawsuits] != nil
        guard isMisstated || chance(75) else { return }
        prose.write(isMisstated || draft.stated(.appeals) > 0 ? .someAppeals : .noAppeals)
    }

    /// Whether the report has to speak of the fee, and does.
    var owesFeeStatement: Bool { draft.year >= 2021 && draft.omittedStatement != .fee }
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
