import Core
import Notifier
import Store
import Watcher

/// `/metrics`: everything that is counted, as Prometheus reads it. Pure; docs/monitoring.md explains every name.
struct MetricsPage {
    /// One channel.
    struct Channel {
        let status: ChannelStatus
        let metrics: ChannelMetrics
        /// Nil when the store could not be asked.
        let backlog: ChannelBacklog?
    }

    let now: UnixTime
    let startedAt: UnixTime
    let health: Health
    let intake: IntakeStatus
    let metrics: IntakeMetrics
    let channels: [Channel]
    let storeFiles: [(name: String, bytes: Int64)]
    let process: ProcessFigures

    /// The page.
    var text: String {
        var page = Exposition()
        writeHealth(to: &page)
        writeIntake(to: &page)
        writeFinding(to: &page)
        writeAttempts(to: &page)
        writeQueues(to: &page)
        writeProcess(to: &page)
        return page.text
    }

    private func writeHealth(to page: inout Exposition) {
        page.single(
            "gongkai_ready", .gauge, "Whether reports are taken in and told of, as /readyz says.",
            health.isReady ? 1 : 0)
        page.family("gongkai_condition", .gauge, "Whether this is the matter, by the conditions of /readyz.") {
            family in
            for condition in Health.Condition.allCases {
                let holds = health.problems.contains { $0.condition == condition }
                family.sample(holds ? 1 : 0, [("condition", condition.rawValue)])
            }
        }
    }

    // MARK: Intake

    private func writeIntake(to page: inout Exposition) {
        func count(_ name: String, _ help: String, _ value: Int) { page.single(name, .counter, help, Double(value)) }
        func gauge(_ name: String, _ help: String, _ value: Int) { page.single(name, .gauge, help, Double(value)) }
        count("gongkai_files_seen_total", "Files that were read, or looked at and found to be known.", intake.seen)
        count("gongkai_duplicates_total", "Files whose content was stored already.", intake.duplicates)
        count("gongkai_rejudged_total", "Files whose content was stored already and was judged anew.", intake.rejudged)
        count("gongkai_vanished_total", "Files that were gone before they could be read.", intake.vanished)
        count("gongkai_watch_events_total", "Events of the kernel that were taken in.", metrics.events.value)
        count(
            "gongkai_watch_overflows_total", "Bursts in which events were lost and made good by a full scan.",
            intake.overflows)
        count("gongkai_rescans_total", "Walks over all watched directories.", metrics.rescans.value)
        count(
            "gongkai_found_by_rescan_total", "Files that a walk found before any event told of them.",
            metrics.foundByRescan.value)
        gauge("gongkai_backlog_files", "Files that were noticed and are not stored yet.", intake.pending)
        gauge(
            "gongkai_blocked_files", "Files that cannot be read or stored at present and are tried again.",
            intake.blocked)
        gauge("gongkai_watched_directories", "Directories with a watch.", intake.watches)
        page.family("gongkai_stage_duration_seconds", .histogram, "How long the stages of a file's way took.") {
            family in
            let stages = [
                ("queue", metrics.queue), ("read", metrics.read), ("judge", metrics.judge), ("commit", metrics.commit),
            ]
            for (stage, histogram) in stages { family.histogram(histogram, [("stage", stage)]) }
        }
    }

    private func writeFinding(to page: inout Exposition) {
        page.family("gongkai_results_total", .counter, "New revisions that were stored, by verdict.") { family in
            for verdict in Verdict.allCases {
                family.sample(Double(metrics.verdicts[verdict]?.value ?? 0), [("verdict", verdict.rawValue)])
            }
        }
        page.single(
            "gongkai_revisions_total", .counter, "Those of them that correct a report which was known.",
            Double(metrics.revisions.value))
        page.family("gongkai_findings_total", .counter, "Findings of new revisions, by rule.") { family in
            for (rule, count) in metrics.findings.sorted(by: { $0.key.description < $1.key.description }) {
                family.sample(Double(count), [("rule", rule.description)])
            }
        }
    }

    // MARK: Channels

