import TestSupport
import Testing

@testable import Core
@testable import Documents

/// One report gives the same cells however its PDF is set.
@Suite(.enabled(if: PDFReader.program.isInstalled)) struct PDFTableTests {
    static let looks: [PDFSheet.Look] = [
        .init(name: "middle"),
        .init(
            name: "to the left, at the top", across: .start, down: .start, labelsDown: .start, footer: { "- \($0) -" }),
        .init(name: "to the right, at the bottom", across: .end, down: .end, labelsDown: .end, footer: { "\($0)" }),
        .init(name: "figures at the top", down: .start, labelsDown: .middle, upright: true),
        .init(name: "narrow labels", size: 8, upright: true, labelShare: 0.28),
        .init(name: "large, heads repeated", size: 13, margin: 60, upright: true, repeatsHeads: true, labelShare: 0.5),
        .init(
            name: "rows broken by pages", size: 12, down: .start, labelsDown: .start, repeatsHeads: true,
            breaksRows: true,
            labelShare: 0.3),
        .init(
            name: "rows broken, no heads", size: 12, down: .start, labelsDown: .start, breaksRows: true, labelShare: 0.3
        ),
        .init(
            name: "printed from a browser", margin: 50, flush: true,
            footer: { "https://www.example.gov.cn/art/2022.html \($0)/5" },
            header: "2022/1/25 10:31 政府信息公开年报", leading: 1.6, padding: 0.5),
        .init(name: "tight", size: 9, margin: 80, padding: 0),
        .init(name: "turned pages", footer: { "- \($0) -" }, turn: .page),
    ]

    /// Samples whose text keeps tables apart, so that it can be set anew.
    private static let samples: [Sample] = (0..<120).lazy.map { SampleCorpus(seed: 7).sample(at: $0) }
        .filter { $0.truth.layout.map { SampleLayout.keepingEmptyCells.contains($0) } == true }
        .prefix(6).map { $0 }

    private func read(_ pdf: [UInt8], _ sample: Sample) -> Examination {
        Examiner().examine(
            pdf, name: Array((sample.fileName + ".pdf").utf8), sidecar: sample.sidecar.map { SidecarFile($0) })
    }

    @Test(arguments: looks) func `every cell is read where it stands`(_ look: PDFSheet.Look) throws {
        for sample in Self.samples {
            let examination = read(PDFSheet.render(sample, sample.truth.cells, look), sample)
            let report = try #require(examination.report, "\(sample.fileName)")
            #expect(differences(report.cells, sample.truth.cells) == [], "\(sample.fileName)")
            #expect(report.identity.agency == sample.truth.agency)
            #expect(report.identity.year == sample.truth.year)
            #expect(report.edition == sample.truth.edition)
            #expect(
                examination.findings.map(\.rule).filter { $0 != "cell.blank" } == sample.truth.alone.findings,
                "\(sample.fileName)")
        }
    }

    @Test(arguments: looks) func `empty cells do not shift their rows`(_ look: PDFSheet.Look) throws {
        for sample in Self.samples {
            var cells = sample.truth.cells
            var generator = SeededGenerator(seed: 3, sample.fileName.utf8.count)
            for cell in cells.present where cells[cell] == .number(.zero) && generator.chance(60) {
                cells[cell] = .blank
            }
            let report = try #require(read(PDFSheet.render(sample, cells, look), sample).report)
            // A lone figure at a side of its column may leave open which one that is, where no other table tells.
            let isOpen = { (cell: String) in !cell.hasPrefix("requests.") && cell.hasSuffix("unplaced") }
            let wrong = differences(report.cells, cells).filter { look.across == .middle || !isOpen($0) }
            #expect(wrong == [], "\(sample.fileName)")
        }
    }

    /// With every zero left out, whole columns are empty and only the heads tell where figures stand.
    @Test(arguments: looks) func `what cannot be placed is left out, never misplaced`(_ look: PDFSheet.Look) throws {
        for sample in Self.samples {
            var cells = sample.truth.cells
            for cell in cells.present where cells[cell] == .number(.zero) { cells[cell] = .blank }
            let examination = read(PDFSheet.render(sample, cells, look), sample)
            let report = try #require(examination.report)
            let wrong = differences(report.cells, cells).filter { !$0.hasSuffix("unplaced") }
            #expect(wrong == [], "\(sample.fileName)")
            if wrong.count != differences(report.cells, cells).count {
                #expect(examination.findings.contains { $0.rule == "cell.collapsed-row" })
            }
        }
    }

    private func differences(_ read: CellTable, _ expected: CellTable) -> [String] {
        Form.cells.filter { read[$0] != expected[$0] }.map { "\($0): \(expected[$0]) as \(read[$0])" }
    }
}
