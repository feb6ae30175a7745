import ArgumentParser
import Core
import Foundation
import Logging
import Store
import Watcher

/// `gongkai ingest PATH…`: the daemon's work once; a running daemon does it itself, since one process writes.
struct IngestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ingest",
        abstract: "Read, validate and store files or folders once; can be broken off and resumed.",
        discussion: """
            Channels hear nothing of it unless --notify is given. What is stored already is not read again. Of two files of \
            one report the one modified last is its current revision; files that need a converter come behind all others. \
            Exit status: 0 all stored, 1 some files could not be read or stored, 66 no such file, 78 wrong configuration, \
            130 broken off by Ctrl-C.
            """)

    @OptionGroup var options: ConfigurationOption

    @Flag(help: "Tell the channels, as if the files had been dropped.")
    var notify = false

    @Argument(help: "Files and folders.")
    var paths: [String]

    func run() throws {
        let configuration = try options.orDefault()
        let paths = ArgumentBytes.paths(paths).map(absolute)
        let progress = ProgressBar()
        let show: (IngestProgress) -> Void = { summary in
            progress.show(
                done: summary.finished, total: summary.found, isTotalFinal: summary.isListingComplete,
                note: "+\(summary.recorded)")
        }
        let summary: IngestProgress
        if let daemon = try ControlClient.connect(state: configuration.state) {
            summary = try daemon.ingest(paths, notify: notify, progress: show)
        } else {
            summary = try ingest(paths, configuration, progress: show)
        }
        progress.finish()
        for failure in summary.failures { StandardError.write("gongkai: \(printable(failure))\n") }
        print(
            "\(summary.found) files: \(summary.recorded) stored, \(summary.known) known, \(summary.duplicates) duplicates, "
                + "\(summary.rejudged) judged anew, \(summary.failures.count) failed")
        if !summary.isComplete {
            throw Exit.failure(
                "broken off; the same command goes on where it stopped", status: Interrupt.exitStatus ?? 1)
        }
        if !summary.failures.isEmpty { throw ExitCode(1) }
    }

    private func ingest(
        _ paths: [BytePath], _ configuration: Configuration, progress: (IngestProgress) -> Void
    ) throws -> IngestProgress {
        LogSetup.bootstrap(configuration.log, environment: ProcessInfo.processInfo.environment)
        do {
            let store = try Store.open(
                state: configuration.state.display, ruleset: configuration.ruleset, directory: configuration.organs)
            if try store.hasAnotherRoster() {
                _ = try store.recheck(
                    announcement: notify ? .announced : .silent, now: SystemClock.now,
                    isCancelled: { Interrupt.isRequested })
            }
            // A channel gets what is recorded after it was opened, and no daemon may have opened them yet.
            if notify { for (name, _) in configuration.channels { try store.openChannel(name) } }
            let pass = Ingest(
                settings: configuration.watchSettings, examiner: configuration.examiner, archive: store,
                announcement: notify ? .announced : .silent, now: SystemClock.now, logger: Logger(label: "gongkai"))
            return IngestProgress(
                try pass.run(
                    paths, isCancelled: { Interrupt.isRequested }, progress: { progress(IngestProgress($0)) }))
        } catch let error as SyscallError where error.code == ENOENT {
            throw Exit.noInput("\(error)")
        } catch {
            throw Exit.failure("\(error)")
        }
    }

    /// The daemon has another working directory.
    private func absolute(_ path: BytePath) -> BytePath {
        path.bytes.first == UInt8(ascii: "/")
            ? path : BytePath(FileManager.default.currentDirectoryPath).appending(path.bytes)
    }
}
