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
        var result = String.UnicodeScalarView()
        var rest = text.unicodeScalars[...]
        while let scalar = rest.first {
            if rest.beginsAddress {
                let length = scalar == ":" ? 1 : 4
                result.append(contentsOf: rest.prefix(length).map { $0 == ":" || $0 == "." ? $0.fullWidth : $0 })
                rest = rest.dropFirst(length)
            } else {
                result.append(special.contains(scalar) ? scalar.fullWidth : scalar)
                rest.removeFirst()
            }
        }
        return String(result)
    }
}

extension Substring.UnicodeScalarView {
    /// Whether `://` or `www.` stands here, by which chats know addresses.
    var beginsAddress: Bool {
        switch first {
        case ":": starts(with: "://".unicodeScalars)
        case "w", "W": count(atMost: 4) == 4 && String(prefix(4)).lowercased() == "www."
        default: false
        }
    }

    private func count(atMost limit: Int) -> Int { prefix(limit).count }
}

extension Unicode.Scalar {
    /// The full-width form of printable ASCII (U+FF01 to U+FF5E); other characters as they are.
    var fullWidth: Unicode.Scalar {
        (0x21...0x7E).contains(value) ? Unicode.Scalar(value + 0xFEE0) ?? self : self
    }
}
