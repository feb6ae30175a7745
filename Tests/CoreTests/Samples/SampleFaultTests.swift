import Testing

@testable import Core

@Suite("A planted fault")
struct SampleFaultTests {
    /// A clean corpus and one with the fault in two of three reports, otherwise the same.
    private func pairs(_ fault: SampleFault) -> [(clean: Sample, faulty: Sample)] {
        let clean = SampleCorpus(seed: 21)
        let faulty = SampleCorpus(seed: 21, faults: SampleFaults([fault]))
        return (0..<24).map { (clean.sample(at: $0), faulty.sample(at: $0)) }.filter { $0.faulty.truth.fault != nil }
    }

    @Test("breaks the equations it says and no others", arguments: SampleFault.allCases)
    func breaksExactlyItsEquations(_ fault: SampleFault) {
        let equations: Set<SampleFault> = [.requestsBalance, .requestsOutcomes, .requestsRow, .appeals]
        let pairs = pairs(fault)
        #expect(pairs.count > 8)
        for (_, faulty) in pairs {
            #expect(faulty.truth.findings.filter { $0 == fault.rule }.count == fault.findingCount)
            let expected = equations.contains(fault) ? Array(repeating: fault.rule, count: fault.findingCount) : []
            #expect(brokenIdentities(faulty.truth) == expected)
        }
    }

    @Test("changes no cell that has nothing to do with it", arguments: SampleFault.allCases)
    func changesOnlyItsCells(_ fault: SampleFault) {
        for (clean, faulty) in pairs(fault) where fault != .edition {
            let changed = Form.cells.filter { clean.truth.cells[$0] != faulty.truth.cells[$0] }
            let tables = Set(changed.map(\.definition.table))
            switch fault {
            case .requestsBalance: #expect(changed.count == 2 && tables == [.requests])
            case .requestsOutcomes: #expect(changed.count == 2 && tables == [.requests])
            case .requestsRow: #expect(changed.count == 3 && tables == [.requests])
            case .appeals: #expect(changed.count == 1 && tables == [.appeals])
            case .notJudged, .unreadable:
                #expect(changed.map { faulty.truth.cells[$0] } == [.unreadable])
                #expect(tables == [fault == .notJudged ? .requests : .disclosure])
            case .negative: #expect(changed.count == 1 && faulty.truth.cells.number(changed[0])?.isNegative == true)
            case .fraction: #expect(changed.count == 1 && faulty.truth.cells.number(changed[0])?.isWhole == false)
            case .blank:
                #expect(tables.count == 1 && changed.allSatisfy { faulty.truth.cells[$0] == .blank })
                #expect(changed.allSatisfy { clean.truth.cells.number($0) == .zero })
            case .collapsedRow:
                #expect(tables == [.requests] && changed.allSatisfy { faulty.truth.cells[$0] == .blank })
            case .rowMissing:
                #expect(changed.count == Form.requestColumns.count && Set(changed.map(\.definition.row)).count == 1)
                #expect(changed.allSatisfy { faulty.truth.cells[$0] == .absent })
            case .tableMissing:
                #expect(tables.count == 1 && changed.allSatisfy { faulty.truth.cells[$0] == .absent })
            case .licensingEqualsPublished: #expect(changed.isEmpty || changed == [SampleCells.permits])
            default: #expect(changed.isEmpty)
            }
        }
    }

    @Test("leaves the organ and the year unknown only where that is the fault", arguments: SampleFault.allCases)
    func identity(_ fault: SampleFault) {
        for (clean, faulty) in pairs(fault) {
            #expect((faulty.truth.agency == nil) == (fault == .agency))
            #expect((faulty.truth.year == nil) == (fault == .year))
            let text = String(decoding: faulty.text, as: UTF8.self)
            if fault == .agency { #expect(!(text + faulty.fileName).contains(clean.truth.agency ?? "")) }
            if fault == .year { #expect(!(text + faulty.fileName).contains("\(clean.truth.year ?? 0)年")) }
        }
    }

    @Test("shows in the text what its rule looks for")
    func shows() {
        for (_, faulty) in pairs(.sectionMissing) { #expect(headings(faulty).count == 5) }
        for (_, faulty) in pairs(.sectionNumbering) {
            #expect(headings(faulty) != Array(SampleHeadingsOracle.numerals))
        }
        for (_, faulty) in pairs(.edition) {
            #expect(!faulty.truth.edition.covers(year: faulty.truth.year ?? 0))
        }
        for (_, faulty) in pairs(.breakdown) { #expect(publishedParts(faulty).map { $0.total != $0.sum } == true) }
        for (_, faulty) in pairs(.licensingEqualsPublished) {
            #expect(publishedParts(faulty)?.total == faulty.truth.cells.number(SampleCells.permits)?.wholeValue)
        }
    }

    @Test("is absent from a third of the reports, and all of them occur")
    func rate() {
        let truths = (0..<1500).map { SampleFaults.all.fault(at: $0, seed: 31) }
        let clean = truths.filter { $0 == nil }.count
        #expect((400...600).contains(clean))
        #expect(Set(truths.compactMap { $0 }) == Set(SampleFault.allCases))
    }

    @Test("is named on the command line by its rule")
    func parsing() throws {
        #expect(try SampleFaults(parsing: "all") == .all)
        #expect(try SampleFaults(parsing: "none") == .none)
        #expect(try SampleFaults(parsing: "cell.blank,identity.year") == SampleFaults([.blank, .year]))
        #expect(throws: UnknownSampleFault(name: "cell.blnk")) { try SampleFaults(parsing: "cell.blnk") }
    }
}
