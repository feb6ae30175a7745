import Foundation
import Synchronization
import TestSupport

/// The real binary, beside the test bundle in the build folder.
enum Binary {
    static let path: URL = {
        let products = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        return products.appendingPathComponent("gongkai")
    }()

    /// What a finished run left.
    struct Run {
        let status: Int32
        let output: String
        let errors: String

        /// Standard output, one JSON object a line.
        func objects() throws -> [[String: Any]] {
            try output.split(separator: "\n").map { line in
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
            }
        }
    }

    /// Runs a command to its end.
    static func run(_ arguments: String..., in directory: URL? = nil) throws -> Run {
        try run(arguments, in: directory)
    }

    /// Runs a command to its end.
    static func run(_ arguments: [String], in directory: URL? = nil) throws -> Run {
        let process = Process()
        process.executableURL = path
        process.arguments = arguments
        process.currentDirectoryURL = directory
        let output = Pipe()
        let errors = Pipe()
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = FileHandle.nullDevice
        try process.run()
        // Both at once: the process would wait for ever for one that has filled up meanwhile.
        let errorData = Mutex(Data())
        let reading = DispatchGroup()
        DispatchQueue.global().async(group: reading) {
            let data = errors.fileHandleForReading.readDataToEndOfFile()
            errorData.withLock { $0 = data }
        }
        let outputData = output.fileHandleForReading.readDataToEndOfFile()
        reading.wait()
        process.waitUntilExit()
        return Run(
            status: process.terminationStatus, output: String(decoding: outputData, as: UTF8.self),
            errors: String(decoding: errorData.withLock { $0 }, as: UTF8.self))
    }
}

/// A running `gongkai run`, its log line by line.
final class Daemon: Sendable {
    private let process: Process
    private let log: Observed<[String]>
    private let ended: Observed<Int32?>

    /// Starts the daemon and returns when it is ready.
    static func start(_ configuration: URL) async throws -> Daemon {
        let daemon = try Daemon(configuration)
        try await daemon.waitForLog { $0.contains(" ready") }
        return daemon
    }

    /// Starts a daemon that may never get ready.
    init(_ configuration: URL) throws {
        let log = Observed<[String]>([])
        let ended = Observed<Int32?>(nil)
        let process = Process()
        process.executableURL = Binary.path
        process.arguments = ["run", "--config", configuration.path]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        let errors = Pipe()
        process.standardError = errors
        let pending = Observed<[UInt8]>([])
        errors.fileHandleForReading.readabilityHandler = { @Sendable handle in
            let data = handle.availableData
            if data.isEmpty { handle.readabilityHandler = nil }
            let lines: [String] = pending.update { bytes in
                bytes += data
                guard let end = bytes.lastIndex(of: 0x0A) else { return [] }
                let whole = bytes[..<end].split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
                bytes.removeSubrange(...end)
                return whole
            }
            if !lines.isEmpty { log.update { $0 += lines } }
        }
        process.terminationHandler = { @Sendable process in ended.update { $0 = process.terminationStatus } }
        try process.run()
        self.process = process
        self.log = log
        self.ended = ended
    }

    /// Everything logged so far.
    var lines: [String] { log.value }

    /// Returns when some line says it.
    func waitForLog(_ isFact: @escaping @Sendable (String) -> Bool) async throws {
        _ = try await log.wait { $0.contains(where: isFact) }
    }

    var processIdentifier: Int32 { process.processIdentifier }

    /// Kills the process at once, as a power cut would.
    func kill() async throws {
        Foundation.kill(process.processIdentifier, SIGKILL)
        _ = try await ended.wait { $0 != nil }
    }

    /// Asks it to stop and returns its exit status.
    func stop() async throws -> Int32 {
        process.terminate()
        return try await waitForEnd()
    }

    /// Returns its exit status once it has ended.
    func waitForEnd() async throws -> Int32 {
        try await ended.wait { $0 != nil } ?? -1
    }
}
