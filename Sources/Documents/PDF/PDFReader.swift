import Core

/// PDF → ``Document``: poppler's `pdftotext` tells where words stand, in a child of its own, and ``BoxReader`` makes tables and
/// paragraphs of them.
enum PDFReader {
    /// pdftotext(1).
    static let program = ChildProgram(
        path: "/usr/bin/pdftotext", package: "poppler-utils", format: Message(zh: " PDF 文件", en: "a PDF"))

    /// Reads a PDF.
    ///
    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - budget: what reading may cost.
    ///   - runner: what runs the child.
    /// - Returns: the document; its places are boxes on pages.
    /// - Throws: the failure, where there is no text to be had.
    static func read(
        _ bytes: consuming [UInt8], _ budget: ReadingBudget, _ runner: ChildRunner
    ) throws(DocumentFailure) -> DocumentReading {
        let placed = try placedText(bytes, budget, runner)
        guard placed.pageCount <= budget.limits.pdfPages else {
            throw .beyond(.pdfPages, allowed: budget.limits.pdfPages)
        }
        if placed.isEmpty { throw scanned(pages: placed.pageCount) }
        try budget.admit(text: placed.textCount)
        return DocumentReading(document: BoxReader.read(placed))
    }

    private static func placedText(
        _ bytes: consuming [UInt8], _ budget: ReadingBudget, _ runner: ChildRunner
    ) throws(DocumentFailure) -> PlacedText {
        // One page more than allowed tells that there are more.
        let lastPage = budget.limits.pdfPages + 1
        let task = ChildTask(
            program: program,
            arguments: ["-bbox-layout", "-enc", "UTF-8", "-l", "\(lastPage)", "/proc/self/fd/0", "-"],
            limits: ChildLimits(budget))
        let isCutOff = isCutOff(bytes)
        let result = try runner.run(task, input: bytes)
        switch result.end {
        case .exited(0) where isCutOff && result.complaint.contains("Syntax Error"): throw corrupt(result.complaint)
        case .exited(0):
            guard let placed = BoxMarkup.read(result.output.span) else {
                throw corrupt("pdftotext wrote no whole document")
            }
            return placed
        case .exited: throw refusal(result.complaint)
        case .killed(let signal): throw corrupt("pdftotext ended with signal \(signal)")
        case .outOfTime: throw .timeout(seconds: budget.limits.seconds)
        case .outOfSpace: throw .beyond(.inflatedBytes, allowed: budget.limits.inflatedBytes)
        }
    }

    /// Whether the mark is missing that ends every PDF, after which some programs append a little more. What pdftotext can save
    /// of such a file may lack pages.
    private static func isCutOff(_ bytes: borrowing [UInt8]) -> Bool {
        bytes[max(0, bytes.count - 2048)...].firstRange(of: Array("%%EOF".utf8)) == nil
    }

    private static func refusal(_ complaint: String) -> DocumentFailure {
        guard complaint.contains("Incorrect password") else { return corrupt(complaint) }
        return .unsupported(
            Message(
                zh: "加密的 PDF，需要密码才能打开；请去掉密码后另存",
                en: "encrypted: the PDF opens with a password only; save it without one"))
    }

    private static func corrupt(_ reason: String) -> DocumentFailure {
        // The first of several complaints; the others follow from it.
        let first = reason.split(separator: "Syntax ").first.map { $0.trimmed } ?? ""
        let remark = first.isEmpty ? "" : "：\(first)"
        return .corrupt(
            Message(
                zh: "PDF 已损坏或不完整，请重新采集\(remark)",
                en: "the PDF is broken or cut off; fetch it again\(first.isEmpty ? "" : ": \(first)")"))
    }

    private static func scanned(pages: Int) -> DocumentFailure {
        guard pages > 0 else { return corrupt("no pages") }
        return .unsupported(
            Message(
                zh: "扫描件：PDF 共 \(pages) 页，没有文字层；请向原网站索取文字版，或识别文字（OCR）后重新放入",
                en:
                    "scanned: \(pages) pages without a text layer; ask the site for text, or have the PDF recognised (OCR) and "
                    + "drop it again"))
    }
}

extension Substring {
    fileprivate var trimmed: String { split(separator: " ").joined(separator: " ") }
}
