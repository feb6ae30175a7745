import ArgumentParser
import Core

/// `gongkai status`: how a running daemon is doing.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show a running daemon's backlog, last report, channels and store.",
        discussion: "Exit status: 0 a daemon answered, 69 none is running.")

    @OptionGroup var options: ConfigurationOption

    @Option(help: "How it is printed: for people, or as JSON.")
    var format = CheckCommand.Format.text

    func run() throws {
        let configuration = try options.orDefault()
        guard let daemon = try ControlClient.connect(state: configuration.state) else {
            throw Exit.failure("no daemon is running on \(configuration.state.display)", status: 69)
        }
        let status = try daemon.status()
        print(format == .json ? try status.json() : status.text)
    }
}
