/// Characters that say nothing of their own: what stands between a noun and its count may consist of them and nothing
/// else, because any other word could make the count one of something else (因涉密不予公开2件 is no count of all refusals).
struct FillerText: Sendable {
    private let members: Set<UInt32>

    init(_ characters: String) {
        members = Set(characters.unicodeScalars.map { Scalars.folded($0.value) })
    }

    /// Whether a stretch of text holds nothing but such characters, digits and spaces.
    func covers(_ range: Range<Int>, in text: Span<UInt8>) -> Bool {
        var position = range.lowerBound
        while position < range.upperBound {
            let scalar = Scalars.folded(Scalars.next(text, &position, end: range.upperBound))
            guard Scalars.isSpace(scalar) || Scalars.digit(scalar) != nil || members.contains(scalar) else {
                return false
            }
        }
        return true
    }

    /// The same of what stands around the name of the organ that reports: 2020年|青岚市渔业局|共予以公开.
    func covers(_ range: Range<Int>, besides names: [Range<Int>], in text: Span<UInt8>) -> Bool {
        var start = range.lowerBound
        for name in names[names.partitioningIndex { $0.lowerBound >= start }...] {
            if name.upperBound > range.upperBound { break }
            guard name.lowerBound >= start, covers(start..<name.lowerBound, in: text) else { return false }
            start = name.upperBound
        }
        return covers(start..<range.upperBound, in: text)
    }
}
