/// A wording of the form as it stands on the strip, over as many words and lines as its cell has it on.
struct BoxLabel {
    let term: Term
    /// Its words in ``Strip/items``, in reading order.
    var items: [Int]
    var box: Rectangle
}

/// Finds the wordings of the form among placed words: a label may be broken into lines, down to one character a line, and a
/// line into words. Words are put together only as long as they begin a wording of the form.
struct BoxLabelSearch {
    private let placed: PlacedText
    private let strip: Strip
    private var isTaken: [Bool]
    /// How many more words may be looked at: text that is made to have many readings shall not take long.
    private var stepsLeft: Int

    /// How far to the right a label's next word may be, in heights of a line: characters are spread out in wide cells.
    private static let widestGap = 2.5
    /// Lines so close to each other have no more words; of what has, only these are looked at.
    private static let mostNeighbours = 1000
    /// How far below its next line may be.
    private static let highestGap = 1.3

    private init(_ placed: PlacedText, _ strip: Strip) {
        self.placed = placed
        self.strip = strip
        isTaken = Array(repeating: false, count: strip.items.count)
        stepsLeft = 10_000 + 20 * strip.items.count
    }

    /// All labels, from the top to the bottom.
    static func labels(in placed: PlacedText, on strip: Strip) -> [BoxLabel] {
        var search = BoxLabelSearch(placed, strip)
        var labels: [BoxLabel] = []
        let order = strip.items.indices.sorted { left, right in
            let (a, b) = (strip.items[left].box, strip.items[right].box)
            return a.top == b.top ? a.left < b.left : a.top < b.top
        }
        for start in order where !search.isTaken[start] {
            guard let label = search.label(from: start) else { continue }
            for item in label.items { search.isTaken[item] = true }
            labels.append(label)
        }
        return labels
    }

    private struct Chain {
        var items: [Int]
        var text: [UInt8]
        /// The box of all of them, and of those on the last line.
        var box: Rectangle
        var line: Rectangle
    }

    private mutating func label(from start: Int) -> BoxLabel? {
        let chain = Chain(
            items: [start], text: bytes(of: start), box: strip.items[start].box, line: strip.items[start].box)
        guard mayOpen(chain.text) else { return nil }
        var found: Chain?
        follow(chain, &found)
        // A word may also hold a wording with more behind it.
        let longest = found ?? chain
        guard let term = LabelIndex.form.term(for: 0..<longest.text.count, in: longest.text.span) else { return nil }
        return BoxLabel(term: term, items: longest.items, box: longest.box)
    }

    private func bytes(of item: Int) -> [UInt8] {
        Array(placed.text[placed.words[strip.items[item].word].text])
    }

    private func mayOpen(_ text: [UInt8]) -> Bool {
        var position = 0
        return LabelIndex.form.mayOpen(Scalars.folded(Scalars.next(text.span, &position, end: text.count)))
    }

    /// Follows a chain of words as long as it begins a wording, and keeps the longest that is one.
    private mutating func follow(_ chain: Chain, _ longest: inout Chain?) {
        stepsLeft -= 1
        switch LabelIndex.form.progress(of: chain.text) {
        case .impossible: return
        case .complete: if chain.text.count > longest?.text.count ?? 0 { longest = chain }
        case .begun: break
        }
        guard let last = chain.items.last, chain.items.count < 64, stepsLeft > 0 else { return }
        if last + 1 < strip.items.count, isNextOnLine(last, last + 1) {
            follow(adding(last + 1, to: chain, onSameLine: true), &longest)
        }
        for next in firstBelow(chain) { follow(adding(next, to: chain, onSameLine: false), &longest) }
    }

    private func isNextOnLine(_ last: Int, _ next: Int) -> Bool {
        guard !isTaken[next], strip.items[next].line == strip.items[last].line else { return false }
        let gap = strip.items[next].box.left - strip.items[last].box.right
        return gap < Self.widestGap * strip.items[last].box.height
    }

    /// The words with which the next line of the same cell may begin.
    private func firstBelow(_ chain: Chain) -> [Int] {
        let height = chain.line.height
        let range = chain.line.bottom - 0.4 * height...chain.line.bottom + Self.highestGap * height
        let below = strip.items(startingIn: range).prefix(Self.mostNeighbours).filter { index in
            let item = strip.items[index]
            return !isTaken[index] && !chain.items.contains(index) && item.box.sharedWidth(with: chain.box) > 0.5
                && item.box.middleY > chain.line.bottom - 0.2 * height
        }
        guard let first = below.first else { return [] }
        let line = strip.items[first].box
        return below.filter { strip.items[$0].box.sharedHeight(with: line) > 0.5 }
    }

    private func adding(_ item: Int, to chain: Chain, onSameLine: Bool) -> Chain {
        var chain = chain
        let box = strip.items[item].box
        chain.items.append(item)
        chain.text += bytes(of: item)
        chain.box = chain.box.union(box)
        chain.line = onSameLine ? chain.line.union(box) : box
        return chain
    }
}
