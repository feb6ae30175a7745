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

    /// The same of what stands behind the name of an organ, if there is one: 青岚市渔业局|共予以公开, 我街道|被申请.
    func coversBehindOrgan(_ range: Range<Int>, in text: Span<UInt8>) -> Bool {
        var start = range.lowerBound
        var position = start
        var isOwnName = false
        while position < range.upperBound {
            let scalar = Scalars.next(text, &position, end: range.upperBound)
            isOwnName = scalar == Self.our || (isOwnName && Self.ownNames.contains(scalar))
            if isOwnName || Self.organEndings.contains(scalar) { start = position }
        }
        return covers(start..<range.upperBound, in: text)
    }

    private static let our: UInt32 = 0x6211
    private static let ownNames = Set("局办委厅院街道镇乡县市区省州旗部会处队站所校".unicodeScalars.map(\.value))
    private static let organEndings = Set("局委厅院".unicodeScalars.map(\.value))
}
