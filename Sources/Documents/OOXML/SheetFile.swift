import Core

/// An Excel workbook in Office Open XML → ``DocumentReading``: its visible sheets one behind the other.
enum SheetFile {
    /// Reads an XLSX; charts, comments and what is hidden stay unread.
    static func read(_ bytes: [UInt8], _ inflation: Inflation) throws(DocumentFailure) -> DocumentReading {
        try ZipPackage.open(bytes, inflation) { (zip) throws(DocumentFailure) in
            let package = OfficePackage(zip, inflation.budget.limits)
            let main = try package.mainPart("sheet", usual: "xl/workbook.xml")
            let relations = try package.relations(of: main)
            func read(_ type: String, into handler: inout some XMLHandler) throws(DocumentFailure) {
                let part = relations.first { $0.type == type }.flatMap { package.part($0.target) }
                if let part { try package.read(part, into: &handler) }
            }
            var workbook = WorkbookReader()
            if let part = package.part(main) { try package.read(part, into: &workbook) }
            var strings = SharedStringReader()
            try read("sharedStrings", into: &strings)
            var styles = SheetStyleReader()
            try read("styles", into: &styles)
            let formats = styles.formats(workbook.startsIn1904)

            let targets = Dictionary(
                relations.filter { $0.type == "worksheet" }.map { ($0.id, $0.target) },
                uniquingKeysWith: { first, _ in first })
            let limits = inflation.budget.limits
            var left = limits
            var builder = DocumentBuilder()
            for id in workbook.visibleSheets {
                // A sheet of charts has another type.
                guard let part = targets[id].flatMap({ package.part($0) }) else { continue }
                var reader = SheetReader(strings.strings, formats, left)
                do throws(DocumentFailure) {
                    try package.read(part, into: &reader)
                    left.cells -= try reader.grid.write(to: &builder)
                    left.textBytes = limits.textBytes - builder.textEnd
                } catch .beyond(.cells, _) {
                    throw .beyond(.cells, allowed: limits.cells)
                } catch .beyond(.text, _) {
                    throw .beyond(.text, allowed: limits.textBytes)
                }
            }
            return DocumentReading(document: builder.build())
        }
    }
}

/// Reads `workbook.xml`: which sheets people see.
private struct WorkbookReader: XMLHandler {
    /// The relations of the sheets, in order.
    private(set) var visibleSheets: [String] = []
    /// Whether days are counted from 1904 (ECMA-376 part 1, 18.17.4.1).
    private(set) var startsIn1904 = false

    mutating func open(_ element: OfficeElement, in parent: OfficeElement, _ attributes: XMLAttributes) -> Bool {
        switch element {
        case .workbookProperties: startsIn1904 = attributes.has("date1904", "1") || attributes.has("date1904", "true")
        case .sheet:
            let isHidden = attributes.has("state", "hidden") || attributes.has("state", "veryHidden")
            if !isHidden, let id = attributes.string("id") { visibleSheets.append(id) }
        default: break
        }
        return true
    }
}

/// The texts that cells share.
struct SharedStrings {
    fileprivate(set) var text: [UInt8] = []
    fileprivate var ends: [Int] = []

    /// A text by its number; nil where there is none.
    subscript(number: Int) -> ArraySlice<UInt8>? {
        guard ends.indices.contains(number) else { return nil }
        return text[(number > 0 ? ends[number - 1] : 0)..<ends[number]]
    }
}

/// Reads `sharedStrings.xml`: each text is plain, or runs of different looks, with readings above it left out.
private struct SharedStringReader: XMLHandler {
    private(set) var strings = SharedStrings()

    func open(_ element: OfficeElement, in parent: OfficeElement, _ attributes: XMLAttributes) -> Bool {
        element != .phonetic
    }

    mutating func close(_ element: OfficeElement) {
        if element == .sharedString { strings.ends.append(strings.text.count) }
    }

    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>, in element: OfficeElement) {
        if element == .plainText { unsafe strings.text.append(contentsOf: bytes) }
    }
}
