import ArgumentParser
import Core
import Notifier

/// `gongkai notify-test CHANNEL`: one test message now.
struct NotifyTestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notify-test", abstract: "Send one test message on a channel, and say what the service answers.",
        discussion: """
            A running daemon sends it, on the channel as it uses it: secrets that have changed since count after SIGHUP \
            (systemd's credentials: after a restart). Without one, or with --direct, this command does and reads secrets \
            anew. The message says that it is a test, mentions nobody, and touches neither the store nor the queue; it \
            counts for the service's rate limit.

            Exit status: 0 delivered or accepted, 1 not, 64 no such channel, 78 wrong configuration or a missing secret.
            """)

    @OptionGroup var options: ConfigurationOption

    @Option(help: "How the answer is printed: for people, or as a JSON object.")
    var format = CheckCommand.Format.text

    @Flag(help: "Send it from here, also where a daemon is running.")
    var direct = false

    @Argument(help: "The channel's name in the configuration.")
    var channel: String

    func run() throws {
        let configuration = try options.required()
        try configuration.requireChannel(channel)
        let report = try report(configuration)
        print(format == .json ? report.json : report.text)
        if !report.isSuccess { throw ExitCode(1) }
    }

    private func report(_ configuration: Configuration) throws -> ChannelTrialReport {
        if !direct, let daemon = try ControlClient.connect(state: configuration.state) {
            return try daemon.notifyTest(channel)
        }
        do {
            return try ChannelTrial(configuration: configuration).perform(channel)
        } catch let error as ConfigurationError {
            StandardError.write("\(error)\n")
            throw ExitCode(ConfigurationError.exitStatus)
        } catch let error as NotifierError {
            throw Exit.failure("\(error)", status: ConfigurationError.exitStatus)
        }
    }
}

extension Configuration {
    /// Sees that there is a channel of a name.
    ///
    /// - Throws: the exit with status 64 when there is none.
    func requireChannel(_ name: String) throws {
        let names = channels.map(\.name)
        guard !names.contains(name) else { return }
        let hint =
            NearestName.to(name, among: names).map { "did you mean \($0)?" }
            ?? (names.isEmpty ? "the configuration has none" : "there are \(names.joined(separator: ", "))")
        throw Exit.failure("no channel \(name); \(hint)", status: 64)
    }
}
