/// One official label of the form with the id that cells are named by.
public struct FormLabel: Sendable, Hashable {
    /// The stable id, part of a cell's name.
    public let id: String
    /// The official wording.
    public let label: String
    /// Other wordings that real reports carry.
    public let aliases: [String]
    /// The merged label that stands beside or above it, if any.
    public let group: String?

    init(_ id: String, _ label: String, aliases: [String] = [], group: String? = nil) {
        self.id = id
        self.label = label
        self.aliases = aliases
        self.group = group
    }

    /// The official wording and all others.
    public var wordings: [String] { [label] + aliases }
}

/// What the numbers of a column may be.
public enum Measure: Sendable, Hashable {
    /// A whole number ≥ 0.
    case count
    /// A whole number of either sign (本年增/减).
    case change
    /// An amount of money, decimals allowed.
    case amount
}

/// One column of a row in section two's table.
public struct DisclosureColumn: Sendable, Hashable {
    /// Id and wording.
    public let label: FormLabel
    /// What its numbers may be.
    public let measure: Measure
    /// The unit the form asks for: 件, 元 or 万元.
    public let unit: String

    init(_ id: String, _ label: String, measure: Measure = .count, unit: String = "件") {
        self.label = FormLabel(id, label)
        self.measure = measure
        self.unit = unit
    }
}

/// One row of section two's table; its columns depend on the article it reports under.
public struct DisclosureRow: Sendable, Hashable {
    /// Id and wording.
    public let label: FormLabel
    /// The article of 《政府信息公开条例》 the block is headed by.
    public let article: String
    /// Its columns, in order.
    public let columns: [DisclosureColumn]
}

/// One edition of the form: a value, so that the next one is one more value.
public struct Edition: Sendable, Hashable {
    /// `2019` or `2021`.
    public let id: String
    /// The document that fixed it.
    public let basis: String
    /// The report years it is meant for; without an end for the current one.
    public let firstYear: Int
    /// The last report year it is meant for, nil while it is current.
    public let lastYear: Int?
    /// Section two's rows, in order.
    public let disclosure: [DisclosureRow]
    /// Section three's rows, in order.
    public let requests: [FormLabel]

    /// Whether a report on this year should be on this edition.
    public func covers(year: Int) -> Bool {
        year >= firstYear && year <= lastYear ?? Int.max
    }

    /// Its data cells in the form's order.
    public var cells: [CellID] {
        Form.cellsByEdition[id] ?? []
    }
}

/// The three tables of the form.
public enum FormTable: String, Sendable, Hashable, CaseIterable {
    /// Section two, 主动公开政府信息情况.
    case disclosure
    /// Section three, 收到和处理政府信息公开申请情况.
    case requests
    /// Section four, 行政复议、行政诉讼情况.
    case appeals

    /// The section the table stands in.
    public var section: SectionID {
        switch self {
        case .disclosure: .disclosure
        case .requests: .requests
        case .appeals: .appeals
        }
    }
}

/// The six sections of a report.
public enum SectionID: String, Sendable, Hashable, CaseIterable {
    /// 一、总体情况
    case overview
    /// 二、主动公开政府信息情况
    case disclosure
    /// 三、收到和处理政府信息公开申请情况
    case requests
    /// 四、政府信息公开行政复议、行政诉讼情况
    case appeals
    /// 五、存在的主要问题及改进情况
    case problems
    /// 六、其他需要报告的事项
    case other

    /// Its number in the form, 1 to 6.
    public var number: Int { (SectionID.allCases.firstIndex(of: self) ?? 0) + 1 }
}
