import Core
import Notifier
import Store
import Watcher

/// Gathers what `/metrics` shows: counters in memory, and one short query on a connection that only reads, so that a scrape delays neither the writing thread nor the dispatcher.
struct MetricsCollector: Sendable {
    let status: StatusReporter
    let now: @Sendable () -> UnixTime

    /// The page as it is now. Reads the store: not for Swift's cooperative pool.
    func page() -> MetricsPage {
        let backlogs = try? status.backlogs()
        let channels = zip(status.notifier.status, status.notifier.metrics).map { channel, metrics in
            MetricsPage.Channel(
                status: channel, metrics: metrics, backlog: backlogs?.first { $0.channel == channel.name })
        }
        return MetricsPage(
            now: now(), startedAt: status.startedAt, health: status.health, intake: status.watcher.status,
            metrics: status.watcher.metrics, channels: channels, storeFiles: status.reader.fileSizes(), process: .now())
    }
}
