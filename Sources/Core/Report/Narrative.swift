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

    /// Where a table stands that is not in the document.
    public enum TableElsewhere: String, Sendable, Hashable {
        /// In an attachment (详见附件).
        case attachment
        /// In a picture.
        case picture
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
    }

    /// What is counted.
    public let subject: Subject
    /// How many.
    public let value: Int
    /// Where it stands.
    public let place: Place
    /// The sentence it stands in.
    public let quote: String
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
}

/// The number of parts that a report says it has.
public struct DeclaredParts: Sendable, Hashable {
    /// The number.
    public let count: Int
    /// Where it stands.
    public let place: Place
    /// The sentence.
    public let quote: String
}
