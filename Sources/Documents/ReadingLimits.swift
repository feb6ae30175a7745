import Core

/// What reading one document may cost; what goes beyond is a result, not an error (`limits` of the configuration).
public struct ReadingLimits: Sendable, Hashable {
    /// How large a document may become by unpacking, bytes.
    public var inflatedBytes = 256 << 20
    /// How many times larger than its packed form a part may be.
    public var inflateRatio = 200
    /// How many entries an archive may have.
    public var zipEntries = 10_000
    /// How many pages a PDF may have.
    public var pdfPages = 5000
    /// How deep elements may nest.
    public var nesting = 512
    /// How long reading may take.
    public var seconds = 30
    /// How much memory a child may take, bytes.
    public var childMemoryBytes = 512 << 20
    /// How many cells all tables may have; no key sets it, for a report has two hundred.
    public var cells = 1_000_000
    /// How much text there may be, bytes of UTF-8; no key sets it, for a long report has a tenth of a megabyte. It bounds what
    /// recognising the form takes, which asks no clock.
    public var textBytes = 4 << 20

    /// The limits of a configuration that sets none.
    public init() {}
}

/// The limits of one reading, and when its time is over.
///
/// A class, because a moment has no size that the compiler knows: structs that held one would be slow to look into.
final class ReadingBudget: Sendable {
    let limits: ReadingLimits
    private let end: ContinuousClock.Instant

    /// A budget whose time begins now.
    init(_ limits: ReadingLimits) {
        self.limits = limits
        end = ContinuousClock.now + .seconds(limits.seconds)
    }

    /// How much time is left; not positive when it is over.
    var timeLeft: Duration { ContinuousClock.now.duration(to: end) }

    /// Asks whether there is time left; every reader does so now and then, for example every few thousand elements.
    func checkTime() throws(DocumentFailure) {
        if timeLeft <= .zero { throw .timeout(seconds: limits.seconds) }
    }

    /// Asks whether so much text may be looked at for the form, and whether there is time left for it.
    func admit(text bytes: Int) throws(DocumentFailure) {
        if bytes > limits.textBytes { throw .beyond(.text, allowed: limits.textBytes) }
        try checkTime()
    }
}
