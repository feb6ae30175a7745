/// All pages as one long strip without their furniture, so that what goes on behind the end of a page stands below it.
struct Strip {
    /// One word on the strip.
    struct Item {
        /// Its number in ``PlacedText/words``.
        let word: Int
        /// Its page, from 0.
        let page: Int
        /// Its line on the strip, from 0.
        let line: Int
        /// Where it stands on the strip: across as on its page, down from the strip's beginning.
        let box: Rectangle
        /// Whether it can be what a cell states: a figure, or a mark that stands for none.
        let isFigure: Bool
    }

    /// All words, line by line, each from left to right.
    let items: [Item]
    /// The items of each line, from the top to the bottom.
    let lines: [Range<Int>]
    /// The items by their upper edges.
    let byTop: [Int]

    /// Between the last line of a page and the first of the next, in heights of a line: as lines of one cell stand.
    private static let seam = 0.4

    init(_ placed: PlacedText) {
        let text = placed.text.span
        var items: [Item] = []
        var lines: [Range<Int>] = []
        var end = 0.0
        let pages = placed.pages.map { PageLine.lines(of: $0, in: placed) }
        for (page, pageLines) in RunningHeads(placed, pages).removed().enumerated() {
            guard let first = pageLines.map(\.box.top).min(), let last = pageLines.map(\.box.bottom).max() else {
                continue
            }
            let seam = lines.isEmpty ? 0 : Self.seam * (pageLines.first?.box.height ?? 0)
            let shift = end + seam - first
            for line in pageLines {
                let start = items.count
                for word in line.words {
                    var box = placed.words[word].box
                    box.top += shift
                    box.bottom += shift
                    items.append(
                        Item(
                            word: word, page: page, line: lines.count, box: box,
                            isFigure: CellText.isValue(placed.words[word].text, in: text)))
                }
                lines.append(start..<items.count)
            }
            end = last + shift
        }
        self.items = items
        self.lines = lines
        byTop = items.indices.sorted { items[$0].box.top < items[$1].box.top }
    }

    /// The items whose upper edge lies in a range, from the top on.
    func items(startingIn range: ClosedRange<Double>) -> ArraySlice<Int> {
        let low = byTop.partitioningIndex { items[$0].box.top >= range.lowerBound }
        let end = byTop[low...].partitioningIndex { items[$0].box.top > range.upperBound }
        return byTop[low..<end]
    }

    /// The first line whose first word ends below a height.
    func firstLine(below height: Double) -> Int {
        lines.partitioningIndex { items[$0.lowerBound].box.bottom > height }
    }

    /// The box around items.
    func box(of members: some Sequence<Int>) -> Rectangle? {
        members.reduce(nil as Rectangle?) { box, index in box?.union(items[index].box) ?? items[index].box }
    }
}

extension RandomAccessCollection where Index == Int {
    /// The first index from which on a condition holds, in a collection that is sorted by it.
    func partitioningIndex(where belongs: (Element) -> Bool) -> Int {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = (low + high) / 2
            if belongs(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
