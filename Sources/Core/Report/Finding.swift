/// The public, permanent name of a rule, `group.name`; users silence, route and count by it.
public struct RuleID: Sendable, Hashable, CustomStringConvertible, ExpressibleByStringLiteral {
    /// The name.
    public let description: String

    /// A rule's name.
    public init(_ name: String) {
        description = name
    }

    /// A rule's name from a literal.
    public init(stringLiteral name: String) {
        description = name
    }
}

/// How much a finding weighs.
public enum Severity: String, Sendable, Hashable, CaseIterable, Codable, Comparable {
    /// A fact about form or extraction.
    case info
    /// A person should look.
    case warning
    /// The report contradicts itself or the law.
    case error

    /// Orders `info < warning < error`.
    public static func < (left: Severity, right: Severity) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .info: 0
        case .warning: 1
        case .error: 2
        }
    }
}

/// One sentence in both languages.
public struct Message: Sendable, Hashable {
    /// Chinese, what chats show by default.
    public let chinese: String
    /// English.
    public let english: String

    /// One sentence in both languages, one line each.
    public init(zh chinese: String, en english: String) {
        self.chinese = chinese
        self.english = english
    }
}

/// Something a rule has to say about one report.
public struct Finding: Sendable, Hashable {
    /// Which rule says it.
    public var rule: RuleID
    /// How much it weighs.
    public var severity: Severity
    /// What it says, one line.
    public var message: Message
    /// The cells concerned.
    public var cells: [CellID]
    /// What the report states.
    public var expected: Quantity?
    /// What its parts give.
    public var actual: Quantity?
    /// Where it stands.
    public var place: Place?
    /// The text that stands there.
    public var quote: String?
    /// The legal or form basis, in Chinese; nil where there is none.
    public var basis: String?

    /// A finding; rules make theirs with ``Rule/finding(_:cells:expected:actual:place:quote:)``.
    public init(
        rule: RuleID, severity: Severity, message: Message, cells: [CellID] = [], expected: Quantity? = nil,
        actual: Quantity? = nil, place: Place? = nil, quote: String? = nil, basis: String? = nil
    ) {
        self.rule = rule
        self.severity = severity
        self.message = message
        self.cells = cells
        self.expected = expected
        self.actual = actual
        self.place = place
        self.quote = quote
        self.basis = basis
    }
}

/// What all findings on one file come to.
public enum Verdict: String, Sendable, Hashable, CaseIterable, Codable {
    /// The bytes could not be read as any supported document.
    case unreadable
    /// Readable, but not such a report.
    case foreign
    /// Some finding is an error.
    case invalid
    /// Some finding is a warning.
    case flagged
    /// Nothing above a note.
    case valid

    /// The verdict on a report with these findings.
    public init(findings: some Sequence<Finding>) {
        switch findings.lazy.map(\.severity).max() {
        case .error: self = .invalid
        case .warning: self = .flagged
        case .info, nil: self = .valid
        }
    }
}

extension Verdict {
    /// What people call it.
    public var name: Message {
        switch self {
        case .valid: Message(zh: "通过", en: "Valid")
        case .flagged: Message(zh: "存疑", en: "Flagged")
        case .invalid: Message(zh: "有误", en: "Invalid")
        case .unreadable: Message(zh: "无法读取", en: "Unreadable")
        case .foreign: Message(zh: "非年度报告", en: "Not such a report")
        }
    }
}

extension Severity {
    /// What people call it.
    public var name: Message {
        switch self {
        case .error: Message(zh: "错误", en: "Error")
        case .warning: Message(zh: "疑点", en: "Warning")
        case .info: Message(zh: "提示", en: "Note")
        }
    }
}
