internal import Core
internal import FoundationEssentials

/// One message as a mail server takes it: headers and a text, with an HTML twin where there is one (RFC 5322, RFC 2045).
struct MailMessage {
    let sender: MailAddress
    let recipients: [MailAddress]
    let subject: String
    /// The delivery's id, from which the Message-ID is made: mail clients show a repeated message once.
    let id: String
    let date: UnixTime
    let text: String
    let html: String?

    /// All of it, lines ended by CRLF.
    var bytes: [UInt8] {
        let fields = [
            "Date: \(MailHeader.date(date))",
            "From: \(sender.headerText)",
            "To: \(recipients.map(\.headerText).joined(separator: ",\r\n "))",
            "Subject: \(MailHeader.text(subject))",
            "Message-ID: <\(id)@\(sender.host)>",
            // RFC 3834: no out-of-office note answers a program.
            "Auto-Submitted: auto-generated",
            "X-Gongkai-Delivery: \(id)",
            "MIME-Version: 1.0",
        ]
        return Array((fields + content).joined(separator: "\r\n").utf8)
    }

    /// What it says, for people: nothing is encoded.
    var readable: String {
        let fields = [
            "From: \(sender.name.isEmpty ? sender.address : "\(sender.name) <\(sender.address)>")",
            "To: \(recipients.map(\.address).joined(separator: ", "))", "Subject: \(subject)",
        ]
        let parts = [("text/plain", text)] + (html.map { [("text/html", $0)] } ?? [])
        return (fields + parts.flatMap { ["", "--- \($0)", "", $1] }).joined(separator: "\n")
    }

    private var content: [String] {
        guard let html else { return MailMessage.part(text, type: "plain") }
        // Base64 has no underscore, so the boundary is in no part.
        let boundary = "=_\(id)"
        return ["Content-Type: multipart/alternative; boundary=\"\(boundary)\"", "", "--\(boundary)"]
            + MailMessage.part(text, type: "plain") + ["--\(boundary)"]
            + MailMessage.part(html, type: "html") + ["--\(boundary)--", ""]
    }

    private static func part(_ text: String, type: String) -> [String] {
        // RFC 2046, 4.1.1: a text's lines end in CRLF, also within Base64.
        let canonical = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
        let encoded = Data(canonical.utf8).base64EncodedString(
            options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed])
        return [
            "Content-Type: text/\(type); charset=utf-8", "Content-Transfer-Encoding: base64", "", encoded, "",
        ]
    }
}
