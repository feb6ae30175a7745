import Testing

@testable import Core

@Suite("Days of the calendar")
struct CivilDateTests {
    @Test("every day of four centuries comes back as itself")
    func roundTrip() {
        let astray = (Int64(-80_000)...80_000).filter { days in
            let date = CivilDate(daysSinceEpoch: days)
            return date.daysSinceEpoch != days || CivilDate(year: date.year, month: date.month, day: date.day) != date
        }
        #expect(astray.isEmpty)
    }

    @Test(
        "a day that the calendar does not have is none",
        arguments: [(2021, 2, 29), (2020, 4, 31), (2020, 13, 1), (2020, 1, 0)])
    func impossible(year: Int, month: Int, day: Int) {
        #expect(CivilDate(year: year, month: month, day: day) == nil)
    }

    @Test("leap days are days")
    func leapDay() {
        #expect(CivilDate(year: 2020, month: 2, day: 29)?.description == "2020-02-29")
    }
}
