import Core
import Foundation

/// The wall clock.
enum SystemClock {
    /// The moment.
    static let now: @Sendable () -> UnixTime = {
        UnixTime(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    }
}
