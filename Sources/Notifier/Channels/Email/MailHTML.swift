internal import Core

/// The HTML of mails: no pictures, no scripts, no style sheets, nothing from elsewhere.
struct MailHTML: Dialect {
    /// The longest document, bytes; the text beside it is as long.
    private static let limit = 200_000

    /// A summary as a document.
    func document(of summary: Summary) -> String {
        summary.rendered {
            page($0)
        } fits: {
            $0.utf8.count <= MailHTML.limit
        }
    }

    private func page(_ summary: Summary) -> String {
        """
        <!DOCTYPE html>
        <html lang="\(summary.language.rawValue)"><head><meta charset="utf-8"></head><body>
        <h2 style="border-left:6px solid \(summary.tone.hexColor);padding-left:10px">\(escaped(summary.title))</h2>
        <p>\(body(of: summary))</p>
        </body></html>

        """
    }

    private let neutral = Neutral("@")

    /// `& < > " '` as entities, and nothing that readers of mail would make a link of.
    func escaped(_ text: String) -> String {
        neutral.neutralized(text).withEntities.replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
    }

    var lineEnd: String { "<br>\n" }
    func strong(_ text: String) -> String { "<b>\(text)</b>" }
    func detail(_ text: String) -> String { "　<span style=\"color:#555\">\(text)</span>" }
    func quiet(_ text: String) -> String { "<span style=\"color:#888\">\(text)</span>" }
    func link(_ link: Summary.Link) -> String? { "<a href=\"\(link.url.withEntities)\">\(escaped(link.text))</a>" }

    func label(_ text: String, of severity: Severity) -> String {
        let color =
            switch severity {
            case .error: "#c62828"
            case .warning: "#ef6c00"
            case .info: "#757575"
            }
        return "<b style=\"color:\(color)\">\(text)</b>"
    }
}
