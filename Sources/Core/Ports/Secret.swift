/// A value that must not be seen: a signing secret, or a chat webhook's URL, which is one too.
///
/// Prints and reflects as `<redacted>` wherever it goes; only the code that needs the value calls ``reveal()``.
public struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let value: String

    /// Wraps a value.
    public init(_ value: String) {
        self.value = value
    }

    /// The value itself. Its result goes to the place that needs it and nowhere else.
    public func reveal() -> String { value }

    /// `<redacted>`.
    public var description: String { "<redacted>" }
    /// `<redacted>`.
    public var debugDescription: String { "<redacted>" }
    /// Shows nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }

    /// `text` with every occurrence of the value masked, for texts that came from outside.
    public func masked(in text: String) -> String {
        guard !value.isEmpty else { return text }
        return text.split(separator: value, omittingEmptySubsequences: false).joined(separator: "<redacted>")
    }
}
