import Testing

@testable import Core

@Suite("A planted fault")
struct SampleFaultTests {
    /// Reports that are the same but for the fault; for a repeated report its model.
    private func pairs(_ fault: SampleFault) -> [(clean: Sample, faulty: Sample)] {
        let clean = SampleCorpus(seed: 21)
        let faulty = SampleCorpus(seed: 21, faults: SampleFaults([fault]))
        let repeats = fault == .duplicate || fault == .revision
        let places = (0..<400).lazy.filter { faulty.sample(at: $0).truth.fault != nil }.prefix(16)
        return places.map { (clean.sample(at: repeats ? $0 - 1 : $0), faulty.sample(at: $0)) }
    }

    @Test("breaks the equations it says and no others", arguments: SampleFault.allCases)
    func breaksExactlyItsEquations(_ fault: SampleFault) {
        let equations: Set<SampleFault> = [.requestsBalance, .requestsOutcomes, .requestsRow, .appeals]
        let pairs = pairs(fault)
        #expect(pairs.count > 8)
        for (_, faulty) in pairs {
            #expect(faulty.truth.stored.findings.filter { $0 == fault.rule }.count == fault.findingCount)
            #expect(faulty.truth.alone == (fault.isContextual ? .clean : faulty.truth.stored))
            let expected = equations.contains(fault) ? Array(repeating: fault.rule, count: fault.findingCount) : []
            #expect(brokenIdentities(faulty.truth) == expected)
        }
    }

    @Test("changes no cell that has nothing to do with it", arguments: SampleFault.allCases)
    func changesOnlyItsCells(_ fault: SampleFault) {
        for (clean, faulty) in pairs(fault) where fault != .edition && !fault.replacesReport {
            let changed = Form.cells.filter { clean.truth.cells[$0] != faulty.truth.cells[$0] }
            let tables = Set(changed.map(\.definition.table))
            switch fault {
            case .requestsBalance, .requestsOutcomes: #expect(changed.count == 2 && tables == [.requests])
            case .requestsRow: #expect(changed.count == 3 && tables == [.requests])
            case .carriedOver: #expect(changed.count == 6 && tables == [.requests])
            case .documentsContinuity: #expect(changed.count == 1 && tables == [.disclosure])
            case .itemsContinuity: #expect(changed.count == 2 && tables == [.disclosure])
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
            case .yearOverYear: #expect(changed.count == 1 && tables == [.disclosure])
            case .revision: #expect((6...7).contains(changed.count))
            default: #expect(changed.isEmpty)
            }
        }
    }

    @Test("leaves the organ and the year unknown only where that is the fault", arguments: SampleFault.allCases)
    func identity(_ fault: SampleFault) {
        for (clean, faulty) in pairs(fault) {
            #expect((faulty.truth.agency == nil) == (fault == .agency || fault.replacesReport))
            #expect((faulty.truth.year == nil) == (fault == .year || fault.replacesReport))
            let everything = String(decoding: faulty.text + (faulty.sidecar ?? []), as: UTF8.self) + faulty.fileName
            if fault == .agency { #expect(!everything.contains(clean.truth.agency ?? "")) }
            if fault == .year { #expect(!everything.contains("\(clean.truth.year ?? 0)年")) }
        }
    }

    @Test("shows in the text what its rule looks for")
    func shows() {
        for (_, faulty) in pairs(.sectionMissing) { #expect(headings(faulty).count == 5) }
        for (_, faulty) in pairs(.sectionNumbering) {
            #expect(headings(faulty) != Array(SampleHeadingsOracle.numerals))
        }
        for (_, faulty) in pairs(.edition) {
            #expect(faulty.truth.edition?.covers(year: faulty.truth.year ?? 0) == false)
        }
        for (_, faulty) in pairs(.breakdown) { #expect(publishedParts(faulty).map { $0.total != $0.sum } == true) }
        for (_, faulty) in pairs(.licensingEqualsPublished) {
            #expect(publishedParts(faulty)?.total == faulty.truth.cells.number(SampleCells.permits)?.wholeValue)
        }
        for (_, faulty) in pairs(.late) {
            #expect(publicationDates(faulty).contains { $0 > dueDate(faulty.truth) })
        }
    }

    @Test("leaves out of the text what its rule misses")
    func leavesOut() {
        for (_, faulty) in pairs(.feeStatement) { #expect(!speaksOfFee(String(decoding: faulty.text, as: UTF8.self))) }
        for (_, faulty) in pairs(.assessment) {
            #expect(!speaksOfAssessment(String(decoding: faulty.text, as: UTF8.self)))
        }
        for (_, faulty) in pairs(.problemsEmpty) {
            let lines = lines(faulty)
            let end = lines.lastIndex { $0.hasPrefix("六、") } ?? 0
            let last = lines[..<end].last ?? ""
            #expect(last.hasPrefix("五、") || ["无", "无。", "暂无。"].contains(last), "\(faulty.fileName)")
        }
    }

    @Test("breaks bytes only where that is the fault", arguments: SampleFault.allCases)
    func bytes(_ fault: SampleFault) {
        for (_, faulty) in pairs(fault) {
            let isWhole = String(validating: faulty.text, as: UTF8.self) != nil
            #expect(isWhole == (fault != .encoding && fault != .unsupported))
        }
        for (clean, faulty) in pairs(.sidecar) { #expect(clean.sidecar != faulty.sidecar) }
    }

    @Test("is absent from a third of the reports, and all of them occur")
    func rate() {
        let corpus = SampleCorpus(seed: 31, faults: .all)
        let faults = (0..<1500).map { corpus.sample(at: $0).truth.fault }
        #expect((400...650).contains(faults.count { $0 == nil }))
        for fault in SampleFault.allCases { #expect(faults.count { $0 == fault } >= 4, "\(fault)") }
    }

    @Test("is named on the command line by its rule")
    func parsing() throws {
        #expect(try SampleFaults(parsing: "all") == .all)
        #expect(try SampleFaults(parsing: "none") == .none)
        #expect(try SampleFaults(parsing: "cell.blank,identity.year") == SampleFaults([.blank, .year]))
        #expect(throws: UnknownSampleFault(name: "cell.blnk")) { try SampleFaults(parsing: "cell.blnk") }
    }

    @Test("is there for every rule that a file, a report or a stored report can break")
    func everyRule() {
        let elsewhere: Set<RuleID> = [
            "document.too-large", "document.corrupt", "document.timeout", "document.denied", "document.not-regular",
            "coverage.missing",
        ]
        let planted = Set(SampleFault.allCases.map(\.rule))
        #expect(Set(RuleDescription.all.map(\.id)).subtracting(elsewhere) == planted)
    }
}
