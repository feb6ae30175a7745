/// Phrases that are looked for at every character of a text, the longest first: one bit tells of almost every character
/// that it begins none, and what remains is compared byte by byte.
struct PhraseIndex: Sendable {
    private struct Entry {
        let offset: Int
        let length: Int
        let value: UInt8
    }

    /// One bit a scalar of the Basic Multilingual Plane that begins a phrase.
    private var openings = [UInt64](repeating: 0, count: 1024)
    /// Which opening a scalar is, for those that are one.
    private var ordinals = [UInt8](repeating: 0, count: 0x10000)
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
                ordinals[Int(phrase.opening)] = UInt8(starts.count)
                starts.append(entries.count)
            }
            entries.append(Entry(offset: bytes.count, length: phrase.text.count, value: phrase.value))
            bytes += phrase.text
        }
        starts.append(entries.count)
    }

    /// The openings, one bit a scalar.
    var openingBits: [UInt64] { openings }

    /// The longest phrase that begins with a folded scalar at a position, and where it ends.
    @inline(__always)
    func match(_ scalar: UInt32, at start: Int, end: Int, in text: Span<UInt8>) -> (value: UInt8, end: Int)? {
        guard scalar <= 0xFFFF, openings[Int(scalar >> 6)] & (1 << UInt64(scalar & 63)) != 0 else { return nil }
        return longest(Int(ordinals[Int(scalar)]), at: start, end: end, in: text)
    }

    private func longest(
        _ opening: Int, at start: Int, end: Int, in text: Span<UInt8>
    ) -> (value: UInt8, end: Int)? {
        for index in starts[opening]..<starts[opening + 1] {
            let entry = entries[index]
            guard entry.length <= end - start else { continue }
            var offset = 0
            while offset < entry.length, text[start + offset] == bytes[entry.offset + offset] { offset += 1 }
            if offset == entry.length { return (entry.value, start + entry.length) }
        }
        return nil
    }
}
