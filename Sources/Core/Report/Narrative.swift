/// What the text states in figures, as far as rules ask: facts, not text, so that a stored report can be judged again.
public struct Narrative: Sendable, Hashable {
    /// Counts with a known meaning.
    public var figures: [NarrativeFigure] = []
    /// Totals with the parts that the text gives for them.
    public var breakdowns: [Breakdown] = []
    /// How many parts the report says it has (九个部分).
    public var declaredParts: DeclaredParts?
    /// How many top-level headings the document has, known sections or not.
    public var topLevelHeadings = 0
    /// Sections whose text says that their table stands elsewhere.
    public var tablesElsewhere: [SectionID: TableElsewhere] = [:]
    /// The matters the text speaks of; nil when that is not known, as in facts of a version that did not look for them.
    public var mentions: Set<Mention>?
    /// Sections under whose heading nothing stands, or nothing but 无.
    public var emptySections: [EmptySection] = []
    /// The day of publication that the text states.
    public var publication: Publication?
    /// What the text is like, for comparing it with others; nil when it is too short to tell, or when facts are older.
    public var sketch: NarrativeSketch?

    /// A narrative of which nothing is known.
    public init() {}

    /// Where a table stands that is not in the document.
    public enum TableElsewhere: String, Sendable, Hashable {
        /// In an attachment (详见附件).
        case attachment
        /// In a picture.
        case picture
    }

    /// A matter that a report owes a word on.
    public enum Mention: String, Sendable, Hashable, CaseIterable {
        /// The information-handling fee (信息处理费).
        case fee
        /// 工作考核, the assessment of the work (条例第五十条第四项).
        case assessment
        /// 社会评议, its evaluation by the public.
        case evaluation
        /// 责任追究, who was held to account for it.
        case accountability
    }
}

/// A count in the text with a known meaning.
public struct NarrativeFigure: Sendable, Hashable {
    /// What is counted.
    public enum Subject: String, Sendable, Hashable, CaseIterable {
        /// Requests received (收到、受理 … 政府信息公开申请 N 件).
        case requestsReceived = "requests_received"
        /// Requests dealt with (办结、答复 … 政府信息公开申请 N 件).
        case requestsHandled = "requests_handled"
        /// Normative documents made in the year (制发、出台 … 规范性文件 N 件).
        case normativeDocumentsMade = "normative_documents_made"
        /// Normative documents put before the public (发布、公开 … 规范性文件 N 件), made in the year or not.
        case normativeDocumentsPublished = "normative_documents_published"
        /// Items of information published (发布、公开信息 N 条).
        case itemsPublished = "items_published"
        /// Requests granted (予以公开 N 件).
        case granted
        /// Requests granted in part (部分公开 N 件).
        case partlyGranted = "partly_granted"
        /// Requests refused (不予公开 N 件), for any reason.
        case refused
        /// Requests for what the organ does not have (无法提供 N 件), for any reason.
        case unavailable
        /// Requests that are none or need no answer (不予处理 N 件), for any reason.
        case notProcessed = "not_processed"
        /// Requests that ended otherwise (其他处理 N 件), for any reason.
        case otherwiseHandled = "otherwise_handled"
        /// Applications for administrative reconsideration (行政复议 N 件) on account of disclosure.
        case reconsiderations
        /// Administrative lawsuits (行政诉讼 N 件) on account of disclosure.
        case lawsuits

        /// Whether it is the number of requests that ended in one way.
        var isOutcome: Bool { OutcomeGroup.all.contains { $0.subject == self } }

        /// Whether a count of the region that a government governs is the government's own: what is published is, while its
        /// departments get requests and appeals of their own.
        var isOfRegion: Bool {
            switch self {
            case .normativeDocumentsMade, .normativeDocumentsPublished, .itemsPublished: true
            default: false
            }
        }
    }

    /// What is counted.
    public let subject: Subject
    /// How many.
    public let value: Int
    /// Counts by which the table may count otherwise: positive those that the text sets apart (另有2件尚未审结), negative those
    /// that it takes into this one (含上年结转3件).
    public var differences: [Int]
    /// Where it stands.
    public let place: Place
    /// The sentence it stands in.
    public let quote: String

    /// A count as it was read.
    public init(subject: Subject, value: Int, differences: [Int] = [], place: Place, quote: String) {
        self.subject = subject
        self.value = value
        self.differences = differences
        self.place = place
        self.quote = quote
    }
}

extension NarrativeFigure {
    /// Whether it may be one of these numbers, some of what the text sets apart counted or not, or one of those in
    /// `without` once what the text takes into it is taken out.
    func fits(_ allowed: [Quantity], without: [Quantity]? = nil) -> Bool {
        let apart = Self.sums(of: differences.prefix(4).filter { $0 > 0 }.flatMap { [$0, -$0] })
        let included = Self.sums(of: differences.prefix(4).filter { $0 < 0 })
        return apart.contains { apart in
            allowed.contains(Quantity(value + apart))
                || included.contains { $0 < 0 && (without ?? allowed).contains(Quantity(value + apart + $0)) }
        }
    }

    /// What any of these numbers add up to.
    private static func sums(of numbers: [Int]) -> Set<Int> {
        numbers.reduce(into: [0]) { sums, number in sums.formUnion(sums.map { $0 + number }) }
    }
}

/// 共 N 条, 其中 A a 条, B b 条: a total and the parts that should add up to it.
public struct Breakdown: Sendable, Hashable {
    /// The total that the text states.
    public let total: Int
    /// The parts, in order.
    public let parts: [Int]
    /// Where the total stands.
    public let place: Place
    /// The sentence, from the total to the end of the enumeration.
    public let quote: String

    /// A total and its parts as they were read.
    public init(total: Int, parts: [Int], place: Place, quote: String) {
        self.total = total
        self.parts = parts
        self.place = place
        self.quote = quote
    }
}

/// The number of parts that a report says it has.
public struct DeclaredParts: Sendable, Hashable {
    /// The number.
    public let count: Int
    /// Where it stands.
    public let place: Place
    /// The sentence.
    public let quote: String

    /// A statement as it was read.
    public init(count: Int, place: Place, quote: String) {
        self.count = count
        self.place = place
        self.quote = quote
    }
}

/// A section that has nothing to say.
public struct EmptySection: Sendable, Hashable {
    /// Which one.
    public let section: SectionID
    /// Where its heading stands.
    public let place: Place
    /// What stands under the heading (无, 暂无); empty when nothing does.
    public let quote: String

    /// A section as it was found.
    public init(section: SectionID, place: Place, quote: String) {
        self.section = section
        self.place = place
        self.quote = quote
    }
}

/// When a report was published, and who says so.
public struct Publication: Sendable, Hashable {
    /// Who states the day, the most trusted first.
    public enum Source: String, Sendable, Hashable, CaseIterable {
        /// The file beside the report that came with it.
        case sidecar
        /// The page the report was saved from.
        case page
        /// The report's own text (发布日期：2021-02-03, or the day it is signed with).
        case text
    }

    /// The day.
    public let date: CivilDate
    /// Who states it.
    public let source: Source
    /// Where it stands, when it stands in the document.
    public let place: Place?
    /// The text that states it.
    public let quote: String

    /// A statement as it was found.
    public init(date: CivilDate, source: Source, place: Place?, quote: String) {
        self.date = date
        self.source = source
        self.place = place
        self.quote = quote
    }
}
