import ArgumentParser
import Core
import Documents
import Foundation
import Notifier
import Watcher

/// `--config F`, which goes with every command.
struct ConfigurationOption: ParsableArguments {
    @Option(
        name: .customLong("config"),
        help: "The configuration; without it /etc/gongkai/config.json, then ./config.json. check alone needs none.")
    var path: String?

    /// The configuration that a command cannot do without.
    ///
    /// - Throws: the exit with status 78, every error on standard error.
    func required() throws -> Configuration {
        try reporting { () throws(ConfigurationError) in
            try file.load(ConfigurationFile.locate(named: path, exists: LocalFiles.exists))
        }
    }

    /// The configuration that the daemon needs, with all its secrets and templates.
    ///
    /// - Throws: the exit with status 78, every error of all three on standard error.
    func complete() throws -> (Configuration, ResolvedSecrets, Templates) {
        try reporting { () throws(ConfigurationError) in
            try file.load(ConfigurationFile.locate(named: path, exists: LocalFiles.exists), with: resolver)
        }
    }

    /// The configuration if one is named or found, else what holds without one.
    ///
    /// - Throws: the exit with status 78, every error on standard error.
    func orDefault() throws -> Configuration {
        guard path != nil || ConfigurationFile.standardPaths.contains(where: LocalFiles.exists) else { return .default }
        return try required()
    }

    /// All secrets of a configuration.
    ///
    /// - Throws: the exit with status 78, every error on standard error.
    func secrets(of configuration: Configuration) throws -> ResolvedSecrets {
        try reporting { () throws(ConfigurationError) in
            try resolver.resolve(configuration)
        }
    }

    private var resolver: SecretResolver {
        SecretResolver(environment: ProcessInfo.processInfo.environment, readFile: LocalFiles.read)
    }

    /// The channels' templates.
    ///
    /// - Throws: the exit with status 78, every error on standard error.
    func templates(of configuration: Configuration) throws -> Templates {
        try reporting { () throws(ConfigurationError) in try Templates(configuration, readFile: LocalFiles.read) }
    }

    /// The channels, made as the daemon makes them.
    ///
    /// - Throws: the exit with status 78, the first thing that no channel can be made of on standard error.
    func channels(
        of configuration: Configuration, _ secrets: ResolvedSecrets, _ templates: Templates
    ) throws -> [ChannelDefinition] {
        do throws(NotifierError) {
            let network = try configuration.networkPolicy(proxy: secrets.proxy)
            return try configuration.channelDefinitions(secrets, templates, network)
        } catch {
            throw Exit.failure("\(error)", status: error.exitStatus)
        }
    }

    private var file: ConfigurationFile {
        ConfigurationFile(
            checks: ConfigurationChecks(
                rules: RuleDescription.all.map(\.id), timeZoneExists: LocalFiles.timeZoneExists),
            readFile: LocalFiles.read)
    }

    private func reporting<Value>(_ body: () throws(ConfigurationError) -> Value) throws -> Value {
        do throws(ConfigurationError) {
            return try body()
        } catch {
            StandardError.write("\(error)\n")
            throw ExitCode(ConfigurationError.exitStatus)
        }
    }
}

extension Configuration {
    /// What the watcher has to know.
    var watchSettings: WatchSettings {
        var settings = WatchSettings(directories: watch.directories)
        settings.isRecursive = watch.recursive
        settings.mode = watch.mode.watcherMode
        settings.settleMilliseconds = Int64(watch.settleMilliseconds)
        settings.notReadySeconds = Int64(watch.notReadySeconds)
        settings.rescanSeconds = Int64(watch.rescanSeconds)
        settings.followsSymbolicLinks = watch.followSymlinks
        settings.ignoredNames = watch.ignore.map(\.pattern)
        settings.fileByteLimit = Int64(limits.fileBytes)
        settings.workers = limits.workers
        return settings
    }
}

extension Watch.Mode {
    fileprivate var watcherMode: WatchSettings.Mode {
        switch self {
        case .auto: .auto
        case .inotify: .inotify
        case .poll: .poll
        }
    }
}
