import Glibc

/// Searching in bytes, at the speed of the C library.
enum ByteSearch {
    /// Where `needle` first stands in a range of bytes.
    static func first(_ needle: StaticString, in bytes: [UInt8], _ range: Range<Int>? = nil) -> Int? {
        let range = range?.clamped(to: bytes.indices) ?? bytes.indices
        let length = needle.utf8CodeUnitCount
        return unsafe bytes.withUnsafeBytes { buffer -> Int? in
            guard let base = buffer.baseAddress else { return nil }
            var position = range.lowerBound
            while position + length <= range.upperBound {
                let candidates = range.upperBound - position - length + 1
                guard
                    let found = unsafe memchr(base + position, CInt(needle.utf8Start.pointee), candidates)
                else { return nil }
                if unsafe memcmp(found, needle.utf8Start, length) == 0 { return unsafe UnsafeRawPointer(found) - base }
                position = unsafe UnsafeRawPointer(found) - base + 1
            }
            return nil
        }
    }

    /// Whether `needle` stands in a range of bytes.
    static func contains(_ needle: StaticString, in bytes: [UInt8], _ range: Range<Int>? = nil) -> Bool {
        first(needle, in: bytes, range) != nil
    }

    /// Whether `needle` stands at a position.
    static func matches(_ needle: StaticString, in bytes: [UInt8], at position: Int = 0) -> Bool {
        let count = needle.utf8CodeUnitCount
        guard position >= 0, position + count <= bytes.count else { return false }
        return needle.withUTF8Buffer { unsafe $0.elementsEqual(bytes[position..<(position + count)]) }
    }
}
