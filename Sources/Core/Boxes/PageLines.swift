/// A page's words as lines: what stands at one height, from left to right.
struct PageLine {
    /// The words in ``PlacedText/words``, from left to right.
    var words: [Int]
    var box: Rectangle

    /// The lines of a page from its top to its bottom.
    static func lines(of page: PlacedText.Page, in placed: PlacedText) -> [PageLine] {
        let sorted = page.words.sorted { placed.words[$0].box.middleY < placed.words[$1].box.middleY }
        var lines: [PageLine] = []
        for word in sorted {
            let box = placed.words[word].box
            // Its middle has to lie in the line's, or a word over two lines would draw both together.
            if let last = lines.last, abs(last.box.middleY - box.middleY) < 0.5 * min(last.box.height, box.height) {
                lines[lines.count - 1].words.append(word)
                lines[lines.count - 1].box = last.box.union(box)
            } else {
                lines.append(PageLine(words: [word], box: box))
            }
        }
        for index in lines.indices {
            lines[index].words.sort { placed.words[$0].box.left < placed.words[$1].box.left }
        }
        return lines
    }

    /// Its text without spaces.
    func scalars(in placed: PlacedText) -> [UInt32] {
        let text = placed.text.span
        var result: [UInt32] = []
        for word in words {
            let range = placed.words[word].text
            var position = range.lowerBound
            while position < range.upperBound {
                let scalar = Scalars.folded(Scalars.next(text, &position, end: range.upperBound))
                if !Scalars.isSpace(scalar) { result.append(scalar) }
            }
        }
        return result
    }
}
