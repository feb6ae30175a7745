import Foundation
import Synchronization

/// Programs that tests ask for a second opinion.
enum Tool {
    /// Whether there is a Python.
    static let hasPython = ["/usr/bin/python3", "/usr/local/bin/python3"].contains {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    /// Whether that Python has the library that the authors of Standard Webhooks publish.
    static let hasStandardWebhooks = hasPython && (try? run("import standardwebhooks", input: [])) != nil

    /// The programs that tests run.
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Tools")

    /// What a Python script prints for an input; runs on a thread of its own.
    static func python(_ script: String, input: [UInt8]) async throws -> Data {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try run(script, input: input) })
            }
        }
    }

    private static func run(_ script: String, input: [UInt8]) throws -> Data {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script]
        let (standardInput, standardOutput) = (Pipe(), Pipe())
        process.standardInput = standardInput
        process.standardOutput = standardOutput
        // A library that is not there is nobody's trouble.
        process.standardError = FileHandle.nullDevice
        try process.run()
        try standardInput.fileHandleForWriting.write(contentsOf: input)
        try standardInput.fileHandleForWriting.close()
        let output = try standardOutput.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableRuntimeMismatch) }
        return output
    }
}
