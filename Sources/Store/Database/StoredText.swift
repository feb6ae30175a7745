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
    /// The moment that ``iso8601`` wrote; nil for any other text. By Howard Hinnant's `days_from_civil`.
    init?(iso8601 text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 24, bytes[23] == UInt8(ascii: "Z") else { return nil }
        func number(_ range: Range<Int>) -> Int64? {
            range.reduce(Int64?(0)) { value, position in
                guard let value, let digit = bytes[position].decimalDigit else { return nil }
                return value * 10 + digit
            }
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
            let fraction = number(20..<23)
        else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let days = era * 146_097 + dayOfEra - 719_468
        self.init(milliseconds: (((days * 24 + hour) * 60 + minute) * 60 + second) * 1000 + fraction)
    }
}

extension UInt8 {
    fileprivate var decimalDigit: Int64? {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) ? Int64(self - UInt8(ascii: "0")) : nil
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
