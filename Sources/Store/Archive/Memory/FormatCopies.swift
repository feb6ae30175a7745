internal import Core
internal import GRDB

extension Recorder {
    /// The report in another format beside it: the current revision, where it was read from a file with the same stem and has
    /// the same cells. What an extraction makes of words and line breaks is no revision; only where it has less to say against
    /// the report than what is stored does it count.
    func copy(_ intake: Intake, _ read: Report, _ report: StoredReport) throws -> StoredRevision? {
        guard let stored = try archive.readings.reading(report.revision), let former = stored.report,
            former.cells == read.cells, former.tables == read.tables,
            let file = try statements.file(of: report.revision),
            FileStem(file).isOtherFormat(of: FileStem(intake.file.path.display))
        else { return nil }
        let standing = try archive.ledger.open(of: report.revision).map(\.finding).filter {
            !archive.ruleset.contextual.contains($0.rule) && $0.rule != CellChanges.rule
        }
        guard intake.examination.verdict.rank <= Verdict(findings: standing).rank else { return nil }
        return StoredRevision(
            revision: report.revision, report: report.id, verdict: stored.verdict, hasOtherBytes: true)
    }
}

/// A file's path as it is shown, in two parts.
private struct FileStem {
    let stem: Substring
    let suffix: Substring

    init(_ path: String) {
        let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else {
            stem = path[...]
            suffix = ""
            return
        }
        stem = path[..<dot]
        suffix = path[path.index(after: dot)...]
    }

    func isOtherFormat(of other: FileStem) -> Bool {
        let suffixes = [suffix, other.suffix].map { $0.lowercased() }
        return stem == other.stem && !suffixes.contains("") && suffixes[0] != suffixes[1]
    }
}

extension Verdict {
    /// How little there is to say against it.
    fileprivate var rank: Int { Verdict.allCases.firstIndex(of: self) ?? 0 }
}
