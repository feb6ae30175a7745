import Core
import Testing

@testable import Store

/// A region that nobody tells is not another one.
struct UnknownRegionTests {
    let state: TemporaryState
    let store: Store

    init() throws {
        state = try TemporaryState()
        store = try state.open()
    }

    /// A report as it is read with a sidecar that tells the region or, with dots, the site it comes from.
    private func intake(
        _ year: Int, _ region: String?, carriedIn: Int = 0, carriedOut: Int = 0, _ number: Int, file: String? = nil,
        roster: [Organ] = []
    ) -> Intake {
        var report = Report.requests("甲局", year, carriedIn: carriedIn, carriedOut: carriedOut)
        report.identity.claims = [
            IdentityClaim(source: .title, agency: "甲局", year: year, place: Place(line: 1), quote: "甲局")
        ]
        let file = file ?? "\(number).txt"
        let isHost = region?.contains(".") == true
        let text = region.map { isHost ? #"{"url":"https://\#($0)/a.html"}"# : #"{"region":"\#($0)"}"# }
        OrganDirectory(Roster(organs: roster)).settle(
            &report.identity, region: isHost ? nil : region, host: isHost ? region : nil)
        var intake = Intake.read(report, number: number, file: file)
        intake.sidecar = text.map {
            SidecarIntake(file: .named("\(file).meta.json", content: 1), content: .of(UInt8($0.utf8.count)), text: $0)
        }
        return intake
    }

    private func reports(_ store: Store) throws -> [String] {
        let lines: String? = try store.value(
            """
            SELECT group_concat(line) FROM (SELECT year || ' ' || region || ' r' || revisions || ' ' || verdict AS line
                FROM report_summary WHERE superseded_by IS NULL ORDER BY line)
            """)
        return lines?.split(separator: ",").map { String($0) } ?? []
    }

    @Test func `a late sidecar that only says where a file was fetched ends no error`() throws {
        try store.record(intake(2021, nil, carriedOut: 3, 1), intake(2022, nil, carriedIn: 5, 2))
        let findings = try store.standing("continuity%")
        #expect(findings.count == 2)
        #expect(try store.record(intake(2022, "a.gov.cn", carriedIn: 5, 2)) == [.rejudged(revision: 2, report: 2)])
        #expect(try store.value("SELECT region FROM report WHERE id = 2") == "a.gov.cn")
        #expect(try store.standing("continuity%") == findings)
        #expect(try store.log().count == 2, "nothing is told")
        // The corrected file has no sidecar.
        #expect(
            try store.record(intake(2022, nil, carriedIn: 3, 3)) == [.recorded(revision: 3, report: 2, number: 2)])
        #expect(try reports(store) == ["2021  r1 valid", "2022 a.gov.cn r2 valid"])
        // What a sidecar said holds as long as it stands there.
        #expect(try store.record(intake(2022, nil, carriedIn: 3, 3)) == [.duplicate(revision: 3)])
    }

    @Test(arguments: [("丙市", nil), (nil, "丙市"), ("丙市", "a.gov.cn"), ("a.gov.cn", nil)] as [(String?, String?)])
    func `a region on one side parts no neighbours`(earlier: String?, later: String?) throws {
        let pair = [intake(2021, earlier, carriedOut: 3, 1), intake(2022, later, carriedIn: 5, 2)]
        try store.record(pair[0], pair[1])
        #expect(try store.standing("continuity%").count == 2)
        let reversed = try TemporaryState().openedWith(pair.reversed())
        #expect(try reversed.store.standing("continuity%").count == 2)
    }

    @Test(arguments: [("丙市", "丁市"), ("a.gov.cn", "b.gov.cn")])
    func `two regions and two sites do`(earlier: String, later: String) throws {
        try store.record(intake(2021, earlier, carriedOut: 3, 1), intake(2022, later, carriedIn: 5, 2))
        #expect(try store.standing("continuity%") == [])
        try store.record(intake(2021, later, carriedOut: 5, 3))
        #expect(try reports(store).count == 3)
    }