    private func writeAttempts(to page: inout Exposition) {
        page.family(
            "gongkai_delivery_attempts_total", .counter, "Attempts to deliver, by what kind of answer they got."
        ) { family in
            for channel in channels {
                for outcome in AttemptResult.Outcome.allCases {
                    let count = channel.metrics.attempts[outcome]?.value ?? 0
                    family.sample(Double(count), channel.labels + [("result", outcome.rawValue)])
                }
            }
        }
        page.family("gongkai_delivery_retries_total", .counter, "Attempts after which another one follows.") { family in
            for channel in channels { family.sample(Double(channel.metrics.retries.value), channel.labels) }
        }
        page.family("gongkai_deliveries_total", .counter, "Messages whose way has ended, by how.") { family in
            for channel in channels {
                for end in ChannelMetrics.End.allCases {
                    let count = channel.metrics.messages[end]?.value ?? 0
                    family.sample(Double(count), channel.labels + [("result", end.rawValue)])
                }
            }
        }
        page.family("gongkai_delivery_attempt_duration_seconds", .histogram, "How long attempts took.") { family in
            for channel in channels { family.histogram(channel.metrics.duration, channel.labels) }
        }
        page.family(
            "gongkai_delivery_delay_seconds", .histogram,
            "How long after its event a message was delivered or accepted."
        ) { family in
            for channel in channels { family.histogram(channel.metrics.delay, channel.labels) }
        }
    }

    private func writeQueues(to page: inout Exposition) {
        func gauge(_ name: String, _ help: String, _ value: (Channel) -> Double?) {
            page.family(name, .gauge, help) { family in
                for channel in channels {
                    if let value = value(channel) { family.sample(value, channel.labels) }
                }
            }
        }
        gauge(
            "gongkai_channel_pending_messages",
            "Messages that wait for the channel, and events behind them, counted to \(MetricsPage.countingLimit)."
        ) {
            $0.backlog.map { Double(min($0.messages + $0.events, MetricsPage.countingLimit)) }
        }
        gauge("gongkai_channel_collected_events", "Events that wait to become a digest or a group's messages.") {
            Double($0.status.collected)
        }
        gauge(
            "gongkai_channel_oldest_undelivered_seconds",
            "How long the oldest of what is due has waited; 0 when nothing does."
        ) {
            $0.backlog.map { backlog in
                backlog.oldest.map { max(0, Double(now.milliseconds - $0.milliseconds) / 1000) } ?? 0
            }
        }
        gauge("gongkai_channel_consecutive_failures", "Attempts that failed since the last success.") {
            Double($0.status.failuresInARow)
        }
        gauge("gongkai_channel_last_success_timestamp_seconds", "When a message last went through.") {
            $0.status.lastSuccess.map(\.seconds)
        }
        page.family(
            "gongkai_channel_wait_until_timestamp_seconds", .gauge,
            "Until when a channel's messages wait, and why; absent when they do not."
        ) { family in
            for channel in channels {
                guard let wait = channel.status.wait, wait.until > now else { continue }
                family.sample(wait.until.seconds, channel.labels + [("reason", wait.reason.rawValue)])
            }
        }
        page.family("gongkai_channel_breaker", .gauge, "The channel's circuit breaker: 1 for the state it is in.") {
            family in
            for channel in channels {
                let state = channel.status.breaker(at: now)
                for other in BreakerState.allCases {
                    family.sample(other == state ? 1 : 0, channel.labels + [("state", other.rawValue)])
                }
            }
        }
    }

    /// So many waiting messages are counted.
    static let countingLimit = 100_000

    // MARK: Process

    private func writeProcess(to page: inout Exposition) {
        page.family("gongkai_store_bytes", .gauge, "The size of the store's files.") { family in
            for file in storeFiles { family.sample(Double(file.bytes), [("file", file.name)]) }
        }
        page.family("gongkai_build_info", .gauge, "Which version runs.") {
            $0.sample(1, [("version", Version.current)])
        }
        page.single("process_start_time_seconds", .gauge, "When the process started.", startedAt.seconds)
        page.single("process_cpu_seconds_total", .counter, "Processor time spent.", process.processorSeconds)
        page.single("process_resident_memory_bytes", .gauge, "Memory in RAM.", Double(process.residentBytes))
        page.single("process_open_fds", .gauge, "Open file descriptors.", Double(process.openDescriptors))
        page.single("process_max_fds", .gauge, "How many may be open.", Double(process.descriptorLimit))
    }
}

extension MetricsPage.Channel {
    fileprivate var labels: [(String, String)] { [("channel", status.name)] }
}

extension UnixTime {
    fileprivate var seconds: Double { Double(milliseconds) / 1000 }
}
