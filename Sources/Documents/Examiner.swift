public import Core

/// From bytes to verdict: sniffs, decodes and reads a file, then judges the report in it.
public struct Examiner: Sendable {
    /// An examiner.
    public init() {}

    /// Reads and judges one file's bytes.
    ///
    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - name: the file's name without its folder, for identity only; what the file is, its content tells.
    /// - Returns: what was found and what it comes to; a file that cannot be read is a result like any other.
    public func examine(_ bytes: consuming [UInt8], name: [UInt8]) -> Examination {
        Examination(failure: .empty)
    }
}
