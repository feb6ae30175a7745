/// Phrases that are looked for at every character of a text, the longest first: two bits tell almost every character that
/// it begins none, and what remains is compared byte by byte.
struct PhraseIndex: Sendable {
    private struct Entry {
        let offset: Int
        let length: Int
        let value: UInt8
    }

    /// One bit a scalar of the Basic Multilingual Plane that begins a phrase.
    private var openings = [UInt64](repeating: 0, count: 1024)
    /// How many openings stand before each word of `openings`.
    private var ranks = [Int](repeating: 0, count: 1024)
    /// Where the entries of each opening begin, and behind the last where they end.
    private var starts: [Int] = []
    private var entries: [Entry] = []
    private var bytes: [UInt8] = []

    /// An index of phrases, each with a value that ``match(_:at:end:in:)`` gives back.
    init(_ phrases: [(text: String, value: UInt8)]) {
        let known = phrases.compactMap { phrase in
            phrase.text.unicodeScalars.first.map {
                (opening: $0.value, text: Array(phrase.text.utf8), value: phrase.value)
            }
        }
        let sorted = known.filter { $0.opening <= 0xFFFF }.sorted {
            $0.opening != $1.opening ? $0.opening < $1.opening : $0.text.count > $1.text.count
        }
        for phrase in sorted {
            let bit = UInt64(1) << UInt64(phrase.opening & 63)
            if openings[Int(phrase.opening >> 6)] & bit == 0 {
                openings[Int(phrase.opening >> 6)] |= bit
                starts.append(entries.count)
            }
            entries.append(Entry(offset: bytes.count, length: phrase.text.count, value: phrase.value))
            bytes += phrase.text
        }
        starts.append(entries.count)
        for word in 1..<1024 { ranks[word] = ranks[word - 1] + openings[word - 1].nonzeroBitCount }
    }

    /// The openings, one bit a scalar.
    var openingBits: [UInt64] { openings }

    /// The longest phrase that begins with a folded scalar at a position, and where it ends.
    @inline(__always)
    func match(_ scalar: UInt32, at start: Int, end: Int, in text: Span<UInt8>) -> (value: UInt8, end: Int)? {
        guard scalar <= 0xFFFF else { return nil }
        let word = openings[Int(scalar >> 6)]
        let bit = UInt64(1) << UInt64(scalar & 63)
        guard word & bit != 0 else { return nil }
        return longest(ranks[Int(scalar >> 6)] + (word & (bit - 1)).nonzeroBitCount, at: start, end: end, in: text)
    }

    private func longest(
        _ opening: Int, at start: Int, end: Int, in text: Span<UInt8>
    ) -> (value: UInt8, end: Int)? {
        for index in starts[opening]..<starts[opening + 1] {
            let entry = entries[index]
            guard start + entry.length <= end else { continue }
            var offset = 0
            while offset < entry.length, text[start + offset] == bytes[entry.offset + offset] { offset += 1 }
            if offset == entry.length { return (entry.value, start + entry.length) }
        }
        return nil
    }
}
