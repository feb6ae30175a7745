public import Core

/// What a channel would send, without sending it.
public struct ChannelPreview: Sendable {
    /// The message in its service's form: a request's JSON, indented; a mail's headers and parts, decoded; what a file
    /// would get. Holds no address; a secret signs some, so make the channel without one where that must not be shown.
    public let body: String
    /// How many bytes of it are sent.
    public let byteCount: Int
    /// The message as text: what the channel's template says, else the built-in words without markup.
    public let text: String
    /// Whether the channel has a template that says nothing about such an event.
    public let isTemplateSilent: Bool
}

extension ChannelDefinition {
    /// What the channel would send about an event.
    public func preview(of event: Event) -> ChannelPreview {
        let message = message(about: event, id: "msg_000000000000000000000000")
        let (body, byteCount) = readable(message, now: event.occurredAt)
        return ChannelPreview(
            body: body, byteCount: byteCount, text: message.summary.text(limit: .max),
            isTemplateSilent: hasTemplate && message.builtIn == nil)
    }

    private func readable(_ message: OutgoingMessage, now: UnixTime) -> (String, Int) {
        switch channel.transfer(of: message, now: now) {
        case .http(let request): (IndentedJSON.text(of: request.body), request.body.count)
        case .local(let write): (write.text, write.bytes.count)
        case .mail(let request):
            ((channel as? EmailChannel)?.mail(for: message, now: now).readable ?? "", request.message.count)
        }
    }
}

extension LocalWrite {
    /// What is written, without the empty line between messages.
    fileprivate var text: String {
        var bytes = bytes[...]
        while bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// JSON as people read it: a line for each member, and nothing else changed.
enum IndentedJSON {
    static func text(of json: [UInt8]) -> String {
        var result: [UInt8] = []
        var depth = 0
        var isInString = false
        var isEscaped = false
        func lineBreak() -> [UInt8] { [UInt8(ascii: "\n")] + Array(repeating: UInt8(ascii: " "), count: depth * 2) }
        for (index, byte) in json.enumerated() {
            if isInString {
                result.append(byte)
                isInString = isEscaped || byte != UInt8(ascii: "\"")
                isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
                continue
            }
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                result.append(byte)
                depth += 1
                if let next = json.dropFirst(index + 1).first, !isClosing(next) { result += lineBreak() }
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if let last = json.prefix(index).last, !isOpening(last) { result += lineBreak() }
                result.append(byte)
            case UInt8(ascii: ","): result += [byte] + lineBreak()
            case UInt8(ascii: ":"): result += [byte, UInt8(ascii: " ")]
            default:
                isInString = byte == UInt8(ascii: "\"")
                result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func isOpening(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") }
    private static func isClosing(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") }
}
