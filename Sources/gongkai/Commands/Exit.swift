import ArgumentParser
import Notifier

/// Exits of sysexits.h, with a message.
enum Exit {
    /// `EX_NOINPUT`: a file that was named is not there.
    static func noInput(_ message: String) -> ExitCode {
        failure(message, status: 66)
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
