import Testing

@testable import Core

@Suite("The text of a clean sample")
struct SampleTextTests {
    private static let samples = (0..<140).map { SampleCorpus(seed: 41).sample(at: $0) }

    @Test("holds the figures of all cells in the form's order, in every layout", arguments: SampleLayout.allCases)
    func figuresInOrder(_ layout: SampleLayout) {
        for sample in Self.samples where sample.truth.layout == layout {
            let expected = (sample.truth.edition?.cells ?? []).compactMap { sample.truth.cells.number($0)?.description }
            #expect(Array(tableFigures(sample).prefix(expected.count)) == expected)
        }
    }

    @Test("is about ten kilobytes of UTF-8 with nothing left to fill in")
    func size() {
        for sample in Self.samples {
            #expect((6_000...13_000).contains(sample.text.count))
            let text = String(validating: sample.text, as: UTF8.self)
            #expect(text != nil && text?.contains { "{}".contains($0) } == false)
        }
        let mean = Self.samples.reduce(0) { $0 + $1.text.count } / Self.samples.count
        #expect((8_000...12_000).contains(mean))
    }

    @Test("has the six headings with their right numerals")
    func numerals() {
        for sample in Self.samples { #expect(headings(sample) == SampleHeadingsOracle.numerals) }
    }

    @Test("gives parts that add up to the items published, which are not the permits")
    func breakdowns() {
        for sample in Self.samples {
            let parts = publishedParts(sample)
            #expect(parts != nil && parts?.total == parts?.sum)
            #expect(parts?.total != sample.truth.cells.number(SampleCells.permits)?.wholeValue)
        }
    }

    @Test("begins with its title, and states the fee from 2021 on and the assessment for governments")
    func obligations() {
        for sample in Self.samples {
            let text = String(decoding: sample.text, as: UTF8.self)
            let lines = text.split(whereSeparator: \.isNewline).prefix(2).joined()
            #expect(lines.drop { $0 == "\u{FEFF}" }.hasPrefix(sample.truth.title ?? "?"))
            if (sample.truth.year ?? 0) >= 2021 { #expect(speaksOfFee(text)) }
            if sample.truth.kind == .government { #expect(speaksOfAssessment(text)) }
        }
    }

    @Test("is dated by the day it was due, where it is dated")
    func dates() {
        var count = 0
        for sample in Self.samples {
            for date in publicationDates(sample) {
                count += 1
                #expect(date <= dueDate(sample.truth))
            }
        }
        #expect(count > 70)
    }
}

@Suite("Phrases")
struct PhraseTests {
    @Test("all parse, and a set has no phrase twice and no more than its mask can hold", arguments: PhraseSet.allCases)
    func sets(_ set: PhraseSet) {
        #expect((2...64).contains(set.phrases.count))
        #expect(Set(set.phrases.map { "\($0.pieces)" }).count == set.phrases.count)
    }

    @Test("are split into text and places to fill")
    func parsing() {
        let phrase: Phrase = "{Y}，{we}收到{3-12}件。"
        #expect(phrase.pieces.count == 6)
        guard case .number(3...12) = phrase.pieces[4] else {
            Issue.record("no range in \(phrase.pieces)")
            return
        }
    }
}
