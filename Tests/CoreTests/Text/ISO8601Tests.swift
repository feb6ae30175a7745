import Testing

@testable import Core

@Suite struct ISO8601Tests {
    @Test(arguments: [
        ("2024-01-31", "2024-01-31"), ("2024-01-31T15:59:59Z", "2024-01-31"), ("2024-01-31T16:00:00Z", "2024-02-01"),
        ("2024-01-31T23:59:59+08:00", "2024-01-31"), ("2024-02-01T01:00:00.250+0900", "2024-02-01"),
        ("2024-02-01T00:30:00+09:00", "2024-01-31"), ("2024-01-31 23:59", "2024-01-31"),
        ("2024-01-31T16:00:00-00:30", "2024-02-01"), ("1969-12-31T16:00:00Z", "1970-01-01"),
        ("1969-12-31T15:59:59Z", "1969-12-31"),
    ])
    func `a text gives the day that it was in China`(text: String, day: String) throws {
        #expect(try #require(ISO8601(text)).date(in: .china).description == day)
    }

    @Test(arguments: [
        "", "2024", "2024-1-31", "2024-02-30", "2024-01-31T", "2024-01-31T24:00", "2024-01-31T10:00:00+8",
        "2024-01-31T10:00:00 CST", "31.01.2024", "2024-01-31T10:00:00.Z", "2024年1月31日", "2024-01-31x",
    ])
    func `anything else is none`(text: String) {
        #expect(ISO8601(text) == nil)
    }

    @Test func `a day begins at local midnight`() throws {
        let day = try #require(CivilDate(year: 2024, month: 2, day: 1))
        let start = LocalTime.china.start(of: day)
        #expect(start.iso8601 == "2024-01-31T16:00:00.000Z")
        #expect(LocalTime.china.date(start) == day)
        #expect(LocalTime.china.date(start.advanced(milliseconds: -1)) < day)
    }
}
