/// A stretch of text as folded scalars, each with its place; without white space and titles of documents.
struct Stretch {
    private(set) var scalars: [UInt32] = []
    /// Where each scalar begins, and behind the last where the stretch ends.
    private(set) var offsets: [Int] = []

    init(_ range: Range<Int>, in text: Span<UInt8>) {
        var position = range.lowerBound
        var depth = 0
        while position < range.upperBound {
            let start = position
            let scalar = Scalars.folded(Scalars.next(text, &position, end: range.upperBound))
            switch scalar {
            case 0x300A: depth += 1
            case 0x300B: depth = max(0, depth - 1)
            case _ where depth > 0 || Scalars.isSpace(scalar): continue
            default:
                scalars.append(scalar)
                offsets.append(start)
            }
        }
        offsets.append(range.upperBound)
    }
}
