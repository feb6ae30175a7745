/// Gives pages their true sides that a PDF turns by 90 degrees, as it does with wide tables.
enum PageTurn {
    /// The pages with the sides that their words stand within.
    static func upright(_ placed: PlacedText) -> PlacedText {
        var placed = placed
        for page in placed.pages.indices where isAcross(placed.pages[page], in: placed) { placed.swapSides(of: page) }
        return placed
    }

    /// Poppler sets a page upright that the PDF turns, but tells the size it had before.
    private static func isAcross(_ page: PlacedText.Page, in placed: PlacedText) -> Bool {
        let boxes = placed.words[page.words].map(\.box)
        guard let right = boxes.map(\.right).max(), let bottom = boxes.map(\.bottom).max() else { return false }
        return right > page.width + 1 && right <= page.height + 1 && bottom <= page.width + 1
    }
}
