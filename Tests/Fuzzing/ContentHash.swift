public import Core

extension ContentID {
    /// Stands in for SHA-256: the name of a content is not fuzzed, and its library would have to be built with the sanitizers.
    public init(of bytes: borrowing [UInt8]) {
        self.init(bytes: Array(repeating: 0, count: 32))
    }
}
