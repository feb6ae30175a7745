import ArgumentParser
import Core
import Store

/// `gongkai recheck`: judges everything that is stored again, by the rules as they are configured now.
struct RecheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recheck",
        abstract: "Judge all stored reports again, after the rules, their configuration or the roster have changed.",
        discussion: """
            No file is read: the store keeps what the rules look at. Reports take the names that the roster gives their organs \
            now; those that turn out to be one organ's on one year become revisions of one report, and what a former roster has put \
            together goes apart. Findings that no longer hold are closed, new ones \
            opened. A running daemon does it between its other work, by the configuration it was started with. Exit \
            status: 0 all judged, 78 wrong configuration, 130 broken off by Ctrl-C; what was judged by then stays.
            """)

    @OptionGroup var options: ConfigurationOption

    @Flag(
        help: """
            Tell the channels of reports whose verdict changes, unless only because rules are left out or weigh otherwise now.
            """)
    var notify = false

    func run() throws {
        let bar = ProgressBar()
        let show: (RecheckProgress) -> Void = { progress in
            bar.show(done: progress.judged, total: progress.total, isTotalFinal: true, note: "±\(progress.changed)")
        }
        let result = try Upkeep.perform(
            try options.orDefault(), byDaemon: { try $0.recheck(notify: notify, progress: show) },
            directly: { try $0.recheck(notify: notify, isCancelled: { Interrupt.isRequested }, progress: show) })
        bar.finish()
        print(
            "\(result.judged) reports: \(result.opened) findings opened, \(result.closed) closed, "
                + "\(result.changed) verdicts changed")
        if !result.isComplete {
            throw Exit.failure("broken off; run it again to judge the rest", status: Interrupt.exitStatus ?? 1)
        }
    }
}
