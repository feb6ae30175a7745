/// Where the cells of a report stand, packed: most are never asked for.
public struct CellPlaces: Sendable, Hashable {
    private var packed: [Packed]
    /// The cells' boxes; empty until there is one.
    private var boxes: [PageBox?] = []
    /// The attachments that cells stand in; empty until one does.
    private var files: [String?] = []

    private struct Packed: Hashable {
        var line: Int32 = 0
        var table: Int16 = 0
        var row: Int16 = 0
        var column: Int16 = 0
    }

    /// No cell stands anywhere.
    public init() {
        packed = Array(repeating: Packed(), count: Form.definitions.count)
    }

    /// The place of a cell; nil where the document has none.
    public subscript(cell: CellID) -> Place? {
        get {
            let place = packed[cell.index]
            guard place.table > 0 || place.line > 0 else { return nil }
            return Place(
                line: place.line > 0 ? Int(place.line) : nil, table: place.table > 0 ? Int(place.table) : nil,
                row: place.row > 0 ? Int(place.row) : nil, column: place.column > 0 ? Int(place.column) : nil,
                box: boxes.isEmpty ? nil : boxes[cell.index], file: files.isEmpty ? nil : files[cell.index])
        }
        set {
            packed[cell.index] = Packed(
                line: Int32(clamping: newValue?.line ?? 0), table: Int16(clamping: newValue?.table ?? 0),
                row: Int16(clamping: newValue?.row ?? 0), column: Int16(clamping: newValue?.column ?? 0))
            if boxes.isEmpty, newValue?.box != nil { boxes = Array(repeating: nil, count: packed.count) }
            if !boxes.isEmpty { boxes[cell.index] = newValue?.box }
            if files.isEmpty, newValue?.file != nil { files = Array(repeating: nil, count: packed.count) }
            if !files.isEmpty { files[cell.index] = newValue?.file }
        }
    }
}
