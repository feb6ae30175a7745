internal import Core

// Reading back what Core writes but, having no use for it, does not read.

extension Quantity {
    /// A number in plain decimal notation, `-3` or `46297722.02`; nil for anything else.
    init?(decimal text: some Sequence<UInt8>) {
        var significand: Int64 = 0
        var scale: UInt8?
        var isNegative = false
        var hasDigit = false
        for (position, byte) in text.enumerated() {
            switch byte {
            case UInt8(ascii: "-") where position == 0: isNegative = true
            case UInt8(ascii: ".") where scale == nil: scale = 0
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let (product, tooLarge) = significand.multipliedReportingOverflow(by: 10)
                // Built downwards, so that the least Int64 can be read too.
                let (sum, overflow) = product.subtractingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
                if tooLarge || overflow { return nil }
                significand = sum
                scale = scale.map { $0 + 1 }
                hasDigit = true
            default: return nil
            }
        }
        guard hasDigit else { return nil }
        if !isNegative {
            guard significand != .min else { return nil }
            significand = -significand
        }
        self.init(significand: significand, scale: scale ?? 0)
    }
}

extension UnixTime {
    /// The moment that ``iso8601`` wrote; nil for any other text.
    init?(iso8601 text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 24, bytes[23] == UInt8(ascii: "Z"), let date = CivilDate(storedText: text.prefix(10)),
            let hour = bytes.number(in: 11..<13), let minute = bytes.number(in: 14..<16),
            let second = bytes.number(in: 17..<19), let fraction = bytes.number(in: 20..<23)
        else { return nil }
        let time = (hour * 60 + minute) * 60 + second
        self.init(milliseconds: (date.daysSinceEpoch * 86_400 + Int64(time)) * 1000 + Int64(fraction))
    }
}

extension CivilDate {
    /// The day that ``description`` wrote; nil for any other text.
    init?(storedText text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, let year = bytes.number(in: 0..<4), let month = bytes.number(in: 5..<7),
            let day = bytes.number(in: 8..<10)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }
}

extension [UInt8] {
    /// The number that digits give; nil when anything else stands there.
    fileprivate func number(in range: Range<Int>) -> Int? {
        range.reduce(Int?(0)) { value, position in
            guard let value, let digit = self[position].decimalDigit else { return nil }
            return value * 10 + digit
        }
    }
}

extension UInt8 {
    fileprivate var decimalDigit: Int? {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) ? Int(self - UInt8(ascii: "0")) : nil
    }
}

extension ContentID {
    /// The identity that ``description`` wrote; nil for any other text.
    init?(hexadecimal text: [UInt8]) {
        guard text.count == 64 else { return nil }
        func digit(_ byte: UInt8) -> UInt8? {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
            default: nil
            }
        }
        var bytes: [UInt8] = []
        for position in stride(from: 0, to: 64, by: 2) {
            guard let high = digit(text[position]), let low = digit(text[position + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        self.init(bytes: bytes)
    }
}

/// A JSON array of numbers, nulls and strings that hold nothing to escape: how cells, cell names and event ids are stored.
enum FlatList {
    /// The elements' texts, quotes included.
    static func elements(_ json: [UInt8]) -> [ArraySlice<UInt8>] {
        guard json.count > 2, json.first == UInt8(ascii: "["), json.last == UInt8(ascii: "]") else { return [] }
        return json[1..<(json.count - 1)].split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    }

    /// The list of these strings.
    static func json(_ strings: [String]) -> String {
        "[" + strings.map { "\"\($0)\"" }.joined(separator: ",") + "]"
    }

    /// The strings in it.
    static func strings(_ json: [UInt8]) -> [String] {
        elements(json).map { String(decoding: $0.dropFirst().dropLast(), as: UTF8.self) }
    }

    /// The whole numbers in it.
    static func integers(_ json: [UInt8]) -> [Int64] {
        elements(json).compactMap { Int64(String(decoding: $0, as: UTF8.self)) }
    }
}
