import Testing

@testable import Core

@Suite("A corpus of samples")
struct SampleCorpusTests {
    @Test("gives the same bytes for the same seed for ever")
    func isStable() {
        let clean = SampleCorpus(seed: 1)
        let faulty = SampleCorpus(seed: 1, faults: .all)
        #expect(fingerprint(clean, 0..<40) == 15_833_253_482_431_651_858)
        #expect(fingerprint(faulty, 0..<40) == 6_177_555_030_544_813_142)
    }

    @Test("gives each report on its own, whatever was asked for before")
    func isRandomAccess() {
        let corpus = SampleCorpus(seed: 5, faults: .all)
        let later = corpus.sample(at: 123_456)
        _ = corpus.sample(at: 3)
        #expect(corpus.sample(at: 123_456).text == later.text)
        #expect(SampleCorpus(seed: 5, faults: .all).sample(at: 123_456).fileName == later.fileName)
    }

    @Test("gives other reports for another seed")
    func dependsOnSeed() {
        let one = SampleCorpus(seed: 1)
        let other = SampleCorpus(seed: 2)
        for index in 0..<20 { #expect(one.sample(at: index).text != other.sample(at: index).text) }
    }

    @Test("has as many organs as a million reports need, no two of one name")
    func organsAreUnique() {
        #expect(SampleCorpus.capacity >= 1_000_000)
        let numbers = Array(0..<10_000) + Array((SampleOrgan.count - 10_000)..<SampleOrgan.count)
        let names = Set(numbers.map { SampleOrgan(number: $0, seed: 9).name })
        #expect(names.count == numbers.count)
    }

    @Test("has governments and departments, and every level among the first few organs")
    func levelsAreMixed() {
        #expect(Set(SampleLevel.cycle.prefix(16)) == Set(SampleLevel.allCases))
        let kinds = (0..<10).map { SampleOrgan(number: $0, seed: 3).kind }
        #expect(Set(kinds) == [.department, .government])
    }

    @Test("names files so that every file system takes them and none replaces another")
    func fileNames() {
        let corpus = SampleCorpus(seed: 4, faults: .all)
        let names = (0..<600).map { corpus.sample(at: $0 * 997).fileName }
        #expect(Set(names).count == names.count && names == names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        for name in names {
            #expect(name.hasSuffix(".txt") && (name + ".meta.json").utf8.count <= 255)
            #expect(!name.contains { $0 == "/" || $0 == " " || $0.isNewline } && name.first != ".")
        }
    }

    @Test("uses both editions by their years and every layout")
    func editionsAndLayouts() {
        let truths = (0..<200).map { SampleCorpus(seed: 6).sample(at: $0).truth }
        #expect(Set(truths.compactMap(\.layout)) == Set(SampleLayout.allCases))
        #expect(Set(truths.compactMap(\.year)) == Set(2019...2023))
        #expect(truths.allSatisfy { $0.edition?.covers(year: $0.year ?? 0) == true })
    }

    @Test("writes a truth as one line of JSON with the keys of check")
    func truthJSON() throws {
        let corpus = SampleCorpus(seed: 1, faults: SampleFaults([.notJudged]))
        let truth = try #require((0..<20).map { corpus.sample(at: $0).truth }.first { $0.fault != nil })
        var json = JSONWriter()
        truth.write(to: &json)
        #expect(!json.text.contains("\n"))
        #expect(json.text.contains(#""findings":["arithmetic.not-judged","cell.unreadable"]"#))
        #expect(json.text.contains(#""alone":{"verdict":"invalid","findings":["arithmetic.not-judged""#))
        #expect(json.text.contains(#""requests.received.total":"#))
    }

    /// FNV-1a over names and texts.
    private func fingerprint(_ corpus: SampleCorpus, _ range: Range<Int>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in range {
            let sample = corpus.sample(at: index)
            for byte in Array(sample.fileName.utf8) + sample.text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
        return hash
    }
}
