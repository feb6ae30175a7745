public import Core

/// From bytes to verdict: sniffs, decodes and reads a file, then judges the report in it.
public struct Examiner: Sendable {
    private let ruleset: Ruleset
    private let directory: OrganDirectory
    private let zone: LocalTime

    /// An examiner.
    ///
    /// - Parameters:
    ///   - ruleset: the rules that are applied.
    ///   - directory: the organs that are known by other names, and their regions.
    ///   - zone: where a day begins that a sidecar gives as a moment.
    public init(ruleset: Ruleset = .standard, directory: OrganDirectory = OrganDirectory(), zone: LocalTime = .china) {
        self.ruleset = ruleset
        self.directory = directory
        self.zone = zone
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
        let format = FormatSniffer.format(of: bytes)
        do {
            return try read(bytes, format: format, content: content, name: name, sidecar)
        } catch {
            return examination(of: error, content: content, format: format)
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
        _ bytes: consuming [UInt8], format: DocumentFormat, content: ContentID, name: [UInt8], _ sidecar: SidecarFile?
    ) throws(DocumentFailure) -> Examination {
        if bytes.isEmpty { throw .empty }
        guard format == .text else { throw Examiner.unsupported(format) }
        let decoded = try TextDecoder.decode(bytes)
        let document = PlainTextReader.read(decoded.text)
        if document.blocks.isEmpty { throw .empty }
        var findings = decoded.replaced > 0 ? [Examiner.damage(decoded.replaced)] : []
        if let finding = sidecar?.finding { findings.append(finding) }
        switch ReportReader.read(document, fileName: name, sidecar: sidecar?.sidecar) {
        case .report(var report):
            directory.settle(&report.identity, sidecar: sidecar?.sidecar)
            if let stated = sidecar?.sidecar.publication(in: zone) { report.narrative.publication = stated }
            findings = ruleset.judge(report) + ruleset.apply(findings, organ: report.identity.agency)
            return Examination(
                content: content, format: format, encoding: decoded.encoding, report: report, findings: findings,
                verdict: Verdict(findings: findings))
        case .foreign(let reason):
            findings = ruleset.apply(findings + [Finding(rule: "document.foreign", severity: .info, message: reason)])
            return Examination(
                content: content, format: format, encoding: decoded.encoding, report: nil, findings: findings,
                verdict: .foreign)
        }
    }

    private static func damage(_ count: Int) -> Finding {
        Finding(
            rule: "document.encoding", severity: .info,
            message: Message(
                zh: "文本中有 \(count) 处损坏的 UTF-8 序列，已替换", en: "\(count) broken UTF-8 sequences in the text were replaced"))
    }

    private static func unsupported(_ format: DocumentFormat) -> DocumentFailure {
        guard format != .unknown else {
            return .unsupported(
                Message(
                    zh: "二进制文件，不是可识别的文档；请检查采集是否完整",
                    en: "a binary file of no known kind; check that it was fetched whole"))
        }
        let name = format.rawValue.uppercased()
        return .unsupported(
            Message(
                zh: "\(name) 文件，本版本只读取 UTF-8 纯文本；请另存为文本后重新放入",
                en: "a \(name) file; this version reads plain text in UTF-8: save it as text and drop it again"))
    }
}
