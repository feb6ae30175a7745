internal import Crypto
internal import FoundationEssentials

/// The bytes of an HMAC key, which print and reflect as `<redacted>` wherever they go.
///
/// Log lines and errors of frameworks show whole services by reflection; ``Secret`` is the same for text.
struct SigningKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let bytes: [UInt8]

    init(_ bytes: some Sequence<UInt8>) {
        self.bytes = Array(bytes)
    }

    /// The bytes themselves, for the signature and nothing else.
    func reveal() -> [UInt8] { bytes }

    var description: String { "<redacted>" }
    var debugDescription: String { "<redacted>" }
    var customMirror: Mirror { Mirror(self, children: []) }
}

/// Base64 of HMAC-SHA256, which all signing services use and each feeds in its own way.
enum Signature {
    static func base64(of message: [UInt8], key: SigningKey) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: key.reveal()))
        return Data(code).base64EncodedString()
    }
}
