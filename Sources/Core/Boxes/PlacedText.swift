/// Words with the boxes they stand in, page by page: what a PDF tells, which knows no lines, paragraphs or tables.
public struct PlacedText: Sendable {
    /// All words one behind the other, in UTF-8.
    private(set) var text: [UInt8] = []
    /// The words of all pages, in the order they came in.
    private(set) var words: [Word] = []
    /// The pages.
    private(set) var pages: [Page] = []

    /// What stands together without a space.
    struct Word: Sendable, Hashable {
        /// Where it lies in ``PlacedText/text``.
        let text: Range<Int>
        let box: Rectangle
    }

    /// One page.
    struct Page: Sendable, Hashable {
        fileprivate(set) var width: Double
        fileprivate(set) var height: Double
        /// Its words.
        var words: Range<Int>
    }

    /// No pages yet.
    public init() {}

    /// How many pages there are.
    public var pageCount: Int { pages.count }
    /// How much text there is, bytes of UTF-8.
    public var textCount: Int { text.count }
    /// Whether no page has a word on it.
    public var isEmpty: Bool { words.isEmpty }

    /// Begins the next page; sizes in points.
    public mutating func beginPage(width: Double, height: Double) {
        pages.append(Page(width: width, height: height, words: words.count..<words.count))
    }

    /// Adds a word to the page that was begun last; edges in points from the page's upper left corner.
    public mutating func addWord(
        _ bytes: [UInt8], left: Double, top: Double, right: Double, bottom: Double
    ) {
        guard !pages.isEmpty, !bytes.isEmpty, left <= right, top <= bottom else { return }
        let start = text.count
        RadicalFolding.append(bytes, to: &text)
        words.append(
            Word(
                text: start..<text.count, box: Rectangle(left: left, top: top, right: right, bottom: bottom)))
        pages[pages.count - 1].words = pages[pages.count - 1].words.lowerBound..<words.count
    }

    /// Says that a page is as wide as it was said to be high.
    mutating func swapSides(of page: Int) {
        (pages[page].width, pages[page].height) = (pages[page].height, pages[page].width)
    }
}

/// A box in points; `top` is above `bottom` and the smaller number.
struct Rectangle: Sendable, Hashable {
    var left: Double
    var top: Double
    var right: Double
    var bottom: Double

    var width: Double { right - left }
    var height: Double { bottom - top }
    var middleX: Double { (left + right) / 2 }
    var middleY: Double { (top + bottom) / 2 }

    /// The smallest box around both.
    func union(_ other: Rectangle) -> Rectangle {
        Rectangle(
            left: min(left, other.left), top: min(top, other.top), right: max(right, other.right),
            bottom: max(bottom, other.bottom))
    }

    /// How much of the narrower one's width both share, 0 to 1.
    func sharedWidth(with other: Rectangle) -> Double {
        let shared = min(right, other.right) - max(left, other.left)
        return shared > 0 ? shared / max(min(width, other.width), 0.01) : 0
    }

    /// How much of the lower one's height both share, 0 to 1.
    func sharedHeight(with other: Rectangle) -> Double {
        let shared = min(bottom, other.bottom) - max(top, other.top)
        return shared > 0 ? shared / max(min(height, other.height), 0.01) : 0
    }
}
