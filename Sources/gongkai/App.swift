import Core
import Foundation
import Logging
import Notifier
import ServiceLifecycle
import Store
import UnixSignals
import Watcher

/// The composition root: the only place that knows a concrete store, clock, network and watcher at once.
struct App {
    private let group: ServiceGroup

    /// Puts the daemon together; nothing runs before ``run()``.
    ///
    /// - Throws: what a store, a channel or the control socket cannot be made for; the message says what to do.
    static func build(
        _ configuration: Configuration, secrets: ResolvedSecrets, templates: Templates, environment: [String: String]
    ) throws -> App {
        let logger = Logger(label: "gongkai")
        for notice in configuration.notices + templates.notices { logger.warning("\(notice)") }
        let store = try Store.open(
            state: configuration.state.display, ruleset: configuration.ruleset, directory: configuration.organs)
        // Before anything is recorded, so that the digest of a first start reaches every channel.
        try openChannels(secrets.channels.map(\.name), store, logger)
        let network = try configuration.networkPolicy(proxy: secrets.proxy)
        let silences = SilenceBook()
        try silences.reload(from: store)
        let alarmFile = configuration.alarm.file.map { AlarmFile(path: $0, logger: logger) }
        let notifier = try NotifierService(
            channels: try configuration.channelDefinitions(secrets, templates, network),
            settings: configuration.deliverySettings(silences: silences) { alarmFile?.show($0) ?? true },
            network: network,
            log: store, logger: logger, now: SystemClock.now)
        let reload = SecretReload(
            configuration: configuration,
            channels: {
                let resolver = SecretResolver(
                    environment: ProcessInfo.processInfo.environment, readFile: LocalFiles.read)
                return try configuration.channelDefinitions(resolver.resolve(configuration), templates, network)
            }, notifier: notifier, logger: logger)
        let systemd = SystemdSlot()
        let committed = CommitSignal()
        committed.add { notifier.wake() }
        let watcher = DropWatcher(
            settings: configuration.watchSettings, examiner: configuration.examiner, archive: store,
            now: SystemClock.now, logger: logger,
            onReady: {
                logger.info("ready")
                systemd.ready()
            },
            onCommit: { committed.send() })
        let coverage = coverage(configuration, store, watcher, logger) { notifier.wake() }
        committed.add { coverage.wake() }
        let status = StatusReporter(
            watcher: watcher, notifier: notifier,
            reader: try Store.openReadOnly(state: configuration.state.display),
            isPollingWanted: configuration.watch.mode == .poll,
            startedAt: SystemClock.now())
        let systemdNotifier = SystemdNotifier(environment: environment, status: { status.line })
        systemd.fill(systemdNotifier)
        let control = try ControlServer(
            state: configuration.state,
            handlers: ControlServer.Handlers(
                status: status.report,
                ingest: { paths, notify, isCancelled, progress in
                    try Ingest(
                        settings: configuration.watchSettings, examiner: configuration.examiner, archive: store,
                        announcement: notify ? .announced : .silent, now: SystemClock.now, logger: logger,
                        onCommit: { committed.send() }
                    ).run(paths, isCancelled: isCancelled, progress: progress)
                },
                upkeep: Upkeep(store: store, now: SystemClock.now, onEvents: { committed.send() }),
                outbox: OutboxControl(
                    store: store, now: SystemClock.now,
                    onChange: { request in
                        try silences.reload(from: store)
                        // Who sends again has mended something; who silences, or gives up, has not.
                        if case .retry = request { notifier.tryAnew() } else { notifier.noteChanges() }
                    }
                ).perform,
                notifyTest: { try ChannelTrial(configuration: configuration).perform($0, through: notifier) }),
            logger: logger)
        let endpoint = try configuration.http.listen.map { address in
            let collector = MetricsCollector(status: status, now: SystemClock.now)
            let pages = MonitoringPages(health: { status.health }, metrics: collector.page)
            return try HTTPServer(address, logger: logger, respond: pages.respond)
        }
        // They stop in the reverse order: systemd hears of it first, then no more input, the outbox last.
        let services: [(any Service)?] = [notifier, reload, coverage, control, endpoint, watcher, systemdNotifier]
        return App(
            group: ServiceGroup(
                services: services.compactMap { $0 },
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
    }

    /// Works until SIGTERM or SIGINT.
    ///
    /// - Throws: what a service cannot go on for.
    func run() async throws {
        // A reader that goes away must not end the daemon.
        signal(SIGPIPE, SIG_IGN)
        try await group.run()
    }

    /// Opens the configured channels, and says for which others something waits.
    private static func openChannels(_ names: [String], _ store: Store, _ logger: Logger) throws {
        for (channel, count) in try store.leaveChannels(except: names) {
            logger.warning(
                "Events wait for a channel that the configuration no longer names; name it again, or give them up",
                metadata: [
                    "channel.name": "\(channel)", "event.count": "\(count)",
                    "hint": "gongkai outbox drop --channel \(channel)",
                ])
        }
        for name in names { try store.openChannel(name) }
    }

    private static func coverage(
        _ configuration: Configuration, _ store: Store, _ watcher: DropWatcher, _ logger: Logger,
        onCommit: @escaping @Sendable () -> Void
    ) -> CoverageService {
        let surroundings = CoverageService.Surroundings(
            now: SystemClock.now,
            isIntakeSettled: {
                let intake = watcher.status
                let isBacklogOpen = (try? store.initialBacklogIsOpen()) ?? true
                return intake.hasScanned && intake.pending <= intake.blocked && !isBacklogOpen
            },
            onCommit: onCommit)
        return CoverageService(
            store: store, directory: configuration.organs, deadlines: configuration.deadlines,
            localTime: configuration.localTime,
            isOn: configuration.ruleset.applies("coverage.missing"),
            concerns: { [ruleset = configuration.ruleset] in ruleset.applies("coverage.missing", to: $0.name) },
            surroundings: surroundings, logger: logger)
    }
}
