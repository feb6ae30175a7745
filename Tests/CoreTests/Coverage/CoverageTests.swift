import Testing

@testable import Core

@Suite struct CoverageTests {
    private static func day(_ text: String) throws -> CivilDate { try #require(ISO8601(text)).date }

    private struct World {
        var organs = [
            Organ(name: "甲局", region: "A市"), Organ(name: "乙局", region: "A市"), Organ(name: "丙局", region: "B市"),
            Organ(name: "A市人民政府", region: "A市"), Organ(name: "新镇人民政府", region: "B市"),
        ]
        var deadlines = Deadlines()
        var reports: Set<String> = []
        var exempt: Set<String> = []
        var notices: [CoverageNotice] = []
        var told: [String] = []

        /// Looks on a day, does what is to be done and returns it.
        @discardableResult
        mutating func look(_ day: String, raises: Bool = true) throws -> CoverageChanges {
            let (reports, exempt) = (reports, exempt)
            let plan = CoveragePlan(
                directory: OrganDirectory(Roster(organs: organs)), deadlines: deadlines,
                today: try CoverageTests.day(day), concerns: { !exempt.contains($0.name) },
                hasReport: { organ, year in reports.contains("\(organ.name) \(year)") })
            let changes = try plan.changes(from: notices, raises: raises)
            notices.removeAll { changes.revoked.contains($0) }
            func mark(_ changed: [CoverageNotice], _ state: CoverageNotice.State) {
                for index in notices.indices where changed.contains(notices[index]) { notices[index].state = state }
            }
            mark(changes.withdrawn, .withdrawn)
            mark(changes.dropped, .dropped)
            mark(changes.reopened, .open)
            notices.removeAll { notice in
                changes.raised.contains {
                    $0.organ == notice.organ && $0.year == notice.year && $0.deadline == notice.deadline
                }
            }
            notices += changes.raised
            #expect(try plan.changes(from: notices, raises: raises).isEmpty, "applied changes leave nothing to do")
            return changes
        }
    }

    @Test func `each kind is missing when its deadline has passed, once`() throws {
        var world = World()
        #expect(try world.look("2024-01-31").isEmpty)
        let first = try world.look("2024-02-01")
        #expect(first.raised.map(\.organ) == ["甲局", "乙局", "丙局", "新镇人民政府"])
        #expect(first.raised.allSatisfy { $0.year == 2023 && $0.deadline.description == "2024-01-31" })
        #expect(try world.look("2024-03-31").isEmpty)
        #expect(try world.look("2024-04-01").raised.map(\.organ) == ["A市人民政府"])
        #expect(try world.look("2024-12-31").isEmpty)
        #expect(try world.look("2025-01-31").isEmpty, "the new year's deadline is still to come, the old stays told")
        #expect(try world.look("2025-02-01").raised.map(\.year) == [2024, 2024, 2024, 2024])
    }

    @Test func `an organ that is exempt is not told of, and told again only of what is new`() throws {
        var world = World()
        world.exempt = ["甲局"]
        #expect(try world.look("2024-02-01").raised.map(\.organ) == ["乙局", "丙局", "新镇人民政府"])
        world.exempt = ["乙局"]
        let later = try world.look("2024-02-02")
        #expect(later.raised.map(\.organ) == ["甲局"] && later.dropped.map(\.organ) == ["乙局"] && later.revoked.isEmpty)
        world.exempt = []
        #expect(try world.look("2024-02-03").reopened.map(\.organ) == ["乙局"])
    }

    @Test func `a report that comes withdraws, also years later`() throws {
        var world = World()
        try world.look("2024-02-01")
        world.reports = ["甲局 2023", "丙局 2022"]
        #expect(try world.look("2025-01-02").withdrawn.map(\.organ) == ["甲局"])
        world.reports = []
        #expect(try world.look("2025-01-03").isEmpty, "never told twice")
    }

    @Test func `a report that leaves the organ again is missing again, once, unless its year is history`() throws {
        var world = World()
        try world.look("2024-02-01")
        world.reports = ["甲局 2023"]
        try world.look("2024-02-02")
        world.reports = []
        #expect(try world.look("2024-02-03", raises: false).isEmpty, "while files are being read")
        #expect(try world.look("2024-02-03").raised.map(\.organ) == ["甲局"])
        #expect(try world.look("2024-02-04").isEmpty)
        world.reports = ["甲局 2023"]
        #expect(try world.look("2024-02-05").withdrawn.map(\.organ) == ["甲局"])
        world.reports = []
        #expect(try world.look("2025-01-05").isEmpty)
    }

    @Test func `one who has published is not missing, and older years are history`() throws {
        var world = World()
        world.reports = ["甲局 2023"]
        #expect(try world.look("2024-02-01").raised.map(\.organ) == ["乙局", "丙局", "新镇人民政府"])
        #expect(world.notices.allSatisfy { $0.year == 2023 })
    }

    @Test func `a clock that stood wrong does no lasting harm`() throws {
        var world = World()
        #expect(try world.look("2025-02-01", raises: false).isEmpty, "while the clock is not believed")
        try world.look("2025-02-01")
        #expect(world.notices.count == 4)
        let back = try world.look("2024-01-15")
        #expect(back.revoked.count == 4 && world.notices.isEmpty)
        #expect(try world.look("2025-02-01").raised.count == 4, "told again when it is time")
    }

    @Test func `changes of the roster are followed without a word`() throws {
        var world = World()
        try world.look("2024-02-01")
        let removed = world.organs.removeFirst()
        let dropped = try world.look("2024-02-02")
        #expect(dropped.dropped.map(\.organ) == ["甲局"] && !dropped.tells)
        world.organs.append(removed)
        let reopened = try world.look("2024-02-03")
        #expect(reopened.reopened.map(\.organ) == ["甲局"] && !reopened.tells)
        world.organs.append(Organ(name: "丁局", region: "B市"))
        #expect(try world.look("2024-02-04").raised.map(\.organ) == ["丁局"])
        world.organs.removeAll { $0.name == "丁局" }
        world.organs.append(Organ(name: "戊局", region: "C市", aliases: ["丁局"]))
        #expect(try world.look("2024-02-05").isEmpty, "a new name or region is no new organ")
        world.reports = ["戊局 2023"]
        #expect(try world.look("2024-02-06").withdrawn.map(\.organ) == ["丁局"])
    }

    @Test func `a deadline put off takes back what was told`() throws {
        var world = World()
        try world.look("2024-02-01")
        let later = try #require(Deadlines.Day(month: 2, day: 15))
        world.deadlines.department = later
        world.deadlines.township = later
        #expect(try world.look("2024-02-02").revoked.count == 4)
        #expect(try world.look("2024-02-16").raised.first?.deadline.description == "2024-02-15")
    }

    @Test func `one event tells of a region, a year and a deadline`() throws {
        var world = World()
        let groups = CoverageChanges.groups(try world.look("2024-04-01").raised)
        #expect(groups.map(\.region) == ["A市", "B市", "A市"])
        #expect(groups.map(\.agencies) == [["甲局", "乙局"], ["丙局", "新镇人民政府"], ["A市人民政府"]])
    }

    @Test(arguments: [
        (nil, "2024-01-31", CoverageState.notDue), (nil, "2024-02-01", .missing),
        ("2024-01-31", "2024-06-01", .published),
        ("2024-02-01", "2024-06-01", .late), ("unknown", "2024-06-01", .published),
    ])
    func `an organ stands so with its report`(published: String?, today: String, expected: CoverageState) throws {
        let report = published.map {
            CoveringReport(id: 1, publishedOn: ISO8601($0)?.date, receivedAt: UnixTime(milliseconds: 0))
        }
        let entry = CoverageEntry(
            organ: Organ(name: "甲局"), year: 2023, report: report, deadlines: Deadlines(),
            today: try Self.day(today))
        #expect(entry.state == expected)
    }
}

@Suite struct SteadyClockTests {
    private func at(_ milliseconds: Int64) -> UnixTime { UnixTime(milliseconds: 1_700_000_000_000 + milliseconds) }

    @Test func `a clock is believed when it has run steadily for five minutes`() {
        var clock = SteadyClock()
        #expect(clock.look(wall: at(0), elapsed: 1000) == 300_000)
        #expect(clock.look(wall: at(100_000), elapsed: 101_000) == 200_000)
        #expect(clock.look(wall: at(300_500), elapsed: 301_000) == 0)
        #expect(clock.look(wall: at(4_000_000), elapsed: 4_000_500) == 0)
    }

    @Test(arguments: [Int64(31_536_000_000), -31_536_000_000, 20_000])
    func `a jump begins it anew`(jump: Int64) {
        var clock = SteadyClock()
        _ = clock.look(wall: at(0), elapsed: 0)
        #expect(clock.look(wall: at(300_000), elapsed: 300_000) == 0)
        #expect(clock.look(wall: at(301_000 + jump), elapsed: 301_000) == 300_000)
        #expect(clock.look(wall: at(400_000 + jump), elapsed: 400_000) == 201_000)
        #expect(clock.look(wall: at(500_000), elapsed: 500_000) == 300_000, "and so does the way back")
    }
}
