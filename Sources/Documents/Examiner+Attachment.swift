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

/// A page with the attachments that complete it.
public struct JoinedExamination: Sendable {
    /// An attachment that is part of it.
    public struct Part: Sendable, Hashable {
        /// Which of the files that were given.
        public let file: Int
        /// The identity of its bytes.
        public let content: ContentID

        /// A part.
        public init(file: Int, content: ContentID) {
            self.file = file
            self.content = content
        }
    }

    /// The report of all, under the content of all.
    public let examination: Examination
    /// Which attachments were taken, in their order.
    public let parts: [Part]

    /// What joining gave.
    public init(examination: Examination, parts: [Part]) {
        self.examination = examination
        self.parts = parts
    }
}

extension Examiner {
    /// A document that may hold tables: an attachment, or one in an archive.
    private struct Candidate {
        let file: Int
        let part: ReportPart
        let reading: DocumentReading
    }

    /// Reads and judges a page together with those of its attachments that hold the tables that it lacks.
    ///
    /// - Parameters:
    ///   - page: the page.
    ///   - attachments: what stands beside it and may be its attachment.
    ///   - sidecar: what stands beside the page as `<page>.meta.json`.
    /// - Returns: the report of all; nil where the page lacks nothing, or none of them helps.
    public func examine(
        _ page: FilePart, attachments: [FilePart], sidecar: SidecarFile? = nil
    ) -> JoinedExamination? {
        let kind = FormatSniffer.content(of: page.bytes)
        guard let reading = try? reader.read(page.bytes, as: kind) else { return nil }
        let candidates = attachments.enumerated().flatMap { self.candidates(in: $1, $0) }
        let joined = ReportReader.read(
            ReportPart(document: reading.document, fileName: page.name, page: reading.page),
            attachments: candidates.map(\.part), sidecar: sidecar?.sidecar)
        guard !joined.used.isEmpty else { return nil }
        let used = joined.used.sorted().map { candidates[$0] }
        let parts = Set(used.map(\.file)).sorted().map {
            JoinedExamination.Part(file: $0, content: ContentID(of: attachments[$0].bytes))
        }
        let content = parts.reduce(ContentID(of: page.bytes)) { $0.joined(with: $1.content) }
        var whole = reading
        whole.findings += used.flatMap(\.reading.allFindings)
        var examination = judged(whole, joined.reading, kind, content: content, sidecar)
        examination.attachments = used.map(\.part.shownName)
        return JoinedExamination(examination: examination, parts: parts)
    }

    /// The documents that an attachment consists of. An archive of several reports is nobody's attachment.
    private func candidates(in attachment: FilePart, _ file: Int) -> [Candidate] {
        let kind = FormatSniffer.content(of: attachment.bytes)
        guard kind == .zip else {
            guard let reading = try? reader.read(attachment.bytes, as: kind) else { return [] }
            let part = ReportPart(document: reading.document, fileName: attachment.name, page: reading.page)
            return [Candidate(file: file, part: part, reading: reading)]
        }
        var archive = ArchivedReports()
        try? ArchivedDocuments.forEach(in: attachment.bytes, Inflation(ReadingBudget(reader.limits)), reader) {
            archive.add($0, sidecar: nil)
        }
        guard !archive.holdsSeveral else { return [] }
        return archive.documents.map {
            Candidate(file: file, part: $0.part(of: attachment.name), reading: $0.reading)
        }
    }
}
