import Core
import Testing

@testable import Notifier
@testable import Watcher
@testable import gongkai

/// One judgement from facts, whoever asks.
struct HealthTests {
    private var good: Health.Facts {
        var facts = Health.Facts()
        facts.intake.isReady = true
        facts.intake.mode = .watching
        return facts
    }

    private func conditions(_ change: (inout Health.Facts) -> Void) -> [Health.Condition] {
        var facts = good
        change(&facts)
        return Health(facts).problems.map(\.condition)
    }

    private static let alarm = SilenceAlarm(
        since: UnixTime(milliseconds: 0), lastSuccess: nil, failures: [("chat", "HTTP 404")])

    @Test func `all is well`() {
        let health = Health(good)
        #expect(health.isReady && health.isAlive && health.problems.isEmpty)
        #expect(health.text == "ready\n" && health.livenessText == "alive\n")
    }

    @Test func `each fact has its condition, the gravest first`() {
        #expect(conditions { $0.intake.isReady = false } == [.starting])
        #expect(conditions { $0.intake.archiveFailure = "disk full" } == [.store])
        #expect(conditions { $0.outboxFailure = "disk full" } == [.outbox])
        #expect(conditions { $0.alarm = HealthTests.alarm } == [.silence])
        #expect(conditions { $0.intake.mode = .polling } == [.polling])
        #expect(conditions { $0.intake.missingDirectories = 1 } == [.missingDirectory])
        let all = conditions { facts in
            facts.alarm = HealthTests.alarm
            facts.intake.archiveFailure = "disk full"
            facts.intake.missingDirectories = 2
        }
        #expect(all == [.store, .silence, .missingDirectory])
    }

    @Test func `what degrades is said and the daemon is ready all the same`() {
        var facts = good
        facts.intake.mode = .polling
        facts.intake.missingDirectories = 2
        let health = Health(facts)
        #expect(health.isReady && health.text.hasPrefix("ready\npolling: "))
        #expect(health.text.contains("missing-directory: 2 个监视目录不存在"))
        #expect(conditions { ($0.intake.mode, $0.isPollingWanted) = (.polling, true) } == [])
        // Before the first scan nobody knows.
        #expect(conditions { ($0.intake.mode, $0.intake.isReady) = (.polling, false) } == [.starting])
    }

    @Test func `a store that is full, or silence, is no reason to restart`() {
        var facts = good
        facts.intake.archiveFailure = "database or disk is full"
        facts.alarm = HealthTests.alarm
        let health = Health(facts)
        #expect(!health.isReady && health.isAlive && health.livenessText == "alive\n")
        #expect(health.text.hasPrefix("not ready\nstore: "))
        #expect(health.text.contains("silence: no channel works; there has been something to say since 1970-01-01"))
    }

    @Test func `a thread is stuck when one piece of work takes longer than any may`() {
        let limit = Health.longestWork
        #expect(conditions { $0.busy = [("write", limit)] } == [])
        var facts = good
        facts.busy = [("scout", 5), ("write", limit + 1)]
        let health = Health(facts)
        #expect(!health.isAlive && !health.isReady)
        #expect(health.livenessText.hasPrefix("stuck\nstuck: 线程 write 已在同一件工作上停留 300 秒"))
    }

    @Test func `a failure's text makes no line of its own`() {
        var facts = good
        facts.intake.archiveFailure = "a\nready\u{1B}[2J"
        #expect(Health(facts).text.split(separator: "\n").count == 3)
        #expect(!Health(facts).text.contains("\u{1B}"))
    }

    @Test func `silence is an alarm from the configured duration on`() {
        func alarm(_ since: Int64?, at now: Int64) -> SilenceAlarm? {
            SilenceAlarm(
                unsaidSince: since.map { UnixTime(milliseconds: $0) }, channels: [], longest: 3_600_000,
                now: UnixTime(milliseconds: now))
        }
        #expect(alarm(nil, at: 9_000_000) == nil)
        #expect(alarm(1000, at: 3_600_999) == nil)
        #expect(alarm(1000, at: 3_601_000)?.since == UnixTime(milliseconds: 1000))
        // A clock that was set back makes no alarm.
        #expect(alarm(9_000_000, at: 0) == nil)
    }

    @Test func `a pulse tells how long the present work takes`() {
        let pulse = Pulse()
        #expect(pulse.elapsed(at: 100) == nil)
        pulse.begin(at: 100)
        #expect(pulse.elapsed(at: 350) == 250)
        pulse.end()
        #expect(pulse.elapsed(at: 400) == nil)
    }
}
