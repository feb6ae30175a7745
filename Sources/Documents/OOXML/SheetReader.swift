import Core

/// Reads one sheet cell by cell as its elements come by (ECMA-376 part 1, 18.3).
struct SheetReader: XMLHandler {
    /// What was read.
    private(set) var grid: SheetGrid
    private let strings: SharedStrings
    private let formats: SheetFormats
    private var row = 0
    private var column = 0
    private var cell = CellStart()
    private var content: [UInt8] = []

    private struct CellStart {
        var kind = Kind.number
        var style = 0
    }

    private enum Kind {
        case number, shared, text, truth
    }

    /// A reader of a sheet whose cells take their texts and looks from these, and that is no larger than the limits allow.
    init(_ strings: SharedStrings, _ formats: SheetFormats, _ limits: ReadingLimits) {
        self.strings = strings
        self.formats = formats
        grid = SheetGrid(limits)
    }

    mutating func open(
        _ element: OfficeElement, in parent: OfficeElement, _ attributes: XMLAttributes
    ) throws(DocumentFailure) -> Bool {
        switch element {
        case .sheetRow:
            row = attributes.number("r") ?? row + 1
            column = 0
            let isHidden = attributes.has("hidden", "1") || attributes.has("hidden", "true")
            if isHidden { grid.hideRow(row) }
            return !isHidden
        case .sheetColumn:
            let isHidden = attributes.has("hidden", "1") || attributes.has("hidden", "true")
            if isHidden, let first = attributes.number("min"), let last = attributes.number("max"), first <= last {
                grid.hideColumns(first...last)
            }
        case .sheetCell: openCell(attributes)
        case .mergedCells:
            if let bytes = unsafe attributes.value("ref"), let area = unsafe SheetArea(bytes) { try grid.merge(area) }
        case .phonetic: return false
        default: break
        }
        return true
    }

    mutating func close(_ element: OfficeElement) throws(DocumentFailure) {
        guard element == .sheetCell else { return }
        switch cell.kind {
        case .shared:
            let text = SheetArea.number(content).flatMap { strings[$0] } ?? []
            try grid.add(text, row: row, column: column)
        case .number where !formats.isShownAsStored(content, style: cell.style):
            try grid.add(formats.shown(content, style: cell.style)[...], row: row, column: column)
        case .truth: try grid.add(Array((content == [0x31] ? "TRUE" : "FALSE").utf8)[...], row: row, column: column)
        case .text, .number: try grid.add(content[...], row: row, column: column)
        }
    }

    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>, in element: OfficeElement) {
        if element == .value || element == .plainText { unsafe content.append(contentsOf: bytes) }
    }

    private mutating func openCell(_ attributes: XMLAttributes) {
        content.removeAll(keepingCapacity: true)
        let stated = unsafe attributes.value("r")
        column = unsafe stated.flatMap { unsafe SheetArea.column($0) } ?? column + 1
        cell = CellStart(kind: kind(attributes), style: attributes.number("s") ?? 0)
    }

    /// What a cell holds (18.18.11): `s`, `b`, `n`, or a text of its own.
    private func kind(_ attributes: XMLAttributes) -> Kind {
        guard let type = unsafe attributes.value("t") else { return .number }
        let texts: [StaticString] = ["str", "inlineStr", "e", "d"]
        if unsafe type.count == 1 && type[0] == UInt8(ascii: "s") { return .shared }
        if unsafe type.count == 1 && type[0] == UInt8(ascii: "b") { return .truth }
        return texts.contains { attributes.has("t", $0) } ? .text : .number
    }
}

/// A rectangle of cells, `A1:C3`.
struct SheetArea: Hashable {
    /// Its rows, from 1.
    let rows: ClosedRange<Int>
    /// Its columns, from 1.
    let columns: ClosedRange<Int>

    /// The most rows and columns that a sheet has (ECMA-376 part 1, 18.3.1.73 and 18.3.1.4).
    static let mostRows = 1_048_576
    static let mostColumns = 16_384

    /// The area of a reference; nil where it is none.
    @unsafe init?(_ reference: UnsafeBufferPointer<UInt8>) {
        let colon = unsafe reference.firstIndex(of: UInt8(ascii: ":")) ?? reference.count
        let first = unsafe UnsafeBufferPointer(rebasing: reference[..<colon])
        let last = unsafe colon < reference.count ? UnsafeBufferPointer(rebasing: reference[(colon + 1)...]) : first
        guard let left = unsafe Self.column(first), let right = unsafe Self.column(last),
            let top = unsafe Self.row(first), let bottom = unsafe Self.row(last)
        else { return nil }
        rows = min(top, bottom)...max(top, bottom)
        columns = min(left, right)...max(left, right)
    }

    /// The column of a cell's reference.
    static func column(_ reference: UnsafeBufferPointer<UInt8>) -> Int? {
        var column = 0
        for index in reference.indices {
            let byte = unsafe reference[index]
            let letter = byte & 0xDF
            guard letter >= UInt8(ascii: "A"), letter <= UInt8(ascii: "Z"), byte >= 0x41 else { break }
            column = column * 26 + Int(letter - 0x40)
            if column > mostColumns { return nil }
        }
        return column > 0 ? column : nil
    }

    private static func row(_ reference: UnsafeBufferPointer<UInt8>) -> Int? {
        let digits = unsafe reference.drop { $0 < 0x30 || $0 > 0x39 }
        guard let row = unsafe number(digits), (1...mostRows).contains(row) else { return nil }
        return row
    }

    /// A number of digits alone; nil where it is none, or larger than any sheet has use for.
    static func number(_ digits: some Sequence<UInt8>) -> Int? {
        var number = 0
        var count = 0
        for byte in digits {
            guard (0x30...0x39).contains(byte), count < 15 else { return nil }
            number = number * 10 + Int(byte - 0x30)
            count += 1
        }
        return count > 0 ? number : nil
    }
}
