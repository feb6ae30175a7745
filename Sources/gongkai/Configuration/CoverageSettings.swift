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

    /// Until when reports are due.
    var coverageCalendar: CoverageCalendar {
        CoverageCalendar(
            department: deadlines.department.yearDay, township: deadlines.township.yearDay,
            government: deadlines.government.yearDay)
    }
}

extension MonthDay {
    fileprivate var yearDay: CoverageCalendar.YearDay { .init(month: month, day: day) }
}