    @Test func `a corrected file that tells the region makes no second report, and its report has it from then on`()
        throws
    {
        try store.record(intake(2021, nil, carriedOut: 3, 1), intake(2021, "丙市", carriedOut: 4, 2))
        #expect(try reports(store) == ["2021 丙市 r2 valid"])
        try store.record(intake(2021, "a.gov.cn", carriedOut: 5, 3), intake(2022, "丙市", carriedIn: 9, 4))
        #expect(try reports(store) == ["2021 丙市 r3 valid", "2022 丙市 r1 invalid"])
    }

    @Test func `where there are two of the name, what has no region is nobody's, whatever came first`() throws {
        let intakes = [
            intake(2021, nil, carriedOut: 3, 1), intake(2022, "丙市", carriedIn: 5, 2),
            intake(2022, "丁市", carriedIn: 6, 3), intake(2022, nil, carriedIn: 7, 4),
        ]
        for order in permutations(intakes) {
            let opened = try TemporaryState().openedWith(order)
            #expect(
                try reports(opened.store) == [
                    "2021  r1 valid", "2022  r1 valid", "2022 丁市 r1 valid", "2022 丙市 r1 valid",
                ])
            #expect(try opened.store.standing("continuity%") == [])
        }
    }

    @Test func `a region that turns out to be the same puts them together again`() throws {
        try store.record(
            intake(2021, nil, carriedOut: 3, 1), intake(2022, "丙市", carriedIn: 5, 2),
            intake(2022, "丁市", carriedIn: 6, 3))
        #expect(try store.standing("continuity%") == [])
        try store.record(intake(2022, "丙市", carriedIn: 6, 3))
        #expect(try reports(store) == ["2021  r1 valid", "2022 丙市 r2 invalid"])
        #expect(try store.standing("continuity%").allSatisfy { $0.hasSuffix("6 3") })
        #expect(try store.standing("document.revision").count == 1)
    }

    @Test func `an organ's own text of another year is known whatever the region`() throws {
        var (earlier, later) = (intake(2020, nil, 1), intake(2022, "丙市", 2))
        earlier.examination.report?.narrative.sketch = .random(seed: 1)
        later.examination.report?.narrative.sketch = .random(seed: 1)
        for order in [[earlier, later], [later, earlier]] {
            let opened = try TemporaryState().openedWith(order)
            #expect(try opened.store.standing("narrative.copied").map { $0.prefix(7) } == ["甲局 2022"])
        }
    }

    @Test func `where the roster has several of the name, no region is none of them`() throws {
        let roster = [Organ(name: "甲局", region: "丙市"), Organ(name: "甲局", region: "丁市")]
        let store = try TemporaryState().openedWith(
            [
                intake(2021, nil, carriedOut: 3, 1, roster: roster),
                intake(2022, "丙市", carriedIn: 5, 2, roster: roster), intake(2022, nil, carriedIn: 3, 3, roster: roster),
            ], roster: roster)
        #expect(try reports(store.store) == ["2021  r1 valid", "2022  r1 valid", "2022 丙市 r1 valid"])
    }

    @Test func `a sidecar that goes takes the region with it, and no error`() throws {
        try store.record(intake(2021, "丙市", carriedOut: 3, 1), intake(2022, "丙市", carriedIn: 5, 2))
        try store.record(intake(2022, nil, carriedIn: 5, 2))
        #expect(try reports(store) == ["2021 丙市 r1 valid", "2022  r1 invalid"])
        #expect(try store.log().count == 2)
    }

    @Test func `a region that one of two revisions told goes with its sidecar`() throws {
        try store.record(intake(2022, nil, 1), intake(2022, "丙市", carriedIn: 1, 2))
        #expect(try reports(store) == ["2022 丙市 r2 valid"])
        try store.record(intake(2022, nil, carriedIn: 1, 2))
        #expect(try reports(store) == ["2022  r2 valid"])
    }
}

extension TemporaryState {
    /// A store with these recorded one after the other, and the directory that goes with it.
    fileprivate func openedWith(
        _ intakes: [Intake], roster: [Organ] = []
    ) throws -> (store: Store, state: TemporaryState) {
        let store = try open(roster: roster)
        for intake in intakes { try store.record(intake) }
        return (store, self)
    }
}
