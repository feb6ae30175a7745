import ArgumentParser
import Core

/// `gongkai ack FINDING --why …`: somebody knows of a finding and says why it may stand.
struct AckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ack",
        abstract: "Acknowledge a finding: it stays visible, but counts no more and alerts nobody again.",
        discussion: """
            It holds for later revisions of the report too, as long as the same rule finds the same cells with the same \
            figures; other figures are another error. It holds whatever the rule weighs later: a warning that the \
            configuration makes an error stays acknowledged, and --undo makes it count. Exit status: 0 done, 64 wrong \
            usage, 66 no such finding, it does not hold any more, or it is acknowledged for another reason.
            """)

    @OptionGroup var options: ConfigurationOption

    @Option(help: "The reason, for those who see the finding later.")
    var why: String?

    @Flag(help: "Give another reason than the one for which it is acknowledged already.")
    var replace = false

    @Flag(help: "Take an acknowledgement back.")
    var undo = false

    @Argument(help: "The finding's id, as show prints it.")
    var finding: Int64

    func validate() throws {
        if undo == (why != nil) {
            throw ValidationError("say why the finding may stand (--why), or take the acknowledgement back (--undo)")
        }
        if undo, replace { throw ValidationError("--replace goes with --why") }
        if let why, why.allSatisfy(\.isWhitespace) { throw ValidationError("the reason is empty") }
    }

    func run() throws {
        let configuration = try options.orDefault()
        let result = try Upkeep.perform(
            configuration, byDaemon: { try $0.acknowledge(finding, why: why, replacing: replace) },
            directly: { try $0.acknowledge(finding, why: why, replacing: replace) })
        let message = configuration.language == .chinese ? result.message : result.messageEnglish
        print(
            "\(undo ? "no longer acknowledged" : "acknowledged"): \(result.rule)  \(printable(message))\n"
                + "report \(result.report) is \(result.verdict)")
    }
}
