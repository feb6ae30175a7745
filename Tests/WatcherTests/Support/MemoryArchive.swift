import Core

@testable import Watcher

/// An archive in memory that remembers everything it was given, and fails when told to.
final class MemoryArchive: ReportArchive {
    struct Record: Sendable, Hashable {
        let path: BytePath
        let name: String
        let verdict: Verdict
        let announcement: Announcement
        let rules: [String]
        let isDuplicate: Bool
        /// How long after its reading channels get it, milliseconds; nil for at once.
        let heldBack: Int64?
        /// The sidecar it was examined with.
        var sidecar: String?
    }

    struct State: Sendable {
        var files: [BytePath: FileStamp] = [:]
        var contents: [ContentID: Int64] = [:]
        var sidecars: [BytePath: ContentID?] = [:]
        /// What sidecars said when they could last be read.
        var readableSidecars: [BytePath: String] = [:]
        var records: [Record] = []
        var batches: [Int] = []
        var isBacklogOpen = false
        var backlogsClosed = 0
        /// How many calls of `record` will fail.
        var failures = 0
        /// A name that is never taken.
        var poison: String?
        /// Whether it says that it never will be.
        var isRefusing = false
        var attempts = 0

        /// The names recorded, as often as they were.
        var names: [String] { records.map(\.name) }
    }

    struct Failure: ArchiveFailure {
        var isRefusal = false
        let hint = "report this as a defect"
    }

    private let state: Monitor<State>

    init(_ state: State = State()) {
        self.state = Monitor(state)
    }

    var now: State { state.withLock { $0 } }

    func change(_ body: (inout State) -> Void) { state.update(body) }

    /// Waits until something holds; false when it does not within half a minute.
    func waits(until condition: (State) -> Bool) -> Bool {
        state.wait(until: .now() + 30_000) { condition($0) ? true : nil } ?? false
    }

    func forEachFile(_ body: (FileStamp) -> Void) throws {
        for stamp in now.files.values { body(stamp) }
    }

    func record(_ intakes: [Intake], announcement: Announcement) throws -> [Receipt] {
        var receipts: [Receipt]?
        var failure = Failure()
        state.updateForAll { state in
            state.attempts += 1
            guard state.failures == 0 else { return state.failures -= 1 }
            guard !intakes.contains(where: { $0.file.path.display.hasSuffix(state.poison ?? "/") }) else {
                return failure.isRefusal = state.isRefusing
            }
            state.batches.append(intakes.count)
            receipts = intakes.map { state.take($0, announcement) }
        }
        guard let receipts else { throw failure }
        return receipts
    }

    func readableSidecar(at path: BytePath) throws -> String? { now.readableSidecars[path] }

    func companions(ofAttachment path: BytePath) throws -> [BytePath] { [] }

    func initialBacklogIsOpen() throws -> Bool { now.isBacklogOpen }

    func closeInitialBacklog(now: UnixTime) throws {
        state.updateForAll { state in
            state.isBacklogOpen = false
            state.backlogsClosed += 1
        }
    }
}

extension MemoryArchive.State {
    fileprivate mutating func take(_ intake: Intake, _ announcement: Announcement) -> Receipt {
        let id = Int64(records.count + 1)
        let known = intake.examination.content.flatMap { contents[$0] }
        if let content = intake.examination.content, known == nil { contents[content] = id }
        files[intake.file.path] = intake.file
        for attachment in intake.attachments {
            files[attachment.file.path] = attachment.file
            if let sidecar = attachment.sidecar { files[sidecar.file.path] = sidecar.file }
        }
        records.append(
            .init(
                path: intake.file.path, name: String(decoding: intake.file.path.name, as: UTF8.self),
                verdict: intake.examination.verdict, announcement: announcement,
                rules: intake.examination.findings.map(\.rule.description), isDuplicate: known != nil,
                heldBack: [.invalid, .unreadable].contains(intake.examination.verdict)
                    ? intake.releaseAt.map { $0.milliseconds - intake.receivedAt.milliseconds } : nil,
                sidecar: intake.sidecar.map { $0.text ?? "broken" }))
        let verdict = intake.examination.verdict
        if let sidecar = intake.sidecar {
            files[sidecar.file.path] = sidecar.file
            readableSidecars[sidecar.file.path] = sidecar.text
            let former = sidecars.updateValue(sidecar.content, forKey: sidecar.file.path)
            if let known, former != sidecar.content {
                return Receipt(.rejudged(revision: known, report: known), verdict: verdict)
            }
        } else {
            files[intake.file.path.sidecar] = nil
            readableSidecars[intake.file.path.sidecar] = nil
            let former = sidecars.removeValue(forKey: intake.file.path.sidecar)
            if let known, former != nil {
                return Receipt(.rejudged(revision: known, report: known), verdict: verdict)
            }
        }
        return Receipt(
            known.map { .duplicate(revision: $0) } ?? .recorded(revision: id, report: id, number: 1), verdict: verdict)
    }
}
