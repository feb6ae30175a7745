/// The central directory of a zip archive, walked without the library: it makes an object of every entry before anyone
/// can ask how many there are (APPNOTE.TXT, 4.3.12 to 4.3.16).
enum ZipDirectory {
    /// How many entries an archive has, counted no further than one beyond a limit; 0 where there is no directory.
    static func count(in bytes: [UInt8], upTo limit: Int) -> Int {
        guard var entry = start(in: bytes) else { return 0 }
        var count = 0
        while count <= limit, number(bytes, entry, 4) == entrySignature {
            count += 1
            let lengths = [28, 30, 32].reduce(0) { $0 + number(bytes, entry + $1, 2) }
            entry += entryLength + lengths
        }
        return count
    }

    private static let entrySignature = 0x0201_4B50
    private static let entryLength = 46
    private static let endSignature = 0x0605_4B50
    private static let endLength = 22
    private static let longestComment = 65_535
    private static let wideLocatorSignature = 0x0706_4B50
    private static let wideLocatorLength = 20
    private static let wide = 0xFFFF_FFFF

    /// Where the first entry stands.
    private static func start(in bytes: [UInt8]) -> Int? {
        let last = bytes.count - endLength
        guard last >= 0,
            let end = (max(0, last - longestComment)...last).last(where: { number(bytes, $0, 4) == endSignature })
        else { return nil }
        let start = number(bytes, end + 16, 4)
        guard start == wide else { return start }
        let locator = end - wideLocatorLength
        guard number(bytes, locator, 4) == wideLocatorSignature else { return nil }
        let wideEnd = number(bytes, locator + 8, 8)
        return bytes.indices.contains(wideEnd) ? number(bytes, wideEnd + 48, 8) : nil
    }

    /// A number, least byte first; -1 where the bytes do not reach.
    private static func number(_ bytes: [UInt8], _ position: Int, _ length: Int) -> Int {
        guard position >= 0, position <= bytes.count - length else { return -1 }
        return (0..<length).reduce(0) { $0 | Int(truncatingIfNeeded: UInt64(bytes[position + $1]) << UInt64(8 * $1)) }
    }
}
