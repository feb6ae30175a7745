import Core

/// What bytes say about their encoding before anything is decoded.
enum EncodingGuess {
    /// The encoding a byte order mark names, and how long the mark is.
    static func mark(of bytes: [UInt8]) -> (encoding: TextEncoding, length: Int)? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        return bytes.starts(with: [0xFE, 0xFF]) ? (.utf16BigEndian, 2) : nil
    }

    /// UTF-16 that has no mark, by its line ends and spaces: the other way round they would be signs of Indian scripts.
    /// Zeros beside anything but ASCII are those of binary data.
    static func unmarkedUTF16(_ bytes: [UInt8]) -> TextEncoding? {
        let head = bytes.prefix(4096)
        // By the place of the zero in the pair: spaces, and zeros that no ASCII stands beside.
        var spaces = [0, 0]
        var odd = 0
        var zeros = 0
        for index in stride(from: 0, to: head.count & ~1, by: 2) {
            let pair = (head[index], head[index + 1])
            guard pair.0 == 0 || pair.1 == 0 else { continue }
            let partner = pair.0 | pair.1
            zeros += 1
            switch partner {
            case 0x09, 0x0A, 0x0D, 0x20: spaces[pair.0 == 0 ? 0 : 1] += 1
            case 0x21...0x9F: break
            default: odd += 1
            }
        }
        guard zeros > 1, odd * 10 <= zeros, spaces[0] + spaces[1] > 1,
            min(spaces[0], spaces[1]) * 8 <= max(spaces[0], spaces[1])
        else { return nil }
        return spaces[1] > spaces[0] ? .utf16LittleEndian : .utf16BigEndian
    }

    /// The encoding that a page declares in its first bytes: `charset=`, or `encoding=` of an XML declaration.
    static func declared(in bytes: [UInt8]) -> TextEncoding? {
        let head = bytes.prefix(4096).map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 0x20 : $0 }
        for key in ["charset", "encoding"] as [StaticString] {
            var position = 0
            while let found = ByteSearch.first(key, in: head, position..<head.count) {
                position = found + key.utf8CodeUnitCount
                if let encoding = named(head[position...]) { return encoding }
            }
        }
        return nil
    }

    /// The encoding that a label names (WHATWG Encoding Standard, 4.2).
    static func named(_ label: String) -> TextEncoding? {
        switch label {
        case "utf-8", "utf8", "unicode-1-1-utf-8": .utf8
        case "gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "csgb2312", "iso-ir-58", "chinese", "cp936", "ms936":
            .gb18030
        case "big5", "big5-hkscs", "cn-big5", "csbig5", "x-x-big5", "cp950": .big5
        default: nil
        }
    }

    /// The encoding named behind `charset`: an equals sign, perhaps quotes, the label.
    private static func named(_ rest: ArraySlice<UInt8>) -> TextEncoding? {
        let marks = Array(" \t\r\n\"'".utf8)
        let behind = rest.prefix(80).drop { marks.contains($0) }
        guard behind.first == UInt8(ascii: "=") else { return nil }
        let label = behind.dropFirst().drop { marks.contains($0) }
            .prefix { $0 == 0x2D || $0 == 0x5F || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
        return named(String(decoding: label, as: UTF8.self))
    }
}
