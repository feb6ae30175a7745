internal import Core

/// A channel for trials that writes messages on this host: to a file or to standard output.
struct LocalChannel: Outlet {
    /// The longest text of a message, bytes.
    static let textLimit = 100_000

    let target: LocalWrite.Target
    let format: LocalFormat

    /// None: nobody is disturbed.
    var limits: RateLimits { RateLimits() }

    func transfer(of message: OutgoingMessage, now: UnixTime) -> TransferRequest {
        let bytes =
            switch format {
            case .text: Array("\(message.summary.text(limit: LocalChannel.textLimit))\n\n".utf8)
            case .json: WebhookChannel.body(of: message, id: message.id) + [UInt8(ascii: "\n")]
            }
        return .local(LocalWrite(target: target, bytes: bytes))
    }

    func judge(_ response: HTTPResponse, now: UnixTime) -> Judgement { .delivered }
}

/// What messages look like that are written on this host.
public enum LocalFormat: String, Sendable, Hashable, CaseIterable {
    /// As a chat would show them, an empty line after each.
    case text
    /// JSON lines: the payload of a webhook with the delivery's `id`, one object a line.
    case json
}
