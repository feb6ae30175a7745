import ArgumentParser

/// `gongkai config …`: what concerns the configuration's file.
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "What concerns the configuration.", subcommands: [Check.self])

    /// `gongkai config check`: prints every error with its JSON path.
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "Validate a configuration with all its secrets; print every error.",
            discussion: "Exit status: 0 right, 78 wrong.")

        @OptionGroup var options: ConfigurationOption

        func run() throws {
            let (configuration, secrets, templates) = try options.complete()
            _ = try options.channels(of: configuration, secrets, templates)
            for notice in configuration.notices + templates.notices { StandardError.write("\(notice)\n") }
            print("\(configuration.source.file): ok")
        }
    }
}
