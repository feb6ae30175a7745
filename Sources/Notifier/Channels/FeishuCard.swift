internal import Core

/// A summary as a Feishu card, JSON 2.0: the header coloured by verdict, then figures and findings in Feishu's Markdown.
struct FeishuCard {
    let summary: Summary
    /// How many findings to show.
    let showing: Int

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("schema", "2.0")
            json.member("header") { json in
                json.object { json in
                    json.member("title") { json in
                        json.object { json in
                            json.member("tag", "plain_text")
                            json.member("content", summary.title)
                        }
                    }
                    json.member("template", template)
                }
            }
            json.member("body") { json in
                json.object { json in
                    json.member("elements") { json in
                        json.array { json in
                            for block in [lead, findings, closing] where !block.isEmpty {
                                FeishuCard.writeMarkdown(block, to: &json)
                            }
                        }
                    }
                }
            }
        }
    }

    private var template: String {
        switch summary.tone {
        case .good: "green"
        case .attention: "orange"
        case .bad: "red"
        case .unreadable: "carmine"
        case .neutral: "blue"
        }
    }

    private var lead: String {
        summary.lead.map(FeishuCard.escaped).joined(separator: "\n")
    }

    private var findings: String {
        var lines: [String] = []
        for (index, item) in summary.items.prefix(showing).enumerated() {
            let label = "<font color='\(FeishuCard.color(of: item.severity))'>\(item.label)</font>"
            lines.append("**\(index + 1).** \(label)　\(FeishuCard.escaped(item.headline))")
            lines += item.details.map { "　\(FeishuCard.escaped($0))" }
        }
        let left = summary.items.count - showing
        if left > 0 { lines.append(FeishuCard.escaped(summary.more(left))) }
        return lines.joined(separator: "\n")
    }

    private var closing: String {
        summary.closing.map { "<font color='grey'>\(FeishuCard.escaped($0))</font>" }.joined(separator: "\n")
    }

    private static func color(of severity: Severity) -> String {
        switch severity {
        case .error: "red"
        case .warning: "orange"
        case .info: "grey"
        }
    }

    private static func writeMarkdown(_ content: String, to json: inout JSONWriter) {
        json.object { json in
            json.member("tag", "markdown")
            json.member("content", content)
        }
    }

    /// Text that Feishu's Markdown shows as it stands: everything that could begin an `<at>`, a tag, a link or markup
    /// becomes an HTML entity, which is the escape that Feishu documents for card Markdown.
    static func escaped(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        var scalars = text.unicodeScalars[...]
        while let scalar = scalars.popFirst() {
            let isLink = scalar == ":" && scalars.starts(with: "//".unicodeScalars)
            if isLink || special.contains(scalar) {
                result += "&#\(scalar.value);"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static let special = Set("&<>*_~`[]()#|\\!@${}".unicodeScalars)
}
