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

    /// Until when reports are in time.
    var reportDeadlines: Core.Deadlines {
        var result = Core.Deadlines()
        result.department = deadlines.department.day(else: result.department)
        result.township = deadlines.township.day(else: result.township)
        result.government = deadlines.government.day(else: result.government)
        return result
    }
}

extension MonthDay {
    fileprivate func day(else standard: Core.Deadlines.Day) -> Core.Deadlines.Day {
        Core.Deadlines.Day(month: month, day: day) ?? standard
    }
}
