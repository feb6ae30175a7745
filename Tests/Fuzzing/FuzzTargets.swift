import Glibc

@testable import Core
@testable import Documents

/// What libFuzzer's inputs are given to; `scripts/fuzz` names one in FUZZ_TARGET.
enum FuzzTarget: String {
    /// Text in any encoding.
    case text
    /// A web page.
    case html
    /// A zip archive of any kind, or the parts of a DOCX or XLSX: mutations of packed data are seldom more than broken.
    case docx
    /// What pdftotext says of where words stand.
    case boxes

    static let current = unsafe getenv("FUZZ_TARGET").flatMap { unsafe FuzzTarget(rawValue: String(cString: $0)) }

    /// Small enough that whatever goes beyond shows as a time-out or as too much memory.
    static let limits = {
        var limits = ReadingLimits()
        limits.inflatedBytes = 16 << 20
        limits.cells = 20_000
        limits.seconds = 5
        return limits
    }()

    /// Reads and judges the bytes; a failure is a result like any other.
    func run(_ bytes: [UInt8]) throws {
        switch self {
        case .text: judge(try DocumentReader(limits: Self.limits).read(bytes, as: .text))
        case .html: judge(try DocumentReader(limits: Self.limits).read(bytes, as: .html))
        case .docx: try readPackage(ByteSearch.matches("PK", in: bytes) ? bytes : FuzzedPackage.pack(bytes))
        case .boxes:
            guard let placed = BoxMarkup.read(bytes.span) else { return }
            judge(DocumentReading(document: BoxReader.read(placed)))
        }
    }

    private func readPackage(_ bytes: [UInt8]) throws {
        let content = FormatSniffer.content(of: bytes)
        let reader = DocumentReader(limits: Self.limits)
        if content == .zip {
            try ArchivedDocuments.forEach(in: bytes, Inflation(ReadingBudget(Self.limits)), reader) { member in
                if case .success(let reading) = member.reading { judge(reading) }
            }
        } else if content == .docx || content == .xlsx {
            judge(try reader.read(bytes, as: content))
        }
    }

    private func judge(_ reading: DocumentReading) {
        let name = Array("a.txt".utf8)
        guard case .report(let report) = ReportReader.read(reading.document, fileName: name, page: reading.page)
        else { return }
        _ = Ruleset.standard.judge(report)
    }
}

/// libFuzzer's entry (LLVM, "libFuzzer – a library for coverage-guided fuzz testing").
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    try? FuzzTarget.current?.run(bytes)
    return 0
}
