internal import Core

/// Some characters of ASCII, known by a bit each: dialects ask for every byte of every message.
struct ASCIISet: Sendable {
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    /// The characters of `text`; what is no ASCII is none of them.
    init(_ text: String) {
        for byte in text.utf8 where byte < 0x80 {
            if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte - 64) }
        }
    }

    func contains(_ byte: UInt8) -> Bool {
        switch byte {
        case ..<64: low >> UInt64(byte) & 1 == 1
        case ..<128: high >> UInt64(byte - 64) & 1 == 1
        default: false
        }
    }
}

extension String {
    /// The text with each of these characters as `write` puts it.
    func rewritten(_ special: ASCIISet, _ write: (_ text: inout [UInt8], _ character: UInt8) -> Void) -> String {
        rewritten({ utf8, index in special.contains(utf8[index]) }, write)
    }

    /// The text with each character of ASCII that `isMeant` names as `write` puts it. All else is copied in whole runs, and
    /// a text without any such character, which nearly all are, is not copied at all.
    func rewritten(
        _ isMeant: (_ utf8: Span<UInt8>, _ index: Int) -> Bool,
        _ write: (_ text: inout [UInt8], _ character: UInt8) -> Void
    ) -> String {
        let utf8 = utf8.span
        var result: [UInt8] = []
        var copied = 0
        for index in utf8.indices where isMeant(utf8, index) {
            result.append(utf8.extracting(copied..<index))
            write(&result, utf8[index])
            copied = index + 1
        }
        guard copied > 0 else { return self }
        result.append(utf8.extracting(copied..<utf8.count))
        return String(decoding: result, as: UTF8.self)
    }
}
