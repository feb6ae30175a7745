/// Finds what stands on a page for the page's sake: its number, running heads, and the heads of a table that goes on.
struct RunningHeads {
    private let placed: PlacedText
    private let pages: [[PageLine]]
    /// The text of every line, spaces aside.
    private let texts: [[[UInt32]]]

    /// The part of a page, from its edge, in which numbers and running heads are looked for.
    private static let margin = 0.12

    init(_ placed: PlacedText, _ pages: [[PageLine]]) {
        self.placed = placed
        self.pages = pages
        texts = pages.map { $0.map { $0.scalars(in: placed) } }
    }

    /// The lines of each page without its furniture.
    func removed() -> [[PageLine]] {
        pages.indices.map { page in
            let repeated = repeatedHead(of: page)
            return pages[page].indices.compactMap { line in
                repeated.contains(line) || isPageNumber(line, on: page) || isRunning(line, on: page)
                    ? nil : pages[page][line]
            }
        }
    }

    // MARK: Numbers

    /// `3`, `- 3 -`, `第3页`, `第 3 页 共 10 页`, `3/10`, in the margin and apart from the text.
    private func isPageNumber(_ line: Int, on page: Int) -> Bool {
        let box = pages[page][line].box
        let height = placed.pages[page].height
        guard box.bottom < height * Self.margin || box.top > height * (1 - Self.margin) else { return false }
        guard line == 0 || line == pages[page].count - 1 else { return false }
        let text = texts[page][line]
        guard text.contains(where: { Scalars.digit($0) != nil }), text.count <= 16 else { return false }
        let rest = text.filter { Scalars.digit($0) == nil && !Self.numberMarks.contains($0) }
        guard rest.isEmpty else { return false }
        if text.contains(where: { Scalars.digit($0) == nil }) { return true }
        // A bare number could be a figure: then others stand above it, or it stands as close as lines do.
        let neighbour = line == 0 ? pages[page].dropFirst().first : pages[page].dropLast().last
        let gap = neighbour.map { line == 0 ? $0.box.top - box.bottom : box.top - $0.box.bottom } ?? .infinity
        return gap > 1.2 * box.height && pages[page][line].words.count == 1
    }

    /// 第页共, dashes, slashes and their like.
    private static let numberMarks: Set<UInt32> = [
        0x7B2C, 0x9875, 0x5171, Scalars.dash, 0x2F, 0x2E, 0xB7, 0x7C, 0x28, 0x29, 0x2C, 0x7E, 0x4E00, 0x3A,
    ]

    // MARK: Running heads

    /// The same line at the same height of another page, its digits aside. The first page keeps its head: it may be the only
    /// place that names the organ.
    private func isRunning(_ line: Int, on page: Int) -> Bool {
        let box = pages[page][line].box
        let height = placed.pages[page].height
        let isAbove = box.bottom < height * Self.margin
        guard isAbove ? page > 0 : box.top > height * (1 - Self.margin) else { return false }
        guard edgeLines(of: page).contains(line) else { return false }
        let text = Self.withoutDigits(texts[page][line])
        guard text.contains(where: Scalars.isIdeograph) || text.count > 8 else { return false }
        // Left and right pages may have heads of their own.
        return pages.indices.clamped(to: max(0, page - 2)..<page + 3).contains { other in
            other != page
                && edgeLines(of: other).contains {
                    abs(pages[other][$0].box.top - box.top) < 2 && Self.withoutDigits(texts[other][$0]) == text
                }
        }
    }

    /// The first and the last lines of a page: no head has more, and what has thousands of lines there is made to take time.
    private func edgeLines(of page: Int) -> [Int] {
        let count = pages[page].count
        let head = min(Self.mostHeadLines, count)
        return Array(0..<head) + Array(max(head, count - Self.mostHeadLines)..<count)
    }

    private static let mostHeadLines = 6

    private static func withoutDigits(_ text: [UInt32]) -> [UInt32] {
        text.filter { Scalars.digit($0) == nil }
    }

    // MARK: Heads of tables

    /// How many lines are looked at for the heads of a table that goes on.
    private static let longestHead = 14

    /// The lines at the top of a page that stand just so, in the same columns, somewhere on the page before: figures would
    /// differ, so lines with figures only repeat nothing.
    private func repeatedHead(of page: Int) -> Range<Int> {
        guard page > 0 else { return 0..<0 }
        let start = pages[page].indices.first { !isPageNumber($0, on: page) && !isRunning($0, on: page) }
        guard let start else { return 0..<0 }
        var longest = start..<start
        for before in stride(from: page - 1, through: max(0, page - 3), by: -1) {
            for candidate in pages[before].indices {
                var length = 0
                while length < Self.longestHead, start + length < pages[page].count,
                    candidate + length < pages[before].count,
                    isSame(start + length, on: page, candidate + length, on: before)
                {
                    length += 1
                }
                let heads = (start..<start + length).flatMap { pages[page][$0].words }
                if heads.count >= 4, length > longest.count { longest = start..<start + length }
            }
        }
        return longest
    }

    private func isSame(_ line: Int, on page: Int, _ other: Int, on before: Int) -> Bool {
        let text = texts[page][line]
        guard text == texts[before][other], text.contains(where: Scalars.isIdeograph),
            !text.contains(where: { Scalars.digit($0) != nil })
        else { return false }
        let words = pages[page][line].words
        let others = pages[before][other].words
        return words.count == others.count
            && zip(words, others).allSatisfy {
                abs(placed.words[$0].box.left - placed.words[$1].box.left) < 1.5
            }
    }
}
