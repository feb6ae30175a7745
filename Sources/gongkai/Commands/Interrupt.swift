import Foundation
import Synchronization

/// Ctrl-C for commands that can be broken off: the first asks them to finish what is begun.
enum Interrupt {
    private static let signalNumber = Atomic<CInt>(0)

    /// Whether somebody asked.
    static var isRequested: Bool { exitStatus != nil }

    /// The status a shell gives a command that a signal ended, 128 and its number; nil when nobody asked.
    static var exitStatus: Int32? {
        installed
        let number = signalNumber.load(ordering: .relaxed)
        return number == 0 ? nil : 128 + number
    }

    private static let installed: Void = {
        for signal in [SIGINT, SIGTERM] {
            Foundation.signal(signal) { number in
                Interrupt.signalNumber.store(number, ordering: .relaxed)
                // The second one ends the process at once.
                Foundation.signal(number, SIG_DFL)
            }
        }
    }()
}
