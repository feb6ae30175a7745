import ArgumentParser

/// The command line; every command is one file in Commands/.
@main
struct Gongkai: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gongkai",
        abstract: "Watches a directory for 政府信息公开工作年度报告, validates them, stores the results and tells chats.",
        version: Version.current,
        subcommands: [
            RunCommand.self, CheckCommand.self, IngestCommand.self, ListCommand.self, ShowCommand.self,
            ExportCommand.self, DiffCommand.self, CoverageCommand.self, RecheckCommand.self, AckCommand.self,
            IdentifyCommand.self, OutboxCommand.self, NotifyTestCommand.self, PreviewCommand.self, SilenceCommand.self,
            ConfigCommand.self, RulesCommand.self,
            SampleCommand.self, StatusCommand.self,
        ])
}

/// The program's version, as CHANGELOG.md counts.
enum Version {
    static let current = "0.1.0"
}
