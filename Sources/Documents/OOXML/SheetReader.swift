import Core

/// Reads one sheet cell by cell as its elements come by (ECMA-376 part 1, 18.3).
final class SheetReader: XMLHandler {
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

    /// A reader of a sheet whose cells take their texts and looks from these, and that has so many cells at most.
    init(_ strings: SharedStrings, _ formats: SheetFormats, cellLimit: Int) {
        self.strings = strings
        self.formats = formats
        grid = SheetGrid(cellLimit: cellLimit)
    }

    func open(
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
            if let area = attributes.string("ref").flatMap(SheetArea.init) { try grid.merge(area) }
        case .phonetic: return false
        default: break
        }
        return true
    }

    func close(_ element: OfficeElement) throws(DocumentFailure) {
        guard element == .sheetCell else { return }
        switch cell.kind {
        case .shared:
            let text = Int(String(decoding: content, as: UTF8.self)).flatMap { strings[$0] } ?? []
            try grid.add(text, row: row, column: column)
        case .number where !content.isEmpty:
            try grid.add(formats.shown(content, style: cell.style)[...], row: row, column: column)
        case .truth: try grid.add(Array((content == [0x31] ? "TRUE" : "FALSE").utf8)[...], row: row, column: column)
        case .text, .number: try grid.add(content[...], row: row, column: column)
        }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>, in element: OfficeElement) {
        if element == .value || element == .plainText { unsafe content.append(contentsOf: bytes) }
    }

    private func openCell(_ attributes: XMLAttributes) {
        content.removeAll(keepingCapacity: true)
        column = attributes.string("r").flatMap(SheetArea.column) ?? column + 1
        let kind: Kind =
            if attributes.has("t", "s") {
                .shared
            } else if attributes.has("t", "b") {
                .truth
            } else if attributes.has("t", "str") || attributes.has("t", "inlineStr") || attributes.has("t", "e")
                || attributes.has("t", "d")
            {
                .text
            } else {
                .number
            }
        cell = CellStart(kind: kind, style: attributes.number("s") ?? 0)
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
    init?(_ reference: String) {
        let corners = reference.split(separator: ":").map(String.init)
        guard let first = corners.first, let last = corners.last, corners.count <= 2,
            let left = Self.column(first), let right = Self.column(last), let top = Self.row(first),
            let bottom = Self.row(last)
        else { return nil }
        rows = min(top, bottom)...max(top, bottom)
        columns = min(left, right)...max(left, right)
    }

    /// The column of a cell's reference.
    static func column(_ reference: String) -> Int? {
        var column = 0
        for byte in reference.utf8 {
            let letter = byte & 0xDF
            guard letter >= UInt8(ascii: "A"), letter <= UInt8(ascii: "Z"), byte >= 0x41 else { break }
            column = column * 26 + Int(letter - 0x40)
            if column > mostColumns { return nil }
        }
        return column > 0 ? column : nil
    }

    private static func row(_ reference: String) -> Int? {
        let digits = reference.utf8.drop { $0 < 0x30 || $0 > 0x39 }
        guard let row = Int(String(decoding: digits, as: UTF8.self)), (1...mostRows).contains(row) else { return nil }
        return row
    }
}
