import Core
import Testing

@testable import Store

/// Whatever order reports come in, the store ends with the same findings on them.
struct OrderOfArrivalTests {
    private func final(_ intakes: [Intake]) throws -> [String] {
        let state = try TemporaryState()
        let store = try state.open()
        _ = try store.record(intakes, announcement: .announced)
        let verdicts = try store.reader.reports().map { "\($0.agency ?? "") \($0.year ?? 0) \($0.verdict)" }.sorted()
        return try store.standing() + verdicts
    }

    /// Reports on four years of which every one breaks something of the year before, the last two with one text.
    private static let years: [Intake] = {
        var reports = [
            Report.requests("甲局", 2020, carriedIn: 0, carriedOut: 1, received: 200),
            .requests("甲局", 2021, carriedIn: 2, carriedOut: 3, received: 20),
            .requests("甲局", 2022, carriedIn: 4, carriedOut: 5, received: 150),
            .requests("甲局", 2023, carriedIn: 6, carriedOut: 7, received: 10),
        ]
        reports[2].set("disclosure.normative_documents.effective", .number(9))
        for (index, seed) in [(0, 1), (2, 2), (3, 2)] { reports[index].narrative.sketch = .random(seed: UInt64(seed)) }
        return reports.enumerated().map { .read($0.element, number: $0.offset) }
    }()

    @Test func `two years in either order`() throws {
        let pair = Array(Self.years[1...2])
        #expect(try final(pair) == final(pair.reversed()))
    }

    @Test func `four years in every order`() async throws {
        let expected = try final(Self.years)
        #expect(expected.contains { $0.contains("continuity.normative-documents") })
        #expect(expected.contains { $0.contains("plausibility.year-over-year") })
        #expect(expected.contains { $0.contains("narrative.copied") })
        for order in permutations(Self.years) {
            #expect(try final(order) == expected)
            await Task.yield()
        }
    }

    @Test func `with a revision in the middle, in every order that keeps the two in theirs`() async throws {
        let former = Intake.read(.requests("甲局", 2022, carriedIn: 3, carriedOut: 6, received: 21), number: 9)
        let revised = Self.years[2]
        let others = Self.years.filter { $0.file != revised.file }
        // What a revision says of itself depends on what it replaces, which here is always the same.
        let expected = try final([former] + Self.years)
        for order in permutations(others + [former, revised]) {
            guard let first = order.firstIndex(where: { $0.file == former.file }),
                let second = order.firstIndex(where: { $0.file == revised.file }), first < second
            else { continue }
            #expect(try final(order) == expected)
            await Task.yield()
        }
    }

    @Test(arguments: 1...6)
    func `samples of many organs in any order`(seed: UInt64) throws {
        var generator = Shuffler(state: seed)
        let corpus = SampleCorpus(seed: seed, faults: .all)
        var intakes: [Intake] = []
        for index in 0..<50 {
            let sample = corpus.sample(at: index)
            guard
                case .report(var report) = ReportReader.read(
                    PlainTextReader.read(sample.text), fileName: Array(sample.fileName.utf8)),
                report.identity.agency != nil, report.identity.year != nil
            else { continue }
            // Faults that plant another identity may make two reports one, of which the last counts.
            report.identity.region = "\(index / SampleCorpus.yearsPerOrgan)"
            // Between organs it counts who had a text first.
            report.narrative.sketch = nil
            if report.identity.year == SampleCorpus.firstYear + index % SampleCorpus.yearsPerOrgan {
                intakes.append(.read(report, number: index))
            }
        }
        let expected = try final(intakes)
        for _ in 0..<3 { #expect(try final(intakes.shuffled(using: &generator)) == expected) }
    }
}

/// The same orders in every run.
private struct Shuffler: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 31)
    }
}
