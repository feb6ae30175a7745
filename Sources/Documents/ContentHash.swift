public import Core
import Crypto

extension ContentID {
    /// The identity of these bytes.
    public init(of bytes: borrowing [UInt8]) {
        self.init(bytes: Array(SHA256.hash(data: bytes)))
    }
}
