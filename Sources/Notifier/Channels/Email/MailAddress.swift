internal import FoundationEssentials

/// A mailbox, `name@host` or `Display name <name@host>` (RFC 5322, 3.4; without comments and quoted local parts).
public struct MailAddress: Sendable, Hashable {
    /// `name@host`.
    public let address: String
    /// The name that mail clients show; empty when there is none.
    public let name: String

    /// The mailbox that a text states; nil when it states none, or one that needs SMTPUTF8 (RFC 6531).
    public init?(_ text: String) {
        guard let open = text.firstIndex(of: "<") else {
            self.init(name: "", address: text)
            return
        }
        guard text.hasSuffix(">") else { return nil }
        let name = text[..<open].split(separator: " ").joined(separator: " ")
        let isQuoted = name.hasPrefix("\"") && name.hasSuffix("\"") && name.count > 1
        self.init(
            name: isQuoted ? String(name.dropFirst().dropLast()) : name,
            address: String(text[text.index(after: open)...].dropLast()))
    }

    private init?(name: String, address: String) {
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, address.utf8.count <= 254, parts[0].utf8.count <= 64,
            MailAddress.isDotAtom(parts[0], allowing: "!#$%&'*+-/=?^_`{|}~"),
            MailAddress.isDotAtom(parts[1], allowing: "-"),
            name.unicodeScalars.allSatisfy({
                $0.value >= 0x20 && $0.value != 0x7F && !"<>\"\\".unicodeScalars.contains($0)
            })
        else { return nil }
        self.name = name
        self.address = address
    }

    /// The host, as Message-IDs have it.
    var host: String { String(address.split(separator: "@").last ?? "localhost") }

    /// The mailbox in a header.
    var headerText: String {
        guard !name.isEmpty else { return address }
        let isPlain = name.utf8.allSatisfy { $0 < 0x80 } && !name.contains("=?")
        return "\(isPlain ? "\"\(name)\"" : MailHeader.encodedWords(name)) <\(address)>"
    }

    private static func isDotAtom(_ text: Substring, allowing others: String) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty && !(others == "-" && (atom.hasPrefix("-") || atom.hasSuffix("-")))
                && atom.unicodeScalars.allSatisfy { scalar in
                    switch scalar {
                    case "a"..."z", "A"..."Z", "0"..."9": true
                    default: others.unicodeScalars.contains(scalar)
                    }
                }
        }
    }
}
