import Core

/// DOC, WPS, RTF and XLS → ``Document``: LibreOffice turns them into a web page in a child of its own, and ``HTMLReader`` reads
/// that.
///
/// Of the converters in Debian it is the only one that keeps all cells apart: antiword loses whole tables with merged cells,
/// and catdoc breaks characters where a document's text is stored in pieces. A report without its tables would be called
/// invalid, so neither is used.
enum OfficeReader {
    /// What is to be converted.
    enum Kind {
        case text(suffix: String)
        case sheet

        fileprivate var suffix: String {
            switch self {
            case .text(let suffix): suffix
            case .sheet: "xls"
            }
        }

        /// Whether it has to be a compound file.
        fileprivate var isCompound: Bool { suffix != "rtf" }

        fileprivate var program: ChildProgram {
            switch self {
            case .text:
                ChildProgram(
                    path: OfficeReader.path, package: "libreoffice-writer-nogui",
                    format: Message(zh: " DOC、WPS 或 RTF 文件", en: "a DOC, WPS or RTF file"))
            case .sheet:
                ChildProgram(
                    path: OfficeReader.path, package: "libreoffice-calc-nogui",
                    format: Message(zh: " XLS 文件", en: "an XLS file"))
            }
        }
    }

    /// The program itself: the script soffice would start processes of its own.
    private static let path = "/usr/lib/libreoffice/program/soffice.bin"
    /// It ends so when it has made a profile and wants to be started again.
    private static let wantsRestart: Int32 = 81

    /// Whether it is installed.
    static var isInstalled: Bool { Kind.sheet.program.isInstalled }

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - kind: what it is.
    ///   - budget: what reading may cost.
    ///   - runner: what runs the child.
    /// - Returns: what the web page holds that was made of it.
    /// - Throws: the failure, where it could not be converted.
    static func read(
        _ bytes: consuming [UInt8], _ kind: Kind, _ budget: ReadingBudget, _ runner: ChildRunner
    ) throws(DocumentFailure) -> DocumentReading {
        let page = try convert(bytes, kind, budget, runner)
        var reading = try HTMLReader.read(page, budget)
        // Neither is the document's own.
        reading.encoding = nil
        reading.page = PageFacts()
        return reading
    }

    private static func convert(
        _ bytes: consuming [UInt8], _ kind: Kind, _ budget: ReadingBudget, _ runner: ChildRunner
    ) throws(DocumentFailure) -> [UInt8] {
        // LibreOffice takes what it cannot open for text.
        if kind.isCompound, CompoundFile.topNames(in: bytes) == nil { throw corrupt(kind, "no OLE directory") }
        guard kind.program.isInstalled else { throw kind.program.missing }
        let directory = try runner.makeDirectory(for: kind.program)
        guard directory.write(bytes, to: "report.\(kind.suffix)") else { throw runner.noRoom(for: kind.program) }
        var result = try runner.run(task(kind, directory.path, budget), in: directory)
        if result.end == .exited(wantsRestart) {
            result = try runner.run(task(kind, directory.path, budget), in: directory)
        }
        // Its bridges write code into memory. Where that is refused they want a file in /tmp instead, which is not theirs.
        if result.complaint.contains("/.execooo") { throw memoryIsSealed }
        switch result.end {
        case .exited(0):
            guard let page = directory.contents(of: "report.html", limit: budget.limits.inflatedBytes) else {
                throw corrupt(kind, "LibreOffice could not open it")
            }
            return page
        case .exited(let code): throw corrupt(kind, "LibreOffice ended with code \(code)")
        case .killed(let signal): throw corrupt(kind, "LibreOffice ended with signal \(signal)")
        case .outOfTime: throw .timeout(seconds: budget.limits.seconds)
        case .outOfSpace: throw .beyond(.inflatedBytes, allowed: budget.limits.inflatedBytes)
        }
    }

    private static let memoryIsSealed = DocumentFailure.unsupported(
        Message(
            zh: "LibreOffice 在 MemoryDenyWriteExecute=yes 下不能运行；请执行 systemctl edit gongkai，在 [Service] 下写 "
                + "MemoryDenyWriteExecute=no，重启后重新放入",
            en: "LibreOffice does not run under MemoryDenyWriteExecute=yes: systemctl edit gongkai, write "
                + "MemoryDenyWriteExecute=no under [Service], restart, and drop the file again"))

    private static func task(_ kind: Kind, _ directory: String, _ budget: ReadingBudget) -> ChildTask {
        var task = ChildTask(
            program: kind.program,
            arguments: [
                "--headless", "--norestore", "--nolockcheck", "--nodefault",
                "-env:UserInstallation=file://\(directory)/profile", "--convert-to", "html", "--outdir", directory,
                "\(directory)/report.\(kind.suffix)",
            ],
            limits: ChildLimits(budget))
        task.limits.openFiles = 256
        task.limits.threads = 256
        task.hasShamSocket = true
        return task
    }

    private static func corrupt(_ kind: Kind, _ reason: String) -> DocumentFailure {
        .corrupt(
            Message(
                zh: "\(kind.suffix.uppercased()) 文件无法转换（\(reason)）；请重新采集，或确认已安装 \(kind.program.package)",
                en:
                    "the \(kind.suffix.uppercased()) file could not be converted (\(reason)); fetch it again, or see that "
                    + "\(kind.program.package) is installed"))
    }
}
