import Core
import Foundation

extension Configuration {
    /// The civil time of the configuration's zone.
    var localTime: LocalTime {
        guard let zone = TimeZone(identifier: timeZone) else { return .china }
        return LocalTime { moment in
            zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment.milliseconds) / 1000))
        }
    }
}
