public import Core

/// One of the files that may be one report together.
public struct FilePart: Sendable {
    /// Its bytes.
    public let bytes: [UInt8]
    /// Its name without its folder.
    public let name: [UInt8]

    /// A file.
    public init(bytes: [UInt8], name: [UInt8]) {
        self.bytes = bytes
        self.name = name
    }
}

/// A page with the attachment that completes it.
public struct JoinedExamination: Sendable {
    /// The report of both, under the content of both.
    public let examination: Examination
    /// Which attachment was taken.
    public let attachment: Int
    /// The identity of that attachment's bytes.
    public let content: ContentID

    /// What joining gave.
    public init(examination: Examination, attachment: Int, content: ContentID) {
        self.examination = examination
        self.attachment = attachment
        self.content = content
    }
}

extension Examiner {
    /// Reads and judges a page together with that one of its attachments which holds most of the tables that it lacks.
    ///
    /// - Parameters:
    ///   - page: the page.
    ///   - attachments: what stands beside it and may be its attachment.
    ///   - sidecar: what stands beside the page as `<page>.meta.json`.
    /// - Returns: the report of both; nil where the page lacks nothing, or none of them helps.
    public func examine(
        _ page: FilePart, attachments: [FilePart], sidecar: SidecarFile? = nil
    ) -> JoinedExamination? {
        let kind = FormatSniffer.content(of: page.bytes)
        guard let reading = try? reader.read(page.bytes, as: kind) else { return nil }
        let part = ReportPart(document: reading.document, fileName: page.name, page: reading.page)
        guard ReportReader.lacksTables(part, sidecar: sidecar?.sidecar) else { return nil }
        var best: (index: Int, report: Report, reading: DocumentReading)?
        for (index, attachment) in attachments.enumerated() {
            guard let other = try? reader.read(attachment.bytes, as: FormatSniffer.content(of: attachment.bytes)) else {
                continue
            }
            let joined = ReportReader.read(
                part, attachment: ReportPart(document: other.document, fileName: attachment.name, page: other.page),
                sidecar: sidecar?.sidecar)
            guard joined.usesAttachment, case .report(let report) = joined.reading,
                report.tables.count > best?.report.tables.count ?? 0
            else { continue }
            best = (index, report, other)
        }
        guard let best else { return nil }
        let content = ContentID(of: attachments[best.index].bytes)
        var joined = reading
        joined.findings = reading.findings + best.reading.allFindings
        var examination = judged(
            joined, .report(best.report), kind, content: ContentID(of: page.bytes).joined(with: content), sidecar)
        examination.attachment = String(decoding: attachments[best.index].name, as: UTF8.self)
        return JoinedExamination(examination: examination, attachment: best.index, content: content)
    }
}
