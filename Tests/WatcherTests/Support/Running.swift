import Core
import Documents
import Glibc
import Logging
import Testing

@testable import Watcher

/// A judge whose verdict is the first word of the file: `valid`, `invalid`, or anything else for `foreign`.
enum FirstWord {
    static func examine(_ bytes: consuming [UInt8], _ name: [UInt8], _ sidecar: SidecarFile?) -> Examination {
        let content = ContentID(bytes: digest(bytes))
        if bytes.isEmpty { return Examination(failure: .empty, content: content) }
        let word = bytes.split(separator: UInt8(ascii: " ")).first.map { String(decoding: $0, as: UTF8.self) } ?? ""
        return Examination(
            content: content, format: .text, encoding: .utf8, report: nil, findings: [],
            verdict: Verdict(rawValue: word) ?? .foreign)
    }

    /// Not SHA-256, but different for all contents a test has.
    private static func digest(_ bytes: [UInt8]) -> [UInt8] {
        (0..<4).flatMap { (lane: UInt64) -> [UInt8] in
            let hash = bytes.reduce(0xcbf2_9ce4_8422_2325 ^ lane) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
            return (0..<8).map { UInt8(truncatingIfNeeded: hash >> ($0 * 8)) }
        }
    }
}

enum Clock {
    static func now() -> UnixTime {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return UnixTime(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}

extension WatchSettings {
    /// Settings for tests: so long a rescan that events alone must find everything.
    static func test(_ directory: BytePath) -> WatchSettings {
        var settings = WatchSettings(directories: [directory])
        settings.ignoredNames = [".*", "~*", "*.part", "*.tmp", "*.filepart"]
        settings.rescanSeconds = 3600
        settings.settleMilliseconds = 100
        settings.workers = 2
        return settings
    }
}

/// Runs a watcher while `body` runs, which begins when the watcher is ready; then stops it and waits for its end.
func watching(
    _ settings: WatchSettings, _ archive: MemoryArchive, eventBufferLimit: Int = 8 << 20,
    examine: @escaping FileReader.Examine = FirstWord.examine,
    onCommit: @escaping @Sendable () -> Void = {}, _ body: (DropWatcher) throws -> Void
) throws {
    let ready = Monitor(false)
    let watcher = DropWatcher(
        settings: settings, examine: examine, archive: archive, now: Clock.now,
        logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
        onReady: { ready.update { $0 = true } }, onCommit: onCommit, eventBufferLimit: eventBufferLimit)
    let failure = Monitor<(any Error)?>(nil)
    let thread = try Thread(name: "watcher") {
        do { try watcher.work() } catch { failure.withLock { $0 = error } }
    }
    defer {
        watcher.stop()
        thread.join()
        #expect(failure.withLock { $0 == nil })
    }
    guard ready.wait(until: .now() + 30_000, { $0 ? true : nil }) == true else { throw NotReady() }
    try body(watcher)
}

struct NotReady: Error {}

extension DropWatcher {
    /// Waits until a condition on the status holds; false when it does not within half a minute. The status has no one
    /// to wake, so that it is asked every millisecond.
    func waits(until condition: (IntakeStatus) -> Bool) -> Bool {
        let never = Monitor(())
        let deadline = Monotonic.now() + 30_000
        while Monotonic.now() < deadline {
            if condition(status) { return true }
            _ = never.wait(until: .now() + 1) { _ -> Void? in nil }
        }
        return false
    }
}
