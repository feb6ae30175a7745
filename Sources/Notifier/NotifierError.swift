public import Core

/// Why the notifier cannot be set up; says what to do and never shows an address or a secret.
public struct NotifierError: Error, Sendable, Hashable {
    /// What becomes of it.
    public enum Fate: Sendable, Hashable {
        /// The configuration has to be corrected.
        case correctConfiguration
        /// The service cannot run.
        case stop
    }

    /// What was being done: `read the address of`.
    public let operation: String
    /// To what: the channel's name, or the key.
    public let object: String
    /// What is wrong.
    public let cause: Message
    /// What to do.
    public let hint: Message
    /// What becomes of it.
    public let fate: Fate
}

extension NotifierError {
    /// That a channel cannot be used as it is configured.
    init(_ objection: TargetObjection, channel: String) {
        let value = objection.part == .url ? "address" : objection.part.rawValue
        self.init(
            operation: "use the \(value) of channel", object: channel, cause: objection.cause, hint: objection.hint,
            fate: .correctConfiguration)
    }
}

extension NotifierError: CustomStringConvertible {
    /// `cannot read the address of oversight: the URL has no host; give it as https://host/path`.
    public var description: String { "cannot \(operation) \(object): \(cause.english); \(hint.english)" }
}
