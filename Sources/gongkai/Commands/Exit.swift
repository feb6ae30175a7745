import ArgumentParser
import Notifier

/// Exits of sysexits.h, with a message.
enum Exit {
    /// `EX_NOINPUT`: a file that was named is not there.
    static func noInput(_ message: String) -> ExitCode {
        failure(message, status: 66)
    }

    /// The same for a report, or a revision of one, that is not stored; with the report that it has become part of.
    static func noReport(_ reference: RevisionReference, nowIn successor: Int64?) -> ExitCode {
        guard let successor else {
            return noInput("no report \(reference); gongkai list shows which there are, show their revisions")
        }
        return noInput(
            "no report \(reference.report) any more: it has become part of report \(successor), which is there instead")
    }

    /// `EX_SOFTWARE`-like: the command could not do its work.
    static func failure(_ message: String, status: Int32 = 1) -> ExitCode {
        StandardError.write("gongkai: \(printable(message))\n")
        return ExitCode(status)
    }
}

extension NotifierError {
    /// What a program ends with that cannot set its notifier up: systemd tries again only where that may help.
    var exitStatus: Int32 { fate == .correctConfiguration ? ConfigurationError.exitStatus : 1 }
}
