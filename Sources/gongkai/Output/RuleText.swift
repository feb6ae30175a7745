import Core

/// Rules for people: a line each, or one explained.
struct RuleText {
    let terminal: Terminal
    let language: Language

    private static let idWidth = (RuleDescription.all.map { $0.id.description.utf8.count }.max() ?? 0) + 2
    private static let needWidth =
        RuleNeed.allCases.flatMap { need in
            Language.allCases.map { DisplayWidth.of(need.name.text(in: $0)) }
        }.max() ?? 0

    /// Severity, id, what it looks at and when it holds.
    func line(_ rule: ConfiguredRule) -> String {
        let description = rule.description
        let severity = DisplayWidth.padded(text(rule.severityName), to: language == .chinese ? 4 : 7)
        let id = DisplayWidth.padded(description.id.description, to: Self.idWidth)
        let need = DisplayWidth.padded(text(description.needs.name), to: language == .chinese ? 8 : Self.needWidth)
        let changes = changes(rule).map { terminal.styled("  [\($0)]", .dim) } ?? ""
        return "\(terminal.styled(severity, style(rule)))  \(id)\(terminal.styled(need, .dim))  "
            + printable(text(description.summary)) + changes
    }

    /// Everything there is to know of one.
    func explanation(_ rule: ConfiguredRule) -> [String] {
        let description = rule.description
        let severity = terminal.styled(text(rule.severityName), style(rule))
        var lines = ["\(terminal.styled(description.id.description, .bold))  \(severity)"]
        lines += [printable(text(description.summary)), "", printable(text(description.explanation)), ""]
        lines.append(field(Message(zh: "所需", en: "needs"), text(description.needs.name)))
        if let basis = description.basis { lines.append(field(Message(zh: "依据", en: "basis"), basis)) }
        if let changes = changes(rule) { lines.append(field(Message(zh: "配置", en: "configured"), changes)) }
        for threshold in description.thresholds {
            lines.append(field(Message(zh: "阈值", en: "threshold"), text(threshold.words)))
        }
        if let example = description.example {
            lines += ["", text(Message(zh: "例如", en: "for example"))]
            lines += example.deviations.map { "  " + text($0.words) }
            lines.append("  → " + text(example.finding))
        }
        return lines
    }

    private func field(_ name: Message, _ value: String) -> String {
        text(name) + (language == .chinese ? "：" : ": ") + printable(value)
    }

    /// What the configuration says of it; nil when it says nothing.
    private func changes(_ rule: ConfiguredRule) -> String? {
        var parts: [String] = []
        if rule.severity != rule.description.severity {
            let standard = rule.description.severity.name
            parts.append(
                text(Message(zh: "默认\(standard.chinese)", en: "\(standard.english.lowercased()) by default")))
        }
        if let only = rule.scope?.only?.map(\.pattern) {
            parts.append(
                text(
                    Message(
                        zh: "仅限 \(only.joined(separator: "、"))", en: "only \(only.joined(separator: ", "))")))
        }
        if let except = rule.scope?.except.map(\.pattern), !except.isEmpty {
            parts.append(
                text(
                    Message(
                        zh: "\(except.joined(separator: "、")) 除外", en: "except \(except.joined(separator: ", "))")))
        }
        return parts.isEmpty ? nil : printable(parts.joined(separator: language == .chinese ? "；" : "; "))
    }

    private func style(_ rule: ConfiguredRule) -> Terminal.Style {
        switch rule.severity {
        case .error: .red
        case .warning: .yellow
        case .info, nil: .dim
        }
    }

    private func text(_ message: Message) -> String { message.text(in: language) }
}

extension ConfiguredRule {
    /// What it weighs, in words.
    fileprivate var severityName: Message { severity?.name ?? Message(zh: "关闭", en: "off") }
}

extension RuleNeed {
    /// What people call it.
    var name: Message {
        switch self {
        case .file: Message(zh: "文件", en: "the file")
        case .report: Message(zh: "本报告", en: "the report")
        case .predecessor: Message(zh: "上年报告", en: "last year's report")
        case .otherReports: Message(zh: "其他报告", en: "other reports")
        case .roster: Message(zh: "应报名录", en: "the roster")
        }
    }
}

extension RuleThreshold {
    /// The number, what it decides and where it is set.
    var words: Message {
        let place = key.map { Message(zh: "（\($0)）", en: " (\($0))") } ?? Message(zh: "（固定）", en: " (fixed)")
        return Message(
            zh: "\(standard)：\(meaning.chinese)\(place.chinese)", en: "\(standard): \(meaning.english)\(place.english)")
    }
}
