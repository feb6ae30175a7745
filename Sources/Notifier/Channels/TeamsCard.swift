internal import Core

/// A summary as an Adaptive Card 1.4 in the envelope that workflows post.
///
/// Foreign text stands in text runs only, which know no Markdown; the one Markdown block holds the mentions.
struct TeamsCard {
    let summary: Summary
    /// Whom to mention, by user principal names or object ids.
    let mention: [String]

    init(summary: Summary, mention: [String]) {
        self.summary = summary
        self.mention = summary.callsForAction ? mention : []
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("type", "message")
            json.memberArray("attachments") { json in
                json.object { json in
                    json.member("contentType", "application/vnd.microsoft.card.adaptive")
                    json.member("contentUrl") { $0.null() }
                    json.member("content", writeCard)
                }
            }
        }
    }

    private func writeCard(to json: inout JSONWriter) {
        json.object { json in
            json.member("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
            json.member("type", "AdaptiveCard")
            json.member("version", "1.4")
            json.memberArray("body") { writeBody(to: &$0) }
            if let link = summary.link {
                json.memberArray("actions") { json in
                    json.object { json in
                        json.member("type", "Action.OpenUrl")
                        json.member("title", link.text)
                        json.member("url", link.url)
                    }
                }
            }
            json.memberObject("msteams") { json in
                json.member("width", "full")
                if !mention.isEmpty { json.member("entities", writeEntities) }
            }
        }
    }

    private func writeBody(to json: inout JSONWriter) {
        writeLine([Run(summary.title, color: color, isStrong: true, size: "Large")], to: &json)
        if !mention.isEmpty {
            json.object { json in
                json.member("type", "TextBlock")
                json.member("text", mention.map { "<at>\(name(of: $0))</at>" }.joined(separator: " "))
                json.member("wrap", flag: true)
            }
        }
        if !summary.figures.isEmpty { writeFigures(to: &json) }
        for line in summary.custom ?? summary.lead { writeLine([Run(line)], to: &json) }
        for (index, item) in summary.items.enumerated() {
            writeLine(
                [
                    Run("\(index + 1). ", isStrong: true),
                    Run("\(item.label)　", color: TeamsCard.color(of: item.severity)), Run(item.headline),
                ], to: &json)
            for detail in item.details { writeLine([Run("　\(detail)", isSubtle: true)], isClose: true, to: &json) }
        }
        if let more = summary.more { writeLine([Run(more)], to: &json) }
        if let gone = summary.gone {
            writeLine([Run(gone.heading, color: "Good", isStrong: true)], to: &json)
            for headline in gone.headlines { writeLine([Run("✓ \(headline)")], isClose: true, to: &json) }
            if let more = gone.more { writeLine([Run(more)], isClose: true, to: &json) }
        }
        for line in summary.closing { writeLine([Run(line, isSubtle: true)], to: &json) }
    }

    private func writeFigures(to json: inout JSONWriter) {
        json.object { json in
            json.member("type", "FactSet")
            json.memberArray("facts") { json in
                for figure in summary.figures {
                    json.object { json in
                        json.member("title", figure.name)
                        json.member("value", figure.value)
                    }
                }
            }
        }
    }

    private func writeEntities(to json: inout JSONWriter) {
        json.array { json in
            for id in mention {
                json.object { json in
                    json.member("type", "mention")
                    json.member("text", "<at>\(name(of: id))</at>")
                    json.memberObject("mentioned") { json in
                        json.member("id", id)
                        json.member("name", name(of: id))
                    }
                }
            }
        }
    }

    /// What stands before the `@` of a user principal name.
    private func name(of id: String) -> String { String(id.prefix { $0 != "@" }) }

    // MARK: Lines

    private struct Run {
        let text: String
        let color: String?
        let isStrong: Bool
        let isSubtle: Bool
        let size: String?

        init(
            _ text: String, color: String? = nil, isStrong: Bool = false, isSubtle: Bool = false, size: String? = nil
        ) {
            self.text = text
            self.color = color
            self.isStrong = isStrong
            self.isSubtle = isSubtle
            self.size = size
        }
    }

    private func writeLine(_ runs: [Run], isClose: Bool = false, to json: inout JSONWriter) {
        json.object { json in
            json.member("type", "RichTextBlock")
            if isClose { json.member("spacing", "None") }
            json.memberArray("inlines") { json in
                for run in runs {
                    json.object { json in
                        json.member("type", "TextRun")
                        json.member("text", run.text)
                        if let color = run.color { json.member("color", color) }
                        if run.isStrong { json.member("weight", "Bolder") }
                        if run.isSubtle { json.member("isSubtle", flag: true) }
                        if let size = run.size { json.member("size", size) }
                    }
                }
            }
        }
    }

    private var color: String {
        switch summary.tone {
        case .good: "Good"
        case .attention: "Warning"
        case .bad, .unreadable: "Attention"
        case .neutral: "Accent"
        }
    }

    private static func color(of severity: Severity) -> String {
        switch severity {
        case .error: "Attention"
        case .warning: "Warning"
        case .info: "Default"
        }
    }
}
