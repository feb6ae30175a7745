import Foundation
import TestSupport
import Testing

@testable import Notifier

@Suite(.timeLimit(.minutes(5)))
struct LocalWriterTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gongkai-\(UUID().uuidString)")

    private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    @Test func `writes to one file keep their order, and each end is told once`() async throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let ends = Observed(0)
        let writer = LocalWriter { ends.update { $0 += 1 } }
        for number in 0..<20 {
            let bytes = Array("\(number)\n".utf8)
            writer.start(LocalWrite(target: .file(path("a")), bytes: bytes), tag: number)
            writer.start(LocalWrite(target: .file(path("b\(number)")), bytes: bytes), tag: 100 + number)
        }
        var tags: [Int] = []
        while tags.count < 40 {
            let before = tags.count
            try await ends.wait { $0 > before }
            for (tag, exchange) in writer.takeEnded() {
                tags.append(tag)
                #expect(exchange.milliseconds >= 0 && (try? exchange.result.get()) != nil)
            }
        }
        #expect(tags.filter { $0 < 100 } == Array(0..<20))
        #expect(Set(tags).count == 40)
        let text = try String(contentsOfFile: path("a"), encoding: .utf8)
        #expect(text == (0..<20).map { "\($0)\n" }.joined())
        try FileManager.default.removeItem(at: folder)
    }
}
