import Core
import Foundation
import Testing

@testable import Notifier
@testable import Store
@testable import Watcher
@testable import gongkai

/// `/metrics` as a value.
struct MetricsPageTests {
    /// A page of a daemon with one channel that has done a little of everything.
    static func page(channel: String = "chat", health: Health.Facts = Health.Facts()) -> MetricsPage {
        let now = UnixTime(milliseconds: 2_000_000)
        let metrics = IntakeMetrics(workerCount: 1)
        metrics.judge.record(nanoseconds: 60_000)
        metrics.judge.record(nanoseconds: 70_000_000_000)
        let examination = Examination(
            content: nil, format: .text, encoding: nil, report: nil,
            findings: [Finding(rule: "document.foreign", severity: .error, message: Message(zh: "", en: ""))],
            verdict: .foreign)
        let file = Intake(
            file: FileStamp(path: BytePath("/drop/a"), size: 1, modifiedNanoseconds: 1), examination: examination,
            receivedAt: now)
        let receipts = [1, 2].map { Receipt(.recorded(revision: 1, report: 1, number: $0), verdict: .foreign) }
        metrics.count(receipts.map { (file, $0) } + [(file, Receipt(.duplicate(revision: 1), verdict: .foreign))])
        var status = ChannelStatus(name: channel)
        status.wait = Wait(until: now.advanced(milliseconds: 1500), reason: .rateLimit)
        status.lastSuccess = UnixTime(milliseconds: 1_000_500)
        let backlog = ChannelBacklog(
            channel: channel, messages: 3, events: 20, oldest: UnixTime(milliseconds: 1_990_000))
        return MetricsPage(
            now: now, startedAt: UnixTime(milliseconds: 1_000_000), health: Health(health), intake: IntakeStatus(),
            metrics: metrics,
            channels: [.init(status: status, metrics: ChannelMetrics(name: channel), backlog: backlog)],
            storeFiles: [("database", 4096)], process: ProcessFigures())
    }

    private func lines(_ page: MetricsPage) -> Set<String> {
        Set(page.text.split(separator: "\n").map(String.init))
    }

    @Test func `samples stand as Prometheus reads them`() {
        let lines = lines(Self.page())
        let expected = [
            "# TYPE gongkai_stage_duration_seconds histogram",
            #"gongkai_stage_duration_seconds_bucket{stage="judge",le="5e-05"} 0"#,
            #"gongkai_stage_duration_seconds_bucket{stage="judge",le="0.0001"} 1"#,
            #"gongkai_stage_duration_seconds_bucket{stage="judge",le="60.0"} 1"#,
            #"gongkai_stage_duration_seconds_bucket{stage="judge",le="+Inf"} 2"#,
            #"gongkai_stage_duration_seconds_count{stage="judge"} 2"#,
            #"gongkai_stage_duration_seconds_sum{stage="judge"} 70.00006"#,
            #"gongkai_results_total{verdict="foreign"} 2"#, #"gongkai_results_total{verdict="valid"} 0"#,
            #"gongkai_findings_total{rule="document.foreign"} 2"#, "gongkai_revisions_total 1",
            "gongkai_ready 0", #"gongkai_condition{condition="starting"} 1"#,
            #"gongkai_condition{condition="silence"} 0"#,
            #"gongkai_channel_wait_until_timestamp_seconds{channel="chat",reason="rate-limit"} 2001.5"#,
            #"gongkai_channel_last_success_timestamp_seconds{channel="chat"} 1000.5"#,
            #"gongkai_channel_pending_messages{channel="chat"} 23"#,
            #"gongkai_channel_oldest_undelivered_seconds{channel="chat"} 10"#,
            #"gongkai_channel_breaker{channel="chat",state="closed"} 1"#,
            #"gongkai_store_bytes{file="database"} 4096"#,
            #"gongkai_build_info{version="\#(Version.current)"} 1"#,
        ]
        for line in expected { #expect(lines.contains(line), "\(line)") }
    }

    @Test func `a channel's name cannot write metrics`() {
        let text = Self.page(channel: "a\"} 1\nevil{x=\"\\").text
        #expect(text.contains(#"{channel="a\"} 1\nevil{x=\"\\"}"#))
        #expect(!text.contains("\nevil"))
    }

    @Test func `every family has its words before its samples, once`() {
        var seen: Set<String> = []
        for line in Self.page().text.split(separator: "\n") where line.hasPrefix("# TYPE ") {
            #expect(seen.insert(String(line)).inserted)
        }
        #expect(seen.count > 30)
        #expect(!Self.page().text.contains("\n\n") && Self.page().text.hasSuffix("\n"))
    }

    @Test func `the documentation explains every metric, and no other`() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("docs/monitoring.md")
        let documentation = try String(contentsOf: file, encoding: .utf8)
        let rows = documentation.split(separator: "\n").compactMap { line -> Substring? in
            guard line.hasPrefix("| `gongkai_") || line.hasPrefix("| `process_") else { return nil }
            return line.dropFirst(3).prefix { $0 != "`" && $0 != "{" }
        }
        let families = Self.page().text.split(separator: "\n").filter { $0.hasPrefix("# TYPE ") }
            .compactMap { $0.split(separator: " ").dropFirst(2).first }
        #expect(Set(rows) == Set(families))
        #expect(rows.count == Set(rows).count)
    }
}
