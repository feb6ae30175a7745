extension [UInt8] {
    /// Appends a run of bytes as a whole.
    public mutating func append(_ run: Span<UInt8>) {
        unsafe run.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }
}
