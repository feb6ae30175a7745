import Core
import Notifier
import Watcher

/// How the daemon is: the one judgement that `/healthz`, `/readyz`, `status` and systemd's status line tell. Pure.
struct Health: Equatable {
    /// What may be the matter.
    enum Condition: String, CaseIterable {
        /// A thread has been at one piece of work for so long that it will hardly end.
        case stuck
        /// The directories have not been walked yet.
        case starting
        /// The store takes no results.
        case store
        /// The outbox can be neither read nor written.
        case outbox
        /// No channel has worked for long although there is something to say.
        case silence
        /// Files are found by walking the directories, although the configuration would have events.
        case polling
        /// A watched directory is not there.
        case missingDirectory = "missing-directory"

        /// Whether the daemon does what it is there for all the same.
        var isRemark: Bool { self == .polling || self == .missingDirectory }
    }

    /// One of them with its words.
    struct Problem: Equatable {
        let condition: Condition
        let message: Message
    }

    /// What there is to know.
    struct Facts {
        /// The threads that are at a piece of work, and for how long, nanoseconds.
        var busy: [(thread: String, nanoseconds: Int64)] = []
        var intake = IntakeStatus()
        /// Whether the configuration asks for polling.
        var isPollingWanted = false
        /// Why the outbox cannot be read or written; nil when it can.
        var outboxFailure: String?
        var alarm: SilenceAlarm?
    }

    /// How long one piece of work may take, nanoseconds: longer than any converter may run and any transaction takes.
    static let longestWork: Int64 = 300_000_000_000

    /// What is the matter, the gravest first.
    let problems: [Problem]

    /// Whether the daemon's threads get on with their work.
    var isAlive: Bool { !problems.contains { $0.condition == .stuck } }

    /// Whether reports are taken in and told of.
    var isReady: Bool { problems.allSatisfy(\.condition.isRemark) }

    /// Judges the facts.
    init(_ facts: Facts) {
        let intake = facts.intake
        var problems: [Problem] = []
        func note(_ condition: Condition, _ message: Message) {
            problems.append(Problem(condition: condition, message: message))
        }
        for (thread, nanoseconds) in facts.busy where nanoseconds > Health.longestWork {
            note(.stuck, .stuck(thread, seconds: nanoseconds / 1_000_000_000))
        }
        if !intake.isReady { note(.starting, .starting) }
        if let failure = intake.archiveFailure { note(.store, .storeFails(failure)) }
        if let failure = facts.outboxFailure { note(.outbox, .outboxFails(failure)) }
        if let alarm = facts.alarm { note(.silence, alarm.message) }
        if intake.isReady, intake.mode == .polling, !facts.isPollingWanted { note(.polling, .polling) }
        if intake.missingDirectories > 0 { note(.missingDirectory, .missing(intake.missingDirectories)) }
        self.problems = problems
    }

    /// What `/readyz` says: `ready` or `not ready`, and what is the matter, a line in each language.
    var text: String {
        Self.text(isReady ? "ready" : "not ready", problems)
    }

    /// What `/healthz` says.
    var livenessText: String {
        Self.text(isAlive ? "alive" : "stuck", problems.filter { $0.condition == .stuck })
    }

    private static func text(_ title: String, _ problems: [Problem]) -> String {
        let lines = problems.flatMap { problem in
            [problem.message.chinese, problem.message.english].map { "\(problem.condition.rawValue): \(printable($0))" }
        }
        return ([title] + lines).joined(separator: "\n") + "\n"
    }
}

extension SilenceAlarm {
    /// What the alarm says, wherever it is said.
    var message: Message {
        let last = lastSuccess?.iso8601
        return Message(
            zh: "没有任何渠道能送达消息；自 \(since.iso8601) 起有消息待送，上次成功：\(last ?? "从未")",
            en: "no channel works; there has been something to say since \(since.iso8601), "
                + "the last success was \(last ?? "never")")
    }
}

extension Message {
    fileprivate static func stuck(_ thread: String, seconds: Int64) -> Message {
        Message(
            zh: "线程 \(thread) 已在同一件工作上停留 \(seconds) 秒；检查磁盘与网络文件系统，必要时重启",
            en: "the thread \(thread) has been at one piece of work for \(seconds) s; "
                + "look at disks and network file systems, restart if need be")
    }

    fileprivate static let starting = Message(
        zh: "首次扫描尚未完成", en: "the first scan of the directories is not queued yet")

    fileprivate static func storeFails(_ failure: String) -> Message {
        Message(
            zh: "结果写不进存储，正在等待并重试：\(failure)",
            en: "the store takes no results, they wait and are tried again: \(failure)")
    }

    fileprivate static func outboxFails(_ failure: String) -> Message {
        Message(
            zh: "待发队列无法读写，消息正在等待：\(failure)", en: "the outbox cannot be read or written, deliveries wait: \(failure)")
    }

    fileprivate static let polling = Message(
        zh: "无法只靠系统事件发现文件，已改用定期扫描，发现会变慢；原因见日志",
        en:
            "events do not tell of all files, so the directories are scanned again and again and files are noticed later; "
            + "the log says why")

    fileprivate static func missing(_ count: Int) -> Message {
        Message(
            zh: "\(count) 个监视目录不存在；创建或挂载后会自动恢复",
            en:
                "watched directories that are not there: \(count); created or mounted, they are taken up again by themselves"
        )
    }
}
