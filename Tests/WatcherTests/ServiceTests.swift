import Core
import Logging
import Testing

@testable import Watcher

@Suite(.timeLimit(.minutes(5))) struct ServiceTests {
    @Test func `the service tells that it is ready and ends when it is cancelled`() async throws {
        let drop = try DropFolder()
        let (ready, isReady) = AsyncStream.makeStream(of: Void.self)
        let watcher = DropWatcher(
            settings: .test(drop.path), examine: FirstWord.examine, archive: MemoryArchive(), now: Clock.now,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
            onReady: { isReady.finish() }, onCommit: {})
        #expect("\(watcher)" == "watcher")
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await watcher.run() }
            for await _ in ready {}
            #expect(watcher.status.mode == .watching && watcher.status.watches == 1)
            group.cancelAll()
            try await group.waitForAll()
        }
    }
}
