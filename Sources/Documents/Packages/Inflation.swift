import Core

/// What unpacking a document has cost so far: its parts share one, and so do archives within archives.
final class Inflation {
    /// The limits, and the time there is.
    let budget: ReadingBudget
    private var inflated = 0

    /// Nothing is unpacked yet.
    init(_ budget: ReadingBudget) {
        self.budget = budget
    }

    /// Below this size no ratio does harm, bytes: an empty sheet's XML is nearly all repetition.
    private static let harmless = 1 << 16

    /// Asks whether an entry may be unpacked, by what its archive says of it.
    func admit(size: Int, packed: Int) throws(DocumentFailure) {
        try check(size, packed)
        if size > budget.limits.inflatedBytes - inflated { throw tooMuch }
    }

    /// Counts what an entry has given.
    ///
    /// - Parameters:
    ///   - bytes: how many bytes came just now.
    ///   - soFar: how many the entry has given, these included.
    ///   - packed: how many bytes it takes in the archive.
    /// - Throws: ``DocumentFailure/beyond(_:allowed:)``, or that time is over.
    func count(_ bytes: Int, soFar: Int, packed: Int) throws(DocumentFailure) {
        inflated += bytes
        if inflated > budget.limits.inflatedBytes { throw tooMuch }
        try check(soFar, packed)
        try budget.checkTime()
    }

    private var tooMuch: DocumentFailure { .beyond(.inflatedBytes, allowed: budget.limits.inflatedBytes) }

    private func check(_ size: Int, _ packed: Int) throws(DocumentFailure) {
        let ratio = budget.limits.inflateRatio
        if size > Self.harmless, size / ratio > packed { throw .beyond(.inflateRatio, allowed: ratio) }
    }
}
