/// What a mail server has said, line by line (RFC 5321, 4.2.1). Pure.
struct MailReply: Sendable {
    /// So much of one reply is kept, bytes.
    private static let longest = 4096

    private var lines: [UInt8] = []
    private var isComplete = true
    private var refused: [UInt8]?

    /// Whether it has said nothing yet.
    var isEmpty: Bool { lines.isEmpty }

    /// The last reply.
    var last: HTTPResponse { MailReply.response(lines) }

    /// The reply that said no and was not made good since; nil when there is none.
    var refusal: HTTPResponse? { refused.map { MailReply.response($0) } }

    /// Takes up a line; all lines of a reply but its last have a hyphen after the code.
    mutating func append(_ line: [UInt8]) {
        if isComplete { lines = [] }
        lines += line.prefix(max(0, MailReply.longest - lines.count))
        isComplete = line.count < 4 || line[3] != UInt8(ascii: "-")
        guard isComplete, let digit = line.first else { return }
        switch digit {
        case UInt8(ascii: "4"), UInt8(ascii: "5"): refused = lines
        // To QUIT, which follows a refusal.
        case _ where line.starts(with: "221".utf8): break
        default: refused = nil
        }
    }

    private static func response(_ lines: [UInt8]) -> HTTPResponse {
        HTTPResponse(
            status: Int(String(decoding: lines.prefix(3), as: UTF8.self)) ?? 0, body: lines, retryAfterSeconds: nil,
            date: nil)
    }
}
