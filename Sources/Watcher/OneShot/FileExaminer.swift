public import Core
public import Documents
import Glibc

/// Reads and examines single files, storing nothing: what `check` does with each.
public struct FileExaminer: Sendable {
    /// How often a file that changes while it is read is tried.
    private static let attempts = 5

    private let reader: FileReader

    /// An examiner of files.
    public init(settings: WatchSettings, examiner: Examiner) {
        var settings = settings
        // What a person names is read, link or not; a directory's links are left out when it is listed.
        settings.followsSymbolicLinks = true
        // Of the moment only the age of a file depends, which does not matter to a final result.
        reader = FileReader(
            settings: settings, examine: { examiner.examine($0, name: $1, sidecar: $2) },
            refuse: { examiner.examination(of: $0) },
            join: { examiner.examine($0, attachments: $1, sidecar: $2) }, now: { UnixTime(milliseconds: 0) })
    }

    /// Reads and examines one file; a file that cannot be read is a result like any other.
    ///
    /// A page is read with its attachment; an attachment that a page was completed with gives its own name and content, the
    /// page's verdict, and ``Examination/partOf``. An archive of several reports gives ``Examination/members``.
    ///
    /// - Throws: ``SyscallError`` when the file is not there or the system cannot read it. One that keeps changing gives
    ///   EAGAIN.
    public func examine(_ path: BytePath) throws(SyscallError) -> Examination {
        for _ in 1...Self.attempts {
            switch reader.read(ReadOrder(path: path, reportsDenial: true, isFinal: true)) {
            case .examined(let read): return read.shown
            case .put(.failed(let error)): throw error
            case .put(.vanished): throw SyscallError(call: "open", code: ENOENT, path: path)
            case .put: continue
            }
        }
        throw SyscallError(call: "read", code: EAGAIN, path: path)
    }
}

extension FileReader.ReadFile {
    /// What there is to show of the file itself.
    fileprivate var shown: Examination {
        if let byItself, !byItself.members.isEmpty { return byItself }
        guard var examination = byItself else {
            var examination = intake.examination
            for attachment in intake.attachments {
                examination.content = examination.content?.joined(with: attachment.content)
            }
            return examination
        }
        examination.report = nil
        examination.findings = []
        examination.verdict = intake.examination.verdict
        examination.partOf = intake.file.path.display
        return examination
    }
}
