public import Core

/// The rules that neither a report's text nor a file's bytes alone decide: what is put into a drop directory, and whether they
/// have something to say about it.
public struct DropRuleCase: Sendable, CustomStringConvertible {
    /// Something that is done to a name in the directory.
    public enum Deed: Sendable {
        /// A file with these bytes is put there, in place of what was there.
        case file([UInt8])
        /// A file of so many bytes, none of them written.
        case sparse(Int64)
        /// A directory; others are made where a name needs them.
        case directory
        case fifo
        case socket
        /// A symbolic link.
        case link(to: String)
        /// Who may do what with what is there.
        case mode(UInt32)
    }

    /// The rule.
    public let rule: RuleID
    /// Whether it finds something.
    public let isFound: Bool
    /// What is special about the directory.
    public let why: String
    /// What is done, in this order, before each pass over the directory.
    public let passes: [[(name: String, deed: Deed)]]
    /// The largest file that is read, bytes.
    public var byteLimit: Int64 = 67_108_864
    /// Whether symbolic links are followed.
    public var followsLinks = false
    /// The roster, as CSV; nil for none.
    public var roster: String?
    /// The day on which it is asked who is missing, ISO 8601.
    public var day = "2021-02-01"

    /// What the rule makes of the directory, in words.
    public var description: String { "\(rule) \(isFound ? "finds" : "says nothing of") \(why)" }

    init(
        _ rule: RuleID, _ isFound: Bool, _ why: String, _ passes: [(String, Deed)]...,
        setting: (inout DropRuleCase) -> Void = { _ in }
    ) {
        self.rule = rule
        self.isFound = isFound
        self.why = why
        self.passes = passes.map { $0.map { (name: $0.0, deed: $0.1) } }
        setting(&self)
    }

    /// All cases there are.
    public static let all = tooLarge + notRegular + denied + sidecars + duplicates + revisions + missing
}

/// The report that the cases are about.
enum DroppedReport {
    static let organ = "青岚市渔业局"

    /// It in a file, with something in it replaced.
    static func file(_ changes: (String, String)...) -> DropRuleCase.Deed { .file(bytes(changes)) }

    /// How many bytes it has.
    static let size = Int64(bytes([]).count)

    private static func bytes(_ changes: [(String, String)]) -> [UInt8] {
        var text = """
            \(organ)2020年度政府信息公开工作年度报告
            一、总体情况
            我局按照上级部署，稳步推进各项公开工作，及时更新栏目内容，办理群众来信。
            二、主动公开政府信息情况
            规章 | 0 | 0 | 0 |
            规范性文件 | 1 | 1 | 4 |
            行政许可 | 2 | 1 | 3 |

            """
        for (old, new) in changes { text.replace(old, with: new) }
        return Array(text.utf8)
    }
}
