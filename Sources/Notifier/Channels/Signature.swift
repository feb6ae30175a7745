internal import Crypto
internal import FoundationEssentials

/// Base64 of HMAC-SHA256, which all signing services use and each feeds in its own way.
enum Signature {
    static func base64(of message: [UInt8], key: [UInt8]) -> String {
        Data(HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: key))).base64EncodedString()
    }
}
