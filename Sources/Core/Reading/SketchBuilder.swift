/// Makes a ``NarrativeSketch`` of the lines it is given, one pass over each.
///
/// Shingles are five characters long. What says nothing about who wrote a text leaves no trace: spaces, punctuation, how
/// large a number is, the organ's name, and what form and law dictate word for word. The hash is made here, of
/// constants: it is the same on every machine and for ever, since sketches are stored.
struct SketchBuilder {
    private static let length = 5
    /// Stands for any number.
    private static let number: UInt64 = 0x30

    /// The least hash of each slot's shingles.
    private var least = InlineArray<256, UInt64>(repeating: .max)
    private var count = 0
    private let organ: [UInt8]

    /// - Parameter organ: the organ's own name, which is left out.
    init(organ: String?) {
        self.organ = organ.map { Array($0.utf8) } ?? []
    }

    /// Takes in one paragraph; shingles do not cross paragraphs.
    mutating func add(_ range: Range<Int>, in text: Span<UInt8>) {
        let dictated = DictatedPhrases.index
        let organOpening = organ.first ?? 0
        var window = Window()
        var position = range.lowerBound
        while position < range.upperBound {
            let start = position
            let scalar = Scalars.folded(Scalars.next(text, &position, end: range.upperBound))
            if scalar < 0x3400 {
                guard let mark = Self.mark(of: scalar), mark != Self.number || window.last != mark else { continue }
                take(&window, mark)
            } else if let match = dictated.match(scalar, at: start, end: range.upperBound, in: text) {
                position = match.end
            } else if text[start] == organOpening, isOrgan(at: start, end: range.upperBound, in: text) {
                position = start + organ.count
            } else if scalar < 0xFF00 {
                take(&window, UInt64(scalar))
            }
        }
    }

    /// What a scalar below the ideographs is to a shingle: digits are all alike, letters themselves, the rest nothing.
    private static func mark(of scalar: UInt32) -> UInt64? {
        if Scalars.digit(scalar) != nil { return number }
        let isLetter = (0x41...0x5A).contains(scalar) || (0x61...0x7A).contains(scalar)
        return isLetter ? UInt64(scalar | 0x20) : nil
    }

    private func isOrgan(at start: Int, end: Int, in text: Span<UInt8>) -> Bool {
        start + organ.count <= end && ByteRanges.matches(organ, in: text, at: start)
    }

    @inline(__always)
    private mutating func take(_ window: inout Window, _ mark: UInt64) {
        window.push(mark)
        guard window.count >= Self.length else { return }
        count += 1
        let hash = StableHash.mixed(window.shingle)
        let slot = Int(hash >> 56)
        if hash < least[slot] { least[slot] = hash }
    }

    /// The sketch; nil when there were too few shingles.
    func sketch() -> NarrativeSketch? {
        guard count >= NarrativeSketch.fewestShingles else { return nil }
        let hashes = least.indices.map { least[$0] }
        let slots = hashes.indices.map { UInt8(truncatingIfNeeded: hashes[Self.filled($0, in: hashes)]) }
        return NarrativeSketch(slots: slots, shingleCount: count)
    }

    /// The slot itself, or for an empty one another that is not, the same in every sketch that has the same ones filled
    /// (Shrivastava, "Optimal Densification for Fast and Accurate Minwise Hashing", 2017).
    private static func filled(_ slot: Int, in hashes: [UInt64]) -> Int {
        var candidate = slot
        var attempt: UInt64 = 0
        while hashes[candidate] == .max {
            attempt += 1
            candidate = Int(StableHash.mixed(UInt64(slot) << 32 | attempt) >> 56)
        }
        return candidate
    }

    /// The last five marks, sixteen bits each: four as they are, the oldest folded in.
    private struct Window {
        private var marks: UInt64 = 0
        private var oldest: UInt64 = 0
        private(set) var count = 0

        var last: UInt64 { marks & 0xFFFF }

        var shingle: UInt64 { marks ^ (oldest &* 0x9E37_79B9_7F4A_7C15) }

        @inline(__always)
        mutating func push(_ mark: UInt64) {
            oldest = marks >> 48
            marks = marks << 16 | mark
            count &+= 1
        }
    }
}

/// What the form and the law dictate word for word, and so is the same in reports that have nothing else in common.
enum DictatedPhrases {
    static let index = PhraseIndex((labels + sentences).map { (text: $0, value: 0) })

    /// The form's own labels, as far as they are no words of everyday.
    private static let labels: [String] = {
        let sections = SectionID.allCases.compactMap { Form.sections[$0] }.flatMap(\.wordings)
        let rows = Form.requestRows.flatMap(\.wordings)
        let bare = (sections + rows).map { wording -> String in
            let bytes = Array(wording.utf8)
            let start = Enumerator.read(0..<bytes.count, in: bytes.span).contentStart
            return String(decoding: bytes[start...], as: UTF8.self)
        }
        return bare.filter { $0.unicodeScalars.count >= 6 }
    }()

    private static let sentences = [
        "中华人民共和国政府信息公开条例", "政府信息公开信息处理费管理办法", "政府信息公开工作年度报告", "国务院办公厅政府信息与政务公开办公室",
        "没有其他需要报告的事项", "无其他需要报告的事项", "暂无其他需要报告的事项", "本年度没有收取信息处理费", "未收取信息处理费", "没有收取信息处理费",
        "未收取政府信息公开信息处理费", "发出收费通知", "信息处理费", "未收到政府信息公开申请", "没有收到政府信息公开申请", "因政府信息公开工作被申请行政复议",
        "提起行政诉讼", "行政复议", "行政诉讼",
    ]
}
