import ArgumentParser
import Core

/// `gongkai rules [ID]`: what is checked, and what the configuration makes of it.
struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "List all rules as configured, or explain one.",
        discussion: """
            Exit status: 0 printed, 64 no such rule, 78 wrong configuration. The format markdown is docs/rules.md: all rules \
            as they are without a configuration.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, markdown
    }

    @OptionGroup var options: ConfigurationOption

    @Option(help: "How they are printed: for people, one JSON object a line, or the whole catalogue as a document.")
    var format = Format.text

    @Argument(help: "The id of a rule to explain.")
    var id: String?

    func run() throws {
        if format == .markdown {
            print(RulesDocument.text, terminator: "")
            return
        }
        let configuration = try options.orDefault()
        let rules = try chosen(from: configuration.configuredRules)
        let text = RuleText(terminal: .current, language: configuration.language)
        var output = StandardOutput()
        for rule in rules {
            switch format {
            case .json: output.line(RuleJSON.object(rule))
            case .text where id == nil: output.line(text.line(rule))
            case .text, .markdown: for line in text.explanation(rule) { output.line(line) }
            }
        }
        output.flush()
    }

    private func chosen(from rules: [ConfiguredRule]) throws -> [ConfiguredRule] {
        guard let id else { return rules }
        if let rule = rules.first(where: { $0.description.id.description == id }) { return [rule] }
        let remedy =
            NearestName.to(id, among: rules.map(\.description.id.description)).map { "did you mean \($0)?" }
            ?? "gongkai rules lists all"
        throw Exit.failure("no rule has the id \"\(id)\"; \(remedy)", status: 64)
    }
}
