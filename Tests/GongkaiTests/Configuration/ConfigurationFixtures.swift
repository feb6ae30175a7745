import Core
import FoundationEssentials
import Testing

@testable import gongkai

/// What the tests read configurations with: a small catalogue, and a system that knows two time zones.
enum Fixture {
    static let checks = ConfigurationChecks(
        rules: [
            "arithmetic.appeals", "narrative.breakdown", "narrative.requests", "cell.blank", "document.corrupt",
            "coverage.missing",
        ],
        timeZoneExists: { ["Asia/Shanghai", "Asia/Urumqi"].contains($0) })

    /// A configuration in `test.json` with these members besides a correct `watch`.
    static func parse(_ members: String) throws(ConfigurationError) -> Configuration {
        try read(#"{"watch": {"directories": ["/srv/drop"]}\#(members.isEmpty ? "" : ", ")\#(members)}"#)
    }

    static func read(_ text: String) throws(ConfigurationError) -> Configuration {
        let file = ConfigurationFile(checks: checks, readFile: unreadable)
        return try file.parse(Array(text.utf8), file: "test.json")
    }

    /// What is wrong, as `path: message` in order.
    static func problems(_ body: () throws(ConfigurationError) -> some Any) -> [String] {
        do throws(ConfigurationError) {
            _ = try body()
            return []
        } catch {
            return error.problems.map { $0.path == .root ? $0.message : "\($0.path): \($0.message)" }
        }
    }

    /// A file of the source tree.
    static func repositoryFile(_ path: String) throws -> [UInt8] {
        var root = URL(filePath: #filePath)
        while root.lastPathComponent != "Tests" { root.deleteLastPathComponent() }
        return Array(try Data(contentsOf: root.deletingLastPathComponent().appending(path: path)))
    }

    private static func unreadable(_ path: BytePath) throws(FileReadError) -> [UInt8] {
        Issue.record("read \(path.display)")
        return []
    }
}
