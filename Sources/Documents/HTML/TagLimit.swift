import Glibc

/// Ends tags of thousands of attributes: libxml2 compares each of them with all before it, so one such tag could keep it
/// busy for hours without a word.
enum TagLimit {
    /// No page has tags of so many attributes.
    private static let mostAttributes = 1024
    /// Tags shorter than this have fewer.
    private static let shortest = 4096

    /// Cuts off overlong tags in place: the byte before the first attribute too many becomes the tag's end.
    static func apply(to page: inout [UInt8]) {
        var position = 0
        while page.count - position > shortest {
            let end = end(of: position, in: page)
            while end - position > shortest, let cut = firstAttributeTooMany(in: page, position..<end) {
                page[cut] = UInt8(ascii: ">")
                position = cut + 1
            }
            position = end + 1
        }
    }

    private static func end(of start: Int, in page: [UInt8]) -> Int {
        unsafe page.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress,
                let found = unsafe memchr(base + start, CInt(UInt8(ascii: ">")), bytes.count - start)
            else { return bytes.count }
            return unsafe UnsafeRawPointer(found) - base
        }
    }

    /// What parts one attribute too many from those before it. Spaces in quoted values part nothing, so that
    /// a picture written into its tag is no matter.
    private static func firstAttributeTooMany(in page: [UInt8], _ range: Range<Int>) -> Int? {
        var attributes = 0
        var isInTag = false
        var quote: UInt8?
        var last: UInt8 = 0
        for position in range {
            let byte = page[position]
            if let open = quote {
                // The next attribute may follow the quote at once.
                guard byte == open else { continue }
                quote = nil
                attributes += 1
                if attributes > mostAttributes { return position + 1 < range.upperBound ? position + 1 : nil }
            } else if byte == UInt8(ascii: "<") {
                isInTag = true
            } else if last == UInt8(ascii: "="), byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if isInTag, byte <= 0x20, last > 0x20 {
                attributes += 1
                if attributes > mostAttributes { return position }
            }
            last = byte
        }
        return nil
    }
}
