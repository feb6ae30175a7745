/// Writes PDFs whose every word stands where a test puts it.
///
/// The one font has no outlines: Identity-H with the code point as glyph number, widths and a ToUnicode map, which is all that
/// extracting text takes. Western characters are half as wide as Chinese ones.
public struct PDFWriter {
    /// How a page is turned against its text.
    public enum Turn: Sendable {
        case none
        /// The text stands across, and the page says that it is shown turned.
        case page
    }

    private let width: Double
    private let height: Double
    private let turn: Turn
    private let isEncrypted: Bool
    private var pages: [[UInt8]] = []

    /// No pages yet; sizes in points as the text is read, A4 if nothing is said.
    public init(width: Double = 595, height: Double = 842, turn: Turn = .none, isEncrypted: Bool = false) {
        self.width = width
        self.height = height
        self.turn = turn
        self.isEncrypted = isEncrypted
    }

    /// How many pages there are.
    public var pageCount: Int { pages.count }

    /// Begins the next page.
    public mutating func beginPage() {
        pages.append([])
    }

    /// How wide a text is, points.
    public static func width(of text: String, size: Double) -> Double {
        text.unicodeScalars.reduce(0) { $0 + ($1.value < 0x100 ? 0.5 : 1) } * size
    }

    /// Puts a text on the page that was begun last, its left end and baseline in points from the upper left corner.
    public mutating func draw(_ text: String, left: Double, baseline: Double, size: Double) {
        let codes = text.utf16.map { unit in
            let digits = String(unit, radix: 16)
            return String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
        let matrix =
            switch turn {
            case .none: "1 0 0 1 \(left) \(height - baseline)"
            case .page: "0 1 -1 0 \(baseline) \(left)"
            }
        let line = "BT /F1 \(size) Tf \(matrix) Tm <\(codes)> Tj ET\n"
        pages[pages.count - 1] += Array(line.utf8)
    }

    /// Draws a filled square and no text, as a scanned page has it.
    public mutating func drawPicture() {
        pages[pages.count - 1] += Array("100 100 300 300 re f\n".utf8)
    }

    /// The finished file.
    public func bytes() -> [UInt8] {
        var objects: [[UInt8]] = []
        func add(_ text: String) { objects.append(Array(text.utf8)) }
        func add(stream: [UInt8]) {
            objects.append(Array("<< /Length \(stream.count) >>\nstream\n".utf8) + stream + Array("\nendstream".utf8))
        }
        let firstPage = 7
        let kids = pages.indices.map { "\(firstPage + 2 * $0) 0 R" }.joined(separator: " ")
        add("<< /Type /Catalog /Pages 2 0 R >>")
        add("<< /Type /Pages /Kids [\(kids)] /Count \(pages.count) >>")
        add(
            "<< /Type /Font /Subtype /Type0 /BaseFont /Test /Encoding /Identity-H /DescendantFonts [4 0 R] "
                + "/ToUnicode 6 0 R >>")
        add(
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Test /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
                + "/Supplement 0 >> /FontDescriptor 5 0 R /DW 1000 /W [0 255 500] /CIDToGIDMap /Identity >>")
        add(
            "<< /Type /FontDescriptor /FontName /Test /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 "
                + "/Descent -120 /CapHeight 700 /StemV 80 >>")
        add(stream: Array(Self.toUnicode.utf8))
        let sides = turn == .none ? "\(width) \(height)" : "\(height) \(width)"
        for (index, page) in pages.enumerated() {
            add(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 \(sides)] \(turn == .page ? "/Rotate 90" : "") /Resources << /Font << /F1 3 0 R >> >> "
                    + "/Contents \(firstPage + 2 * index + 1) 0 R >>")
            add(stream: page)
        }
        // A password that nobody knows: what no password gives is not what stands here.
        let key = String(repeating: "5A", count: 32)
        let encryption = "/Encrypt << /Filter /Standard /V 1 /R 2 /O <\(key)> /U <\(key)> /P -4 >> /ID [<00> <00>]"
        return Self.file(objects, trailer: isEncrypted ? encryption : "")
    }

    private static func file(_ objects: [[UInt8]], trailer: String) -> [UInt8] {
        var file = Array("%PDF-1.4\n".utf8)
        var offsets: [Int] = []
        for (index, object) in objects.enumerated() {
            offsets.append(file.count)
            file += Array("\(index + 1) 0 obj\n".utf8) + object + Array("\nendobj\n".utf8)
        }
        let start = file.count
        file += Array("xref\n0 \(objects.count + 1)\n0000000000 65535 f \n".utf8)
        for offset in offsets {
            let digits = String(offset)
            file += Array((String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n").utf8)
        }
        file += Array(
            "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R \(trailer) >>\nstartxref\n\(start)\n%%EOF\n".utf8)
        return file
    }

    /// Every code is its own character.
    private static let toUnicode: String = {
        func hexadecimal(_ number: Int) -> String {
            let digits = String(number, radix: 16)
            return String(repeating: "0", count: 4 - digits.count) + digits
        }
        let ranges = (0..<256).map {
            "<\(hexadecimal($0 << 8))> <\(hexadecimal($0 << 8 | 255))> <\(hexadecimal($0 << 8))>"
        }
        let blocks = stride(from: 0, to: ranges.count, by: 100).map { start in
            let block = ranges[start..<min(start + 100, ranges.count)]
            return "\(block.count) beginbfrange\n\(block.joined(separator: "\n"))\nendbfrange"
        }
        return """
            /CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Test def /CMapType 2 def
            1 begincodespacerange <0000> <FFFF> endcodespacerange
            \(blocks.joined(separator: "\n"))
            endcmap end end
            """
    }()
}
