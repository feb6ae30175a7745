/// A set of phrases of which a report takes one, and another one when it asks again.
enum PhraseSet: Int, CaseIterable, Sendable {
    // Words
    case timely, active, further, strictly, channel, site, place, training, outreach
    // Clauses
    case guided, effort, effect
    case disclosing, focusing, explaining, answering, managing, hosting, supervising
    // Sentences
    case opening, itemsPublished, documentsMade, noDocumentsMade, documentsInForce, disclosureTally, platformTally
    case supervisionTally, decree
    case noRequests, onlyCarriedRequests, someRequests, requestsByApplicant, requestsWithCarried, requestsByOutcome
    case requestsByEveryOutcome, outcomesInWords
    case noAppeals, someAppeals
    case assessment, feeStatement, feeInPassing, nothingElse
    case basis, contents, statisticsPeriod, contact, pageDate, signedOn, footer
    // Section five
    case problemsOpening, problem, cause, measuresOpening, measure

    /// The set that a phrase names in braces.
    init?(named name: String) {
        guard let set = Self.allCases.first(where: { "\($0)" == name }) else { return nil }
        self = set
    }

    /// The set's phrases.
    var phrases: [Phrase] {
        switch self {
        case .timely: Prose.timely
        case .active: Prose.active
        case .further: Prose.further
        case .strictly: Prose.strictly
        case .channel: Prose.channel
        case .site: Prose.site
        case .place: Prose.place
        case .training: Prose.training
        case .outreach: Prose.outreach
        case .guided: Prose.guided
        case .effort: Prose.effort
        case .effect: Prose.effect
        case .disclosing: Prose.disclosing
        case .focusing: Prose.focusing
        case .explaining: Prose.explaining
        case .answering: Prose.answering
        case .managing: Prose.managing
        case .hosting: Prose.hosting
        case .supervising: Prose.supervising
        case .opening: Prose.opening
        case .itemsPublished: Prose.itemsPublished
        case .documentsMade: Prose.documentsMade
        case .noDocumentsMade: Prose.noDocumentsMade
        case .documentsInForce: Prose.documentsInForce
        case .disclosureTally: Prose.disclosureTally
        case .platformTally: Prose.platformTally
        case .supervisionTally: Prose.supervisionTally
        case .decree: Prose.decree
        case .noRequests: Prose.noRequests
        case .onlyCarriedRequests: Prose.onlyCarriedRequests
        case .someRequests: Prose.someRequests
        case .requestsByApplicant: Prose.requestsByApplicant
        case .requestsWithCarried: Prose.requestsWithCarried
        case .requestsByOutcome: Prose.requestsByOutcome
        case .requestsByEveryOutcome: Prose.requestsByEveryOutcome
        case .outcomesInWords: Prose.outcomesInWords
        case .noAppeals: Prose.noAppeals
        case .someAppeals: Prose.someAppeals
        case .assessment: Prose.assessment
        case .feeStatement: Prose.feeStatement
        case .feeInPassing: Prose.feeInPassing
        case .nothingElse: Prose.nothingElse
        case .basis: Prose.basis
        case .statisticsPeriod: Prose.statisticsPeriod
        case .contents: Prose.contents
        case .contact: Prose.contact
        case .pageDate: Prose.pageDate
        case .signedOn: Prose.signedOn
        case .footer: Prose.footer
        case .problemsOpening: Prose.problemsOpening
        case .problem: Prose.problem
        case .cause: Prose.cause
        case .measuresOpening: Prose.measuresOpening
        case .measure: Prose.measure
        }
    }
}

/// The phrases themselves, by what they speak of. All of it is invented; none is taken from a report.
enum Prose {}
