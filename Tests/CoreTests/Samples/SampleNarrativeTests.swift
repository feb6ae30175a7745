import Testing

@testable import Core

@Suite("The narratives of samples")
struct SampleNarrativeTests {
    @Test("are nobody's copy: no two clean ones have much in common")
    func narrativesDiffer() {
        let corpus = SampleCorpus(seed: 41)
        let sketches = (0..<300).map { Sketch(narrative(corpus.sample(at: $0))) }
        var highest = 0.0
        for (index, one) in sketches.enumerated() {
            for other in sketches[(index + 1)...] { highest = max(highest, one.similarity(to: other)) }
        }
        #expect(highest < 0.35)
    }

    @Test("are nearly the same where one is copied, and only there")
    func copies() {
        let corpus = SampleCorpus(seed: 42, faults: SampleFaults([.copied]))
        var (sameOrgan, otherOrgan) = (0, 0)
        for index in 5..<500 {
            let sample = corpus.sample(at: index)
            guard sample.truth.fault == .copied else { continue }
            let copy = Sketch(narrative(sample))
            let last = corpus.sample(at: index - 1)
            let neighbour = corpus.sample(at: index - SampleCorpus.yearsPerOrgan)
            #expect(neighbour.truth.year == sample.truth.year)
            let fromLast = last.truth.agency == sample.truth.agency ? copy.similarity(to: Sketch(narrative(last))) : 0
            let fromNeighbour = copy.similarity(to: Sketch(narrative(neighbour)))
            #expect(max(fromLast, fromNeighbour) > 0.9 && min(fromLast, fromNeighbour) < 0.35, "\(sample.fileName)")
            #expect((fromLast > fromNeighbour ? last : neighbour).truth.fault == nil)
            if fromLast > fromNeighbour { sameOrgan += 1 } else { otherOrgan += 1 }
        }
        #expect(sameOrgan > 5 && otherOrgan > 5)
    }

    /// The running text: long lines outside tables, without digits, punctuation, spaces and the organ's name.
    private func narrative(_ sample: Sample) -> [Unicode.Scalar] {
        lines(sample).filter { $0.count > 40 && !$0.contains("|") }
            .flatMap { $0.split(separator: sample.truth.agency ?? "?").joined().unicodeScalars }
            .filter { $0.properties.isIdeographic }
    }

    /// The smallest hashes of a narrative's runs of five characters: the share that two have in common tells that of all.
    private struct Sketch {
        let hashes: [UInt64]

        init(_ narrative: [Unicode.Scalar]) {
            let runs = narrative.indices.dropLast(4).map { start in
                narrative[start..<(start + 5)].reduce(UInt64(0xCBF2_9CE4_8422_2325)) { hash, scalar in
                    (hash ^ UInt64(scalar.value)) &* 0x9E37_79B9_7F4A_7C15
                }
            }
            hashes = Array(Set(runs.map { $0 ^ ($0 >> 29) }.map { $0 &* 0xBF58_476D_1CE4_E5B9 }).sorted().prefix(256))
        }

        func similarity(to other: Sketch) -> Double {
            var (left, right, shared) = (0, 0, 0)
            while left < hashes.count, right < other.hashes.count, left + right - shared < 256 {
                if hashes[left] == other.hashes[right] {
                    (left, right, shared) = (left + 1, right + 1, shared + 1)
                } else if hashes[left] < other.hashes[right] {
                    left += 1
                } else {
                    right += 1
                }
            }
            return Double(shared) / Double(max(1, left + right - shared))
        }
    }
}
