/// Foreign text made harmless for services that document no escape: what could begin markup, a mention or a link becomes
/// the full-width character that looks like it.
struct Neutral: Sendable {
    private let special: ASCIISet

    /// Replaces these characters of printable ASCII.
    init(_ special: String) {
        self.special = ASCIISet(special)
    }

    /// The text with no character left that means something, and no address that a chat would make a link of.
    func neutralized(_ text: String) -> String {
        text.neutralized(special) { $0.appendFullWidth($1) }
    }
}

extension [UInt8] {
    /// Appends the full-width form (U+FF01 to U+FF5E) of a character of printable ASCII.
    fileprivate mutating func appendFullWidth(_ character: UInt8) {
        // Three bytes of UTF-8, the last two with six bits each.
        let offset = UInt16(character) - 0x20
        append(0xEF)
        append(UInt8(0xBC + offset >> 6))
        append(UInt8(0x80 + offset & 0x3F))
    }
}
