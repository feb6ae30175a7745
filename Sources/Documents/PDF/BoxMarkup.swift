import Core

/// Reads what `pdftotext -bbox-layout` writes: XHTML of five elements, one a line, made by a machine for machines.
///
/// No XML parser is used, because poppler writes control characters as it finds them in the PDF, which XML does not allow: a
/// parser would stop in the middle of the report. What is not of this form is refused all the same, for the child may have been
/// taken over by the file it read.
enum BoxMarkup {
    /// The words of all pages; nil when it is no whole document.
    static func read(_ markup: Span<UInt8>) -> PlacedText? {
        var reader = Reader()
        guard reader.skip(past: "<doc>", in: markup) else { return nil }
        while true {
            reader.skipSpace(in: markup)
            if reader.accept("<word ", in: markup) {
                guard reader.word(in: markup) else { return nil }
            } else if reader.accept("<page ", in: markup) {
                guard reader.page(in: markup) else { return nil }
            } else if reader.accept("</doc>", in: markup) {
                return reader.placed
            } else if !reader.skipStructure(in: markup) {
                return nil
            }
        }
    }

    private struct Reader {
        var placed = PlacedText()
        private var position = 0
        private var word: [UInt8] = []

        mutating func skipSpace(in markup: Span<UInt8>) {
            while position < markup.count, markup[position] == 0x20 || markup[position] == 0x0A { position += 1 }
        }

        mutating func accept(_ expected: StaticString, in markup: Span<UInt8>) -> Bool {
            let length = expected.utf8CodeUnitCount
            guard position + length <= markup.count else { return false }
            let matches = expected.withUTF8Buffer { expected in
                for offset in 0..<length where unsafe markup[position + offset] != expected[offset] { return false }
                return true
            }
            if matches { position += length }
            return matches
        }

        mutating func skip(past expected: StaticString, in markup: Span<UInt8>) -> Bool {
            while position < markup.count {
                if accept(expected, in: markup) { return true }
                position += 1
            }
            return false
        }

        /// Flows, blocks and lines say how poppler would read a page. Tables it reads by columns, so none of that is used.
        mutating func skipStructure(in markup: Span<UInt8>) -> Bool {
            guard
                accept("<line ", in: markup) || accept("</line>", in: markup) || accept("<block ", in: markup)
                    || accept("</block>", in: markup) || accept("<flow>", in: markup) || accept("</flow>", in: markup)
                    || accept("</page>", in: markup)
            else { return false }
            if markup[position - 1] != UInt8(ascii: ">") { return skip(past: ">", in: markup) }
            return true
        }

        mutating func page(in markup: Span<UInt8>) -> Bool {
            guard accept("width=\"", in: markup), let width = number(in: markup), accept("\" height=\"", in: markup),
                let height = number(in: markup), accept("\">", in: markup)
            else { return false }
            placed.beginPage(width: width, height: height)
            return true
        }

        mutating func word(in markup: Span<UInt8>) -> Bool {
            guard accept("xMin=\"", in: markup), let left = number(in: markup), accept("\" yMin=\"", in: markup),
                let top = number(in: markup), accept("\" xMax=\"", in: markup), let right = number(in: markup),
                accept("\" yMax=\"", in: markup), let bottom = number(in: markup), accept("\">", in: markup)
            else { return false }
            word.removeAll(keepingCapacity: true)
            while position < markup.count, markup[position] != UInt8(ascii: "<") {
                if markup[position] == UInt8(ascii: "&"), let character = entity(in: markup) {
                    word.append(character)
                } else {
                    word.append(markup[position])
                    position += 1
                }
            }
            guard accept("</word>", in: markup) else { return false }
            placed.addWord(word, left: left, top: top, right: right, bottom: bottom)
            return true
        }

        private mutating func entity(in markup: Span<UInt8>) -> UInt8? {
            if accept("&amp;", in: markup) { return UInt8(ascii: "&") }
            if accept("&lt;", in: markup) { return UInt8(ascii: "<") }
            if accept("&gt;", in: markup) { return UInt8(ascii: ">") }
            if accept("&quot;", in: markup) { return UInt8(ascii: "\"") }
            return accept("&apos;", in: markup) ? UInt8(ascii: "'") : nil
        }

        /// Digits with a sign and a point, as printf(3) writes a double with `%f`.
        private mutating func number(in markup: Span<UInt8>) -> Double? {
            let isNegative = accept("-", in: markup)
            var value = 0.0
            var scale = 0.0
            var digits = 0
            while position < markup.count, digits < 24 {
                let byte = markup[position]
                if byte == UInt8(ascii: "."), scale == 0 {
                    scale = 1
                } else if byte >= 0x30, byte <= 0x39 {
                    value = value * 10 + Double(byte - 0x30)
                    scale *= 10
                    digits += 1
                } else {
                    break
                }
                position += 1
            }
            guard digits > 0 else { return nil }
            let size = scale > 1 ? value / scale : value
            return isNegative ? -size : size
        }
    }
}
