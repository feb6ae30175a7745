/// The form's wordings in a text: what tells the right reading of bytes from the wrong ones.
public enum FormWordings {
    /// How many wordings of the form stand in a text.
    ///
    /// - Parameter text: UTF-8; broken sequences are tolerated.
    /// - Returns: the number of labels of the form, wherever they stand and none counted inside another.
    public static func count(in text: [UInt8]) -> Int {
        let span = text.span
        var count = 0
        var position = 0
        while position < span.count {
            let start = position
            let scalar = Scalars.folded(Scalars.next(span, &position, end: span.count))
            guard LabelIndex.form.mayOpen(scalar),
                let match = LabelIndex.form.longestMatch(at: start, end: span.count, in: span)
            else { continue }
            count += 1
            position = max(position, match.end)
        }
        return count
    }

    /// Whether a text in traditional characters speaks of what the form is about. The form itself is prescribed in simplified
    /// ones, so such a text is no report, but it has been decoded rightly.
    ///
    /// - Parameter text: UTF-8; broken sequences are tolerated.
    /// - Returns: whether its subject stands anywhere.
    public static func speaksTraditionally(in text: [UInt8]) -> Bool {
        traditional.contains { ByteRanges.firstRange(of: $0, in: text.span, text.indices) != nil }
    }

    private static let traditional = ["信息公開", "資訊公開"].map { Array($0.utf8) }
}
