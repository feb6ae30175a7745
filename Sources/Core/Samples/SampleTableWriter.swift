/// Writes a table of the form in one of the layouts.
struct SampleTableWriter {
    private let cells: CellTable
    private let written: [CellID: String]
    private let style: SampleStyle

    /// A writer of a draft's tables.
    init(_ draft: SampleDraft) {
        cells = draft.cells
        written = draft.written
        style = draft.style
    }

    /// Appends a table, its last line ended.
    func write(_ grid: SampleGrid, to text: inout [UInt8]) {
        switch style.layout {
        case .tabCells: writeTabCells(grid, &text)
        case .pipeCells: writePipeCells(grid, &text)
        case .pipeRows: writeRows(grid, &text, separator: " | ", padsWithPipes: true)
        case .spaced: writeRows(grid, &text, separator: " ", padsWithPipes: false)
        case .bareCells: writeRows(grid, &text, separator: "\n", padsWithPipes: false)
        case .framedRows: writeFramed(grid, &text, dashes: false)
        case .markdown: writeFramed(grid, &text, dashes: true)
        }
    }

    /// What a cell says.
    func text(of cell: SampleGrid.Cell) -> [UInt8] {
        var text: [UInt8] = []
        write(cell, &text)
        return text
    }

    private func writeTabCells(_ grid: SampleGrid, _ text: inout [UInt8]) {
        for row in grid.rows {
            for cell in row.cells {
                text.append(UInt8(ascii: "\t"))
                switch cell {
                case .label(let label, let span):
                    writeHead(label, breaking: style.breaksHeads && row.isHead && span == 1, &text)
                case .value(let value, _):
                    text.append(contentsOf: style.padding.before.utf8)
                    write(value, &text)
                    text.append(contentsOf: style.padding.after.utf8)
                case .below: break
                }
                text.append(UInt8(ascii: "\n"))
            }
            text.append(UInt8(ascii: "\n"))
        }
    }

    /// A column head, broken in the middle where the column is narrow.
    private func writeHead(_ label: String, breaking: Bool, _ text: inout [UInt8]) {
        let characters = label.utf8.count / 3
        guard breaking, label.utf8.count % 3 == 0, characters > 3 else { return text.append(contentsOf: label.utf8) }
        text.append(contentsOf: label.utf8.prefix(characters / 2 * 3))
        text.append(UInt8(ascii: "\n"))
        text.append(contentsOf: label.utf8.dropFirst(characters / 2 * 3))
    }

    private func writePipeCells(_ grid: SampleGrid, _ text: inout [UInt8]) {
        for (index, row) in grid.rows.enumerated() {
            var count = 0
            forEachFull(row, &text) { cell, text in
                write(cell, &text)
                text.append(contentsOf: " |\n".utf8)
                count += 1
            }
            guard index < grid.rows.count - 1, count < grid.width else { continue }
            text.append(contentsOf: repeatElement(UInt8(ascii: "|"), count: grid.width - count))
            text.append(UInt8(ascii: "\n"))
        }
    }

    private func writeRows(_ grid: SampleGrid, _ text: inout [UInt8], separator: String, padsWithPipes: Bool) {
        for row in grid.rows {
            var count = 0
            forEachFull(row, &text) { cell, text in
                if count > 0 { text.append(contentsOf: separator.utf8) }
                write(cell, &text)
                count += 1
            }
            if padsWithPipes {
                text.append(contentsOf: " |".utf8)
                if count < grid.width {
                    text.append(UInt8(ascii: " "))
                    text.append(contentsOf: repeatElement(UInt8(ascii: "|"), count: grid.width - count))
                }
            }
            text.append(UInt8(ascii: "\n"))
        }
    }

    private func writeFramed(_ grid: SampleGrid, _ text: inout [UInt8], dashes: Bool) {
        for (index, row) in grid.rows.enumerated() {
            text.append(UInt8(ascii: "|"))
            for cell in row.cells {
                text.append(UInt8(ascii: " "))
                write(cell, &text)
                text.append(contentsOf: " |".utf8)
                for _ in 1..<cell.span { text.append(contentsOf: "  |".utf8) }
            }
            text.append(UInt8(ascii: "\n"))
            guard dashes, index == 0 else { continue }
            text.append(UInt8(ascii: "|"))
            for _ in 0..<grid.width { text.append(contentsOf: "---|".utf8) }
            text.append(UInt8(ascii: "\n"))
        }
    }

    /// The cells of a row that hold something.
    private func forEachFull(
        _ row: SampleGrid.Row, _ text: inout [UInt8], _ body: (SampleGrid.Cell, inout [UInt8]) -> Void
    ) {
        for cell in row.cells {
            switch cell {
            case .below: continue
            case .value(let value, _) where written[value]?.isEmpty == true: continue
            case .label, .value: body(cell, &text)
            }
        }
    }

    private func write(_ cell: SampleGrid.Cell, _ text: inout [UInt8]) {
        switch cell {
        case .label(let label, _): text.append(contentsOf: label.utf8)
        case .value(let value, _): write(value, &text)
        case .below: break
        }
    }

    private func write(_ cell: CellID, _ text: inout [UInt8]) {
        if !written.isEmpty, let words = written[cell] { return text.append(contentsOf: words.utf8) }
        guard let quantity = cells.number(cell) else { return }
        if style.showsPlus, quantity.significand > 0, cell.definition.measure == .change {
            text.append(UInt8(ascii: "+"))
        }
        guard let whole = quantity.wholeValue, style.digits == .plain else {
            return write(Array(quantity.description.utf8), &text)
        }
        text.appendDigits(of: whole)
    }

    private func write(_ figure: [UInt8], _ text: inout [UInt8]) {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        var left = figure.prefix { $0 != UInt8(ascii: ".") }.count
        for byte in figure {
            switch style.digits {
            case .fullWidth where digits.contains(byte):
                text.append(contentsOf: [0xEF, 0xBC, byte &+ 0x60])
            case .grouped where digits.contains(byte):
                text.append(byte)
                left -= 1
                if left > 0, left % 3 == 0 { text.append(UInt8(ascii: ",")) }
            default:
                text.append(byte)
                left -= 1
            }
        }
    }
}
