import Core
import Foundation
import TestSupport
import Testing

@testable import Notifier

/// Messages that are written on this host.
@Suite(.timeLimit(.minutes(5)))
struct LocalChannelTests {
    private let harness = Harness()
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gongkai-\(UUID().uuidString)")

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    private func deliver(_ count: Int, to path: String, format: LocalFormat) async throws {
        let channel = try ChannelDefinition(
            name: "trial", kind: .file(path: path, format: format), network: Fixtures.local)
        try await harness.withNotifier([channel]) { notifier in
            let before = harness.log.state.delivered("trial")
            for _ in 1...count { harness.log.append(subject: Fixtures.subject()) }
            notifier.wake()
            try await harness.log.wait { $0.delivered("trial") == before + count }
        }
    }

    @Test func jsonLinesHoldThePayloadWithItsID() async throws {
        let path = path("out.jsonl")
        try await deliver(3, to: path, format: .json)
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        let objects = try lines.map { line in
            try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
        #expect(objects.map { $0["id"] as? String } == ["msg_1", "msg_2", "msg_3"])
        #expect(objects.allSatisfy { $0["type"] as? String == "report.validated" && $0["data"] != nil })
    }

    @Test func textIsWhatAChatShowsAndIsAppended() async throws {
        let path = path("out.txt")
        try "before\n".write(toFile: path, atomically: true, encoding: .utf8)
        try await deliver(2, to: path, format: .text)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text.hasPrefix("before\n【存疑】嘉兴市民政局 2020"))
        #expect(text.components(separatedBy: "【存疑】").count == 3 && text.hasSuffix("\n\n"))
    }

    @Test func aFileThatIsMovedAwayIsBegunAnew() async throws {
        let path = path("out.txt")
        try await deliver(1, to: path, format: .text)
        try FileManager.default.moveItem(atPath: path, toPath: path + ".1")
        try await deliver(1, to: path, format: .text)
        #expect(FileManager.default.fileExists(atPath: path))
        #expect(harness.log.state.entries.allSatisfy { $0.results.first?.status == nil })
    }

    private func problem(writing path: String) -> LocalWriteProblem? {
        let exchange = LocalWrite(target: .file(path), bytes: Array("x\n".utf8)).perform()
        guard case .failure(let failure) = exchange.result, case .unwritable(let problem) = failure.kind else {
            return nil
        }
        return problem
    }

    @Test func whatCannotBeWrittenIsToldApart() throws {
        #expect(problem(writing: path("nowhere/out.txt")) == .missing)
        #expect(problem(writing: folder.path) == .notRegular)
        #expect(problem(writing: "/dev/full") == .notRegular)
        unsafe #expect(mkfifo(path("fifo"), 0o600) == 0)
        #expect(problem(writing: path("fifo")) == .notRegular)
        #expect(problem(writing: path("fine.txt")) == nil)
    }

    @Test func aFullDiskIsTriedAgainAndAWrongPathIsNot() {
        func judgement(_ problem: LocalWriteProblem) -> Judgement {
            Judgement(TransportFailure(kind: .unwritable(problem), detail: problem.detail))
        }
        for number in [ENOSPC, EDQUOT, EACCES, EROFS, EIO, EAGAIN] {
            guard case .retry = judgement(LocalWriteProblem(errno: number)) else {
                Issue.record("errno \(number)")
                continue
            }
        }
        #expect(LocalWriteProblem(errno: ENOSPC) == .full)
        guard case .misconfigured = judgement(.notRegular) else {
            Issue.record("no remedy for a path that is no file")
            return
        }
    }

    /// In a process of its own, whose standard output is a pipe that nobody reads.
    @Test func aStandardOutputThatNobodyReadsDelaysNobody() async {
        await #expect(processExitsWith: .success) {
            var ends: [Int32] = [0, 0]
            guard unsafe pipe(&ends) == 0, dup2(ends[1], STDOUT_FILENO) >= 0 else { exit(3) }
            let write = LocalWrite(target: .standardOutput, bytes: [UInt8](repeating: UInt8(ascii: "x"), count: 1000))
            var written = 0
            while written < 10_000_000, case .success = write.perform().result { written += 1000 }
            guard case .failure(let failure) = write.perform().result, failure.kind == .unwritable(.notRead) else {
                exit(4)
            }
            exit(written >= 1000 ? 0 : 5)
        }
    }
}
