import Foundation
import TestSupport
import Testing

/// `scripts/receiver`: what it says about the configuration is true, and it fails as it is told.
@Suite
struct ReceiverTests {
    private let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test
    func `a channel is tried on it without a robot`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "gongkai-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder.appending(path: "drop"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let process = Process()
        process.executableURL = root.appending(path: "scripts/receiver")
        process.arguments = [
            "--binary", Binary.path.deletingLastPathComponent().appending(path: "webhook-receiver").path, "--port", "0",
            "--service", "feishu", "--secret", "demo", "--fail", "clock,gone", "--every", "2", "--save", folder.path,
        ]
        let output = Pipe()
        process.standardOutput = output
        let said = Observed("")
        output.fileHandleForReading.readabilityHandler = { @Sendable handle in
            let text = String(decoding: handle.availableData, as: UTF8.self)
            said.update { $0 += text }
        }
        try process.run()
        defer { process.terminate() }
        let members = try await said.wait { $0.contains("allow_private") && $0.hasSuffix("\n\n") }
            .split(separator: "\n").filter { $0.hasPrefix("receiver:   ") }.map { $0.dropFirst(12) }
        let configuration = folder.appending(path: "config.json").path
        let json = """
            {"watch": {"directories": ["\(folder.path)/drop"]}, "state": "\(folder.path)/state", \(members.joined())}
            """
        try Data(json.utf8).write(to: URL(fileURLWithPath: configuration))
        var results: [String] = []
        for _ in 1...4 {
            let run = try await offPool { try Binary.run("notify-test", "try", "--config", configuration) }
            results.append("\(run.status): \(run.output)\(run.errors)")
        }
        #expect(results[0].hasPrefix("0:") && results[2].hasPrefix("0:"), "\(results)")
        #expect(!results[1].hasPrefix("0:") && results[1].contains("本机时钟慢 120 分钟"), "\(results[1])")
        #expect(!results[3].hasPrefix("0:") && results[3].contains("19001"), "\(results[3])")
        let shown = said.value
        #expect(shown.contains("── 1 ── /open-apis/bot/v2/hook/try") && shown.contains("→ gone: HTTP 200"))
        #expect(FileManager.default.fileExists(atPath: folder.appending(path: "4.json").path))
    }

    private func offPool<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Swift.Result { try body() }) }
        }
    }
}
