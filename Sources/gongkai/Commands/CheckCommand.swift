import ArgumentParser
import Core
import Dispatch
import Documents
import Foundation
import Synchronization
import Watcher

/// `gongkai check PATH…`: reads and validates, stores nothing, sends nothing.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Read and validate files or folders; store nothing, send nothing.",
        discussion: """
            Exit status: 0 all valid or flagged, 1 some invalid, 2 some unreadable or foreign, 64 wrong usage, \
            66 some file is not there or cannot be read (all others are printed), 78 wrong configuration.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @OptionGroup var options: ConfigurationOption

    @Option(help: "How results are printed: for people, or one JSON object a file and line.")
    var format = Format.text

    @Argument(help: "Files and folders.")
    var paths: [String]

    func run() throws {
        let configuration = try options.path == nil ? .default : options.required()
        let settings = configuration.watchSettings
        var status: Int32 = 0
        let (files, failures) = FileListing.files(under: ArgumentBytes.paths(paths), settings: settings)
        for failure in failures { status = Exit.noInput("\(failure)").rawValue }
        let examiner = FileExaminer(settings: settings, examiner: configuration.examiner)
        var output = StandardOutput()
        let printer = ResultPrinter(
            format: format, text: ExaminationText(terminal: Terminal.current, language: configuration.language))
        for start in stride(from: 0, to: files.count, by: Self.batch) {
            let batch = Array(files[start..<min(start + Self.batch, files.count)])
            for result in examine(batch, with: examiner, printer) {
                switch result {
                case .success(let printed):
                    status = max(status, printed.status)
                    for line in printed.lines { output.line(line) }
                case .failure(let error): status = Exit.noInput("\(error)").rawValue
                }
            }
        }
        output.flush()
        if status > 0 { throw ExitCode(status) }
    }

    /// Files between two writes: enough to keep all cores busy, few enough to keep in memory.
    private static let batch = 512

    private func examine(
        _ files: [BytePath], with examiner: FileExaminer, _ printer: ResultPrinter
    ) -> [Result<PrintedResult, SyscallError>] {
        let results = Mutex<[CheckedFile?]>(Array(repeating: nil, count: files.count))
        DispatchQueue.concurrentPerform(iterations: files.count) { index in
            let checked = CheckedFile(files[index], examiner, printer)
            results.withLock { $0[index] = checked }
        }
        let checked = results.withLock { $0 }.compactMap(\.self)
        // One that was read before the page that names it is known to be its attachment only now.
        let attachments = Set(checked.flatMap(\.attachments))
        return zip(files, checked).map { file, checked in
            attachments.contains(file.display) ? CheckedFile(file, examiner, printer).result : checked.result
        }
    }
}

/// One file that was examined.
private struct CheckedFile: Sendable {
    let result: Result<PrintedResult, SyscallError>
    /// The paths of the attachments that it was read together with, for showing.
    let attachments: [String]

    init(_ file: BytePath, _ examiner: FileExaminer, _ printer: ResultPrinter) {
        do throws(SyscallError) {
            let examination = try examiner.examine(file)
            let folder = file.display.dropLast(String(decoding: file.name, as: UTF8.self).count)
            // What stands behind a slash is in an archive.
            let names = examination.attachments.map { $0.prefix { $0 != "/" } }
            attachments = names.map { String(folder) + $0 }
            let all = examination.members.isEmpty ? [examination] : examination.members.map(\.examination)
            let printed = all.map { printer.print($0, file: file) }
            result = .success(
                PrintedResult(lines: printed.flatMap(\.lines), status: printed.map(\.status).max() ?? 0))
        } catch {
            attachments = []
            result = .failure(error)
        }
    }
}

/// One file's result, ready to be written.
struct PrintedResult: Sendable {
    let lines: [String]
    /// What it adds to the exit status.
    let status: Int32
}

/// Turns results into lines; called from several threads.
struct ResultPrinter: Sendable {
    let format: CheckCommand.Format
    let text: ExaminationText

    func print(_ examination: Examination, file: BytePath) -> PrintedResult {
        let status: Int32 =
            switch examination.verdict {
            case .valid, .flagged: 0
            case .invalid: 1
            case .unreadable, .foreign: 2
            }
        switch format {
        case .text: return PrintedResult(lines: text.lines(examination, file: file.display), status: status)
        case .json:
            var json = JSONWriter()
            examination.write(
                to: &json, file: file.display,
                fileBytes: file.isUTF8 ? nil : Data(file.bytes).base64EncodedString())
            return PrintedResult(lines: [json.text], status: status)
        }
    }
}

extension Terminal {
    /// Standard output as it is.
    static var current: Terminal { Terminal(environment: ProcessInfo.processInfo.environment) }
}
