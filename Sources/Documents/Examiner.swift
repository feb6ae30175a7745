public import Core

/// From bytes to verdict: sniffs, decodes and reads a file, then judges the report in it.
public struct Examiner: Sendable {
    private let ruleset: Ruleset
    private let directory: OrganDirectory
    private let zone: LocalTime
    let reader: DocumentReader

    /// An examiner.
    ///
    /// - Parameters:
    ///   - ruleset: the rules that are applied.
    ///   - directory: the organs that are known by other names, and their regions.
    ///   - zone: where a day begins that a sidecar gives as a moment.
    ///   - limits: what reading one document may cost.
    public init(
        ruleset: Ruleset = .standard, directory: OrganDirectory = OrganDirectory(), zone: LocalTime = .china,
        limits: ReadingLimits = ReadingLimits()
    ) {
        self.ruleset = ruleset
        self.directory = directory
        self.zone = zone
        reader = DocumentReader(limits: limits)
    }

    /// Reads and judges one file's bytes.
    ///
    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - name: the file's name without its folder, for identity only; what the file is, its content tells.
    ///   - sidecar: what stands beside the file, if anything does.
    /// - Returns: what was found and what it comes to; a file that cannot be read is a result like any other.
    public func examine(
        _ bytes: consuming [UInt8], name: [UInt8], sidecar: SidecarFile? = nil
    ) -> Examination {
        let content = ContentID(of: bytes)
        let kind = FormatSniffer.content(of: bytes)
        do {
            if kind == .zip { return try readArchive(bytes, content: content, sidecar) }
            return try read(bytes, kind, content: content, name: name, sidecar)
        } catch {
            return examination(of: error, content: content, format: kind.format)
        }
    }

    /// Whether such a file is read by a child, which takes a hundred times longer than text does.
    public func needsChild(_ bytes: borrowing [UInt8]) -> Bool {
        switch FormatSniffer.content(of: copy bytes) {
        // What is in an archive, only opening it tells.
        case .pdf, .doc, .xls, .rtf, .zip: true
        default: false
        }
    }

    /// The result for a file that could not be read; whatever its finding weighs here, it stays unreadable.
    public func examination(
        of failure: DocumentFailure, content: ContentID? = nil, format: DocumentFormat = .unknown
    ) -> Examination {
        var examination = Examination(failure: failure, content: content, format: format)
        examination.findings = ruleset.apply(examination.findings)
        return examination
    }

    private func read(
        _ bytes: consuming [UInt8], _ kind: FileContent, content: ContentID, name: [UInt8], _ sidecar: SidecarFile?
    ) throws(DocumentFailure) -> Examination {
        let reading = try reader.read(bytes, as: kind)
        let read = ReportReader.read(reading.document, fileName: name, sidecar: sidecar?.sidecar, page: reading.page)
        return judged(reading, read, kind, content: content, sidecar)
    }

    /// Judges what was read of a file.
    func judged(
        _ reading: DocumentReading, _ read: Reading, _ kind: FileContent, content: ContentID, _ sidecar: SidecarFile?
    ) -> Examination {
        let findings = reading.allFindings + [sidecar?.finding].compactMap(\.self)
        switch read {
        case .report(var report):
            directory.settle(&report.identity, sidecar: sidecar?.sidecar)
            if let stated = sidecar?.sidecar.publication(in: zone) { report.narrative.publication = stated }
            let all = ruleset.judge(report) + ruleset.apply(findings, organ: report.identity.agency)
            var examination = Examination(
                content: content, format: kind.format, encoding: reading.encoding, report: report, findings: all,
                verdict: Verdict(findings: all))
            if report.tables.count < FormTable.allCases.count { examination.notePointers(of: reading) }
            return examination
        case .foreign(let reason):
            let foreign = Finding(rule: "document.foreign", severity: .info, message: reason)
            var examination = Examination(
                content: content, format: kind.format, encoding: reading.encoding, report: nil,
                findings: ruleset.apply(findings + [foreign]), verdict: .foreign)
            examination.notePointers(of: reading)
            return examination
        }
    }
}

extension Examination {
    /// Notes what a document without tables says of where they are.
    fileprivate mutating func notePointers(of reading: DocumentReading) {
        links = reading.page.links
        pointsToAttachments = ByteSearch.contains("附件", in: reading.document.text)
    }
}
