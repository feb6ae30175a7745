internal import Core

/// CSV as RFC 4180 has it, in UTF-8 with a byte order mark: without the mark Excel takes Chinese for its own code page.
public final class CSVWriter: TableWriter {
    private let sink: ByteSink

    /// A table with these columns; the first line has their names.
    ///
    /// - Throws: ``ExportError`` when the data cannot be written.
    public init(_ columns: [TableColumn], to sink: ByteSink) throws(ExportError) {
        self.sink = sink
        try self.sink.write([0xEF, 0xBB, 0xBF])
        try write(columns.map { .text($0.name) })
    }

    /// Writes one line.
    public func write(_ row: [TableValue]) throws(ExportError) {
        var line: [UInt8] = []
        for (index, value) in row.enumerated() {
            if index > 0 { line.append(UInt8(ascii: ",")) }
            switch value {
            case .none: break
            case .number(let number): line.append(contentsOf: number.description.utf8)
            case .text(let text): CSVWriter.append(text, to: &line)
            }
        }
        line += [0x0D, 0x0A]
        try sink.write(line)
    }

    /// Makes the file complete.
    public func finish() throws(ExportError) {
        try sink.finish()
    }

    /// Spreadsheets run text that begins like a formula, and the text comes out of files that nobody vetted: an
    /// apostrophe before it keeps it text (OWASP, CSV injection).
    private static let formulaStarts = Set("=+-@\t\r".utf8)

    private static func append(_ text: String, to line: inout [UInt8]) {
        let isFormula = text.utf8.first.map(formulaStarts.contains) ?? false
        let needsQuotes = text.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
        if needsQuotes { line.append(UInt8(ascii: "\"")) }
        if isFormula { line.append(UInt8(ascii: "'")) }
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") { line.append(byte) }
            line.append(byte)
        }
        if needsQuotes { line.append(UInt8(ascii: "\"")) }
    }
}
