import Core
import Glibc

/// A program of another package that reads what nothing here reads.
struct ChildProgram: Sendable, Hashable {
    /// Its absolute path.
    let path: String
    /// The Debian package that brings it.
    let package: String
    /// The format that cannot be read without it, as people call it.
    let format: Message

    /// Whether it is installed.
    var isInstalled: Bool { unsafe access(path, X_OK) == 0 }

    /// The failure of a file that needs it where it is not installed.
    var missing: DocumentFailure {
        .unsupported(
            Message(
                zh: "\(format.chinese)需要软件包 \(package) 才能读取；请安装：apt install \(package)",
                en: "\(format.english) is read by means of the package \(package): apt install \(package)"))
    }
}

/// How a child is run: what it is called with, what it may take, and what it may reach.
struct ChildTask: Sendable {
    /// The program.
    var program: ChildProgram
    /// Its arguments behind its name.
    var arguments: [String]
    /// What it may take.
    var limits: ChildLimits
    /// Whether it may start processes of its own.
    var mayFork = false
    /// Whether it is made to believe that it listens on a local socket, without which LibreOffice does not start.
    var hasShamSocket = false
}

/// What a child may take.
struct ChildLimits: Sendable {
    /// How long it may run, both by the clock and in processor time.
    var seconds: Int
    /// Its address space, bytes.
    var memoryBytes: Int
    /// How much it may write to its output, and into any one file, bytes.
    var outputBytes: Int
    /// How many threads and processes its user may have, its own among them; at 0 it can start none.
    var threads = 0
    /// How many files it may have open.
    var openFiles = 64

    /// A child's share of what one document may cost.
    ///
    /// - Parameter budget: what is left of it counts.
    init(_ budget: ReadingBudget) {
        seconds = max(1, Int(budget.timeLeft.components.seconds))
        memoryBytes = budget.limits.childMemoryBytes
        outputBytes = budget.limits.inflatedBytes
    }

    /// These limits.
    init(seconds: Int, memoryBytes: Int, outputBytes: Int) {
        self.seconds = seconds
        self.memoryBytes = memoryBytes
        self.outputBytes = outputBytes
    }
}

/// What a child left behind.
struct ChildResult: Sendable {
    /// How it ended.
    enum End: Sendable, Hashable {
        /// By itself, with this code.
        case exited(Int32)
        /// By this signal.
        case killed(signal: Int32)
        /// It ran longer than allowed.
        case outOfTime
        /// It wrote more than allowed.
        case outOfSpace
    }

    let end: End
    /// What it wrote, up to the limit.
    let output: [UInt8]
    /// The beginning of what it complained.
    let complaint: String
}
