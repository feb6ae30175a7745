import CChild
import Core
import Glibc

/// Runs converters apart from the daemon: no network, no other process, no file but programs and fonts, no environment, so
/// much time, memory and output, and nothing of them is left behind.
///
/// It blocks its thread until the child has ended, so it is never called on Swift's cooperative pool.
struct ChildRunner: Sendable {
    /// Where private directories are made.
    var temporaryDirectory = "/tmp"

    /// What a program needs to start, and what converters read: fonts, character maps, dictionaries. All of it belongs to
    /// packages; nothing of the machine's users or of its state is in there.
    private static let readable = [
        "/usr", "/bin", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/fonts", "/etc/libreoffice", "/etc/alternatives",
        "/var/lib/libreoffice", "/var/spool/libreoffice", "/var/cache/fontconfig", "/dev/null", "/dev/urandom",
    ]

    /// Whether the kernel keeps children from the rest of the file system, landlock(7); without it, file permissions do.
    static var hasLandlock: Bool { child_landlock_version() > 0 }

    /// How much of what a child complains is kept, bytes.
    private static let complaintBytes = 2048

    /// Runs a child to its end.
    ///
    /// - Parameters:
    ///   - task: which program, with what, within what.
    ///   - input: its standard input, as a file that it can seek in and open anew as `/proc/self/fd/0`.
    /// - Returns: what it left behind, however it ended.
    /// - Throws: ``DocumentFailure/unsupported(_:)`` when it is not installed or cannot be started.
    func run(_ task: ChildTask, input: borrowing [UInt8]) throws(DocumentFailure) -> ChildResult {
        try run(task, input: input, in: nil)
    }

    /// Runs a child to its end in a directory that it may write in, its home.
    ///
    /// - Parameters:
    ///   - task: which program, with what, within what.
    ///   - directory: where it works; it outlives the child.
    /// - Returns: what it left behind, however it ended.
    /// - Throws: ``DocumentFailure/unsupported(_:)`` when it is not installed or cannot be started.
    func run(_ task: ChildTask, in directory: borrowing PrivateDirectory) throws(DocumentFailure) -> ChildResult {
        try run(task, input: [], in: directory.path)
    }

    /// A directory for a child.
    ///
    /// - Throws: ``DocumentFailure/unsupported(_:)`` when there is none to be had.
    func makeDirectory(for program: ChildProgram) throws(DocumentFailure) -> PrivateDirectory {
        guard let directory = PrivateDirectory(in: temporaryDirectory) else {
            throw Self.failure(program, "mkdtemp", errno)
        }
        return directory
    }

    /// The failure where a child's directory has no room for its input.
    func noRoom(for program: ChildProgram) -> DocumentFailure { Self.failure(program, "write", errno) }

    private func run(
        _ task: ChildTask, input: borrowing [UInt8], in workplace: String?
    ) throws(DocumentFailure) -> ChildResult {
        guard task.program.isInstalled else { throw task.program.missing }
        var child = Self.start(task, in: workplace, input)
        guard child.failed_step == child_step_none else {
            throw Self.failure(task.program, unsafe String(cString: child_step_call(child.failed_step)), child.error)
        }
        var watch = ChildWatch(child, outputLimit: task.limits.outputBytes, errorLimit: Self.complaintBytes)
        watch.untilEnd(within: .seconds(task.limits.seconds))
        let status = unsafe child_end(&child)
        // What it wrote in its last moment, now that nobody writes any more.
        watch.drain()
        return ChildResult(
            end: watch.interruption ?? Self.end(status), output: watch.output, complaint: Self.line(watch.errors))
    }

    private static func start(_ task: ChildTask, in workplace: String?, _ input: borrowing [UInt8]) -> child_process {
        let home = workplace ?? "/"
        let environment = ["LC_ALL=C.UTF-8", "PATH=/usr/bin:/bin", "HOME=\(home)", "TMPDIR=\(home)"]
        let writable = ["/dev/null"] + (workplace.map { [$0] } ?? [])
        let arguments = [task.program.path] + task.arguments
        let limits = task.limits
        return unsafe input.withUnsafeBytes { input in
            unsafe withCStringVectors([arguments, environment, readable, writable, [home]]) {
                var plan = unsafe child_plan(
                    program: $0[0][0], arguments: $0[0], environment: $0[1], directory: $0[4][0],
                    input: input.baseAddress, input_size: input.count,
                    limits: child_limits(
                        cpu_seconds: rlim_t(limits.seconds), address_space: rlim_t(limits.memoryBytes),
                        file_size: rlim_t(limits.outputBytes), processes: rlim_t(limits.threads),
                        open_files: rlim_t(limits.openFiles)),
                    may_fork: task.mayFork, has_sham_socket: task.hasShamSocket, readable: readOnly($0[2]),
                    writable: readOnly($0[3]))
                return unsafe child_start(&plan)
            }
        }
    }

    private static func end(_ status: Int32) -> ChildResult.End {
        // The macros of waitpid(2), which Swift does not import.
        let signal = status & 0x7F
        if signal == 0 { return .exited(status >> 8 & 0xFF) }
        // The processor time counts beside the clock, and may run out first in a child with threads.
        return signal == SIGXCPU ? .outOfTime : .killed(signal: signal)
    }

    /// What was complained as one line that is fit for a finding.
    private static func line(_ bytes: [UInt8]) -> String {
        let text = String(decoding: bytes, as: UTF8.self).unicodeScalars.map { scalar in
            scalar.properties.generalCategory == .control ? " " : scalar
        }
        return String(String.UnicodeScalarView(text)).split(separator: " ").joined(separator: " ")
    }

    private static func failure(_ program: ChildProgram, _ call: String, _ code: Int32) -> DocumentFailure {
        let reason = unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
        return .unsupported(
            Message(
                zh: "无法启动 \(program.path) 来读取\(program.format.chinese)：\(call)：\(reason)；"
                    + "请查看 systemd/install.md 后重新放入",
                en: "\(program.path), which reads \(program.format.english), could not be started: "
                    + "\(call): \(reason); see systemd/install.md and drop the file again"))
    }
}
