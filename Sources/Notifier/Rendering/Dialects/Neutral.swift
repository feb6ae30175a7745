/// Foreign text made harmless for services that document no escape: what could begin markup, a mention or a link becomes
/// the full-width character that looks like it.
struct Neutral: Sendable {
    private let special: Set<Unicode.Scalar>

    /// Replaces these characters of printable ASCII.
    init(_ special: String) {
        self.special = Set(special.unicodeScalars)
    }

    /// The text with no character left that means something, and no address that a chat would make a link of.
    func neutralized(_ text: String) -> String {
        text.rewritten { text, scalar, isOfAddress in
            text.unicodeScalars.append(isOfAddress || special.contains(scalar) ? scalar.fullWidth : scalar)
        }
    }
}

extension Unicode.Scalar {
    /// The full-width form of printable ASCII (U+FF01 to U+FF5E); other characters as they are.
    var fullWidth: Unicode.Scalar {
        (0x21...0x7E).contains(value) ? Unicode.Scalar(value + 0xFEE0) ?? self : self
    }
}
