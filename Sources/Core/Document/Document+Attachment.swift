extension Document {
    /// This document as an attachment that holds the whole report: each place names the file.
    func attached(as file: String) -> Document {
        var document = self
        document.attachments = [AttachedText(start: 0, file: file)]
        return document
    }

    /// This document with the tables of another file behind it, each place in them naming that file.
    ///
    /// - Parameters:
    ///   - attachment: the other file; where it has no tables as such, all its text is taken, for they may stand in there.
    ///   - file: its name.
    /// - Returns: the joined document.
    func with(tablesOf attachment: Document, named file: String) -> Document {
        let start = text.count + 1
        let hasTables = attachment.blocks.contains { if case .table = $0 { true } else { false } }
        let more = attachment.blocks.compactMap { block -> Block? in
            switch block {
            case .paragraph(let paragraph):
                hasTables ? nil : .paragraph(.init(text: paragraph.text.moved(by: start), line: paragraph.line))
            case .table(let table):
                .table(.init(rows: table.rows.moved(by: rows.count), layout: table.layout, number: table.number))
            }
        }
        return Document(
            text: text + [0x0A] + attachment.text, blocks: blocks + more,
            rows: rows + attachment.rows.map { Row(cells: $0.cells.moved(by: cells.count)) },
            cells: cells
                + attachment.cells.map {
                    Cell(text: $0.text.moved(by: start), line: $0.line, isContinuation: $0.isContinuation)
                },
            boxes: boxes + attachment.boxes.map { BoxedText(start: $0.start + start, box: $0.box) },
            pictures: pictures, attachments: attachments + [AttachedText(start: start, file: file)])
    }
}

extension Range<Int> {
    fileprivate func moved(by distance: Int) -> Range<Int> {
        (lowerBound + distance)..<(upperBound + distance)
    }
}
