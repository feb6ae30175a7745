internal import Core

/// A summary as a Feishu card, JSON 2.0: the header coloured by verdict, then figures and findings in Feishu's Markdown,
/// and a button where there is a link.
struct FeishuCard {
    let summary: Summary
    /// Whom to mention: open_ids, user_ids or `all`.
    let mention: [String]

    private let dialect = FeishuMarkdown()

    init(summary: Summary, mention: [String]) {
        self.summary = summary
        self.mention = mention
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("schema", "2.0")
            json.memberObject("header") { json in
                json.member("title") { writePlain(summary.title, to: &$0) }
                json.member("template", template)
            }
            json.memberObject("body") { json in
                json.memberArray("elements") { json in
                    for block in blocks where !block.isEmpty { writeMarkdown(block, to: &json) }
                    if let link = summary.link { writeButton(link, to: &json) }
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

    private var blocks: [String] {
        let mentions = summary.callsForAction ? mention.map { "<at id=\($0)></at>" } : []
        return [
            dialect.introduction(of: summary), dialect.findings(of: summary), dialect.goodNews(of: summary),
            dialect.closing(of: summary), [mentions.joined(separator: " ")],
        ].map { $0.joined(separator: "\n") }
    }

    private func writeMarkdown(_ content: String, to json: inout JSONWriter) {
        json.object { json in
            json.member("tag", "markdown")
            json.member("content", content)
        }
    }

    private func writeButton(_ link: Summary.Link, to json: inout JSONWriter) {
        json.object { json in
            json.member("tag", "button")
            json.member("text") { writePlain(link.text, to: &$0) }
            json.memberArray("behaviors") { json in
                json.object { json in
                    json.member("type", "open_url")
                    json.member("default_url", link.url)
                }
            }
        }
    }

    private func writePlain(_ text: String, to json: inout JSONWriter) {
        json.object { json in
            json.member("tag", "plain_text")
            json.member("content", text)
        }
    }
}
