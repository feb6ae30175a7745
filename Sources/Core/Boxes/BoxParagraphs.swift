/// Joins the lines outside tables to paragraphs, as they were before the page's width broke them.
struct BoxParagraphs {
    private let placed: PlacedText
    private let strip: Strip
    /// Where full lines begin and end, and how far apart they stand; nil where there are none.
    private let body: Body?

    private struct Body {
        let left: Double
        let right: Double
        let gap: Double
        /// How high most lines are.
        let height: Double
    }

    init(_ placed: PlacedText, _ strip: Strip) {
        self.placed = placed
        self.strip = strip
        body = Self.body(placed, strip)
    }

    private static func body(_ placed: PlacedText, _ strip: Strip) -> Body? {
        let width = placed.pages.map(\.width).max() ?? 0
        let boxes = strip.lines.compactMap { strip.box(of: $0) }
        let full = boxes.filter { $0.width > 0.6 * width }
        guard let left = full.map(\.left).min(), let right = full.map(\.right).max() else { return nil }
        let gaps = zip(boxes, boxes.dropFirst()).filter { $0.width > 0.6 * width && $1.top > $0.bottom - 1 }
            .map { $1.top - $0.bottom }.sorted()
        let heights = boxes.map(\.height).sorted()
        return Body(
            left: left, right: right, gap: gaps.isEmpty ? 0 : gaps[gaps.count / 2], height: heights[heights.count / 2])
    }

    /// The paragraphs, as lines of words in ``Strip/items``, that lines make up with nothing else between them.
    func paragraphs(of lines: [[Int]]) -> [[[Int]]] {
        var paragraphs: [[[Int]]] = []
        var last: [Int]?
        for line in lines {
            if let last, continues(last, line) || continuesTitle(last, line) {
                paragraphs[paragraphs.count - 1].append(line)
            } else {
                paragraphs.append([line])
            }
            last = line
        }
        return paragraphs
    }

    /// A paragraph goes on where a line reached the right margin and the next begins at the left one, no further down than
    /// lines of one paragraph stand.
    private func continues(_ line: [Int], _ next: [Int]) -> Bool {
        guard let body, let above = strip.box(of: line), let below = strip.box(of: next) else { return false }
        let height = above.height
        guard above.right > body.right - 1.6 * height, below.left < body.left + 0.9 * height,
            above.left < body.left + 4 * height,
            abs(below.height - height) < 0.3 * height,
            below.top - above.bottom < max(1.4 * body.gap, 0.3 * height + body.gap)
        else { return false }
        return !(endsSentence(line) && beginsNumbered(next))
    }

    /// A title goes on where a full line in large type has another one below its middle. What ends like a title is whole.
    private func continuesTitle(_ line: [Int], _ next: [Int]) -> Bool {
        guard let body, let above = strip.box(of: line), let below = strip.box(of: next) else { return false }
        let height = above.height
        guard height > 1.2 * body.height, abs(below.height - height) < 0.1 * height,
            above.width > body.right - body.left - 2.2 * height, below.width < above.width,
            abs(below.middleX - above.middleX) < 0.6 * height,
            (0...0.7 * height).contains(below.top - above.bottom)
        else { return false }
        return !Self.titleEnds.contains(Array(line.flatMap { scalars(of: $0) }.suffix(2)))
    }

    private static let titleEnds = ["报告", "年报"].map { $0.unicodeScalars.map(\.value) }

    private func endsSentence(_ line: [Int]) -> Bool {
        guard let last = line.last else { return false }
        return [0x3002, 0xFF1B, 0xFF1A].contains(scalars(of: last).last ?? 0)
    }

    private func beginsNumbered(_ line: [Int]) -> Bool {
        let bytes = line.prefix(2).flatMap { placed.text[placed.words[strip.items[$0].word].text] }
        return Enumerator.read(0..<bytes.count, in: bytes.span).style != .none
    }

    private func scalars(of item: Int) -> [UInt32] {
        String(decoding: placed.text[placed.words[strip.items[item].word].text], as: UTF8.self).unicodeScalars.map(
            \.value)
    }
}
