import Core
import Foundation
import Logging
import Notifier

/// The file that is there as long as no channel has worked for long, for whoever watches files: the notifier cannot tell
/// of its own death by message.
struct AlarmFile: Sendable {
    let path: BytePath
    let logger: Logger

    /// Writes the file, in whole or not at all, or removes it when all is well; false when that failed.
    func show(_ alarm: SilenceAlarm?) -> Bool {
        let file = URL(fileURLWithPath: path.display)
        do {
            if let alarm {
                try Data(text(alarm).utf8).write(to: file, options: .atomic)
            } else if FileManager.default.fileExists(atPath: path.display) {
                try FileManager.default.removeItem(at: file)
            }
            return true
        } catch {
            logger.error(
                "The alarm file cannot be written or removed",
                metadata: ["file": "\(path.display)", "error": "\(error.localizedDescription)"])
            return false
        }
    }

    private func text(_ alarm: SilenceAlarm) -> String {
        var lines = [alarm.message.chinese, alarm.message.english].map { "gongkai: \($0)" }
        lines += alarm.failures.map { "\($0.channel): \($0.failure)" }
        lines.append("gongkai status; gongkai outbox list --state pending --state dead")
        return lines.joined(separator: "\n") + "\n"
    }
}
