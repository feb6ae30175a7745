/// The text of one cell that is no label: a figure with what stands beside and below it.
struct FigureCell {
    /// Its words in ``Strip/items``, in reading order.
    var items: [Int]
    var box: Rectangle
    /// Whether it is nothing but a figure, which never goes on in the next line.
    let isPlain: Bool
}

extension FigureCell {
    /// Puts words, in reading order, together to cells: `8件` and `(撤销1件、` on one line, `警告7件)` on the next.
    static func cells(of words: [Int], on strip: Strip, _ placed: PlacedText) -> [FigureCell] {
        var cells: [FigureCell] = []
        for word in words {
            let item = strip.items[word]
            let isPlain = item.isFigure && isPlainFigure(placed.words[item.word].text, in: placed.text.span)
            if !isPlain, let owner = owner(of: item.box, isFigure: item.isFigure, in: cells) {
                cells[owner].items.append(word)
                cells[owner].box = cells[owner].box.union(item.box)
            } else {
                cells.append(FigureCell(items: [word], box: item.box, isPlain: isPlain))
            }
        }
        return cells
    }

    /// The cell that words go on in: right before them on their line, or in the lines above.
    private static func owner(of box: Rectangle, isFigure: Bool, in cells: [FigureCell]) -> Int? {
        let beside = cells.lastIndex { cell in
            cell.box.sharedHeight(with: box) > 0.5 && box.left >= cell.box.left
                && box.left - cell.box.right < 0.35 * box.height
        }
        if let beside { return beside }
        guard !isFigure else { return nil }
        return cells.lastIndex { cell in
            !cell.isPlain && cell.box.sharedWidth(with: box) > 0.5
                && (0...1.0).contains((box.top - cell.box.bottom + 0.3 * box.height) / box.height)
        }
    }

    /// Digits with sign, point and commas, or a mark that stands for blank.
    private static func isPlainFigure(_ range: Range<Int>, in text: Span<UInt8>) -> Bool {
        let read = CellText.read(range, in: text)
        if case .number = read.value { return !read.keepsRaw }
        return read.value == .blank
    }
}
