/// Chinese numerals as reports use them: 九, 十二, 二十, 一百零五, 两, 二〇二一.
enum ChineseNumeral {
    /// The digit of a numeral, 0 to 9.
    static func digit(_ scalar: UInt32) -> Int? {
        switch scalar {
        case 0x96F6, 0x3007, 0x25CB: 0  // 零 〇 ○
        case 0x4E00: 1
        case 0x4E8C, 0x4E24: 2  // 二 两
        case 0x4E09: 3
        case 0x56DB: 4
        case 0x4E94: 5
        case 0x516D: 6
        case 0x4E03: 7
        case 0x516B: 8
        case 0x4E5D: 9
        default: nil
        }
    }

    private static func power(_ scalar: UInt32) -> Int? {
        switch scalar {
        case 0x5341: 10
        case 0x767E: 100
        case 0x5343: 1000
        case 0x4E07: 10_000
        default: nil
        }
    }

    /// Whether a scalar can be part of a numeral.
    static func isPart(_ scalar: UInt32) -> Bool {
        digit(scalar) != nil || power(scalar) != nil
    }

    /// The value of a whole numeral, nil when the scalars are no such thing.
    static func value(_ scalars: [UInt32]) -> Int? {
        guard !scalars.isEmpty, scalars.count <= 12 else { return nil }
        let digits = scalars.compactMap(digit)
        if digits.count == scalars.count {
            return digits.reduce(0) { $0 * 10 + $1 }
        }
        var total = 0
        var section = 0
        var pending: Int?
        for scalar in scalars {
            if let digit = digit(scalar) {
                guard pending == nil || pending == 0 else { return nil }
                pending = digit
            } else if let power = power(scalar) {
                if power == 10_000 {
                    total += (section + (pending ?? 0)) * power
                    section = 0
                } else {
                    section += (pending ?? 1) * power
                }
                pending = nil
            }
        }
        return total + section + (pending ?? 0)
    }
}
