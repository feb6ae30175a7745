/// Writes compound files with nothing but a directory of empty streams ([MS-CFB]).
enum CompoundFileWriter {
    /// A file with these streams, three at most: its table of sectors, then its directory.
    static func file(_ streams: [String]) -> [UInt8] {
        var header: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + zeros(16)
        header += [0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0] + zeros(6)
        header += numbers([0, 1, 1, 0, 4096, end, 0, end, 0, 0])
        header += repeated(free, 512 - header.count)
        let table = numbers([0xFFFF_FFFD, end]) + repeated(free, 512 - 8)
        var directory = entry("Root Entry", kind: 5, right: free, child: streams.isEmpty ? free : 1)
        for (index, name) in streams.enumerated() {
            directory += entry(name, kind: 2, right: index + 1 < streams.count ? UInt32(index + 2) : free, child: free)
        }
        return header + table + directory + zeros(512 - directory.count)
    }

    private static let free: UInt32 = 0xFFFF_FFFF
    private static let end: UInt32 = 0xFFFF_FFFE

    private static func entry(_ name: String, kind: UInt8, right: UInt32, child: UInt32) -> [UInt8] {
        let units = name.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let named = units + zeros(64 - units.count) + [UInt8(units.count + 2), 0, kind, 1]
        let tree = numbers([free, right, child]) + zeros(36)
        return named + tree + numbers([end, 0, 0])
    }

    private static func numbers(_ values: [UInt32]) -> [UInt8] {
        values.flatMap { value in (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
    }

    private static func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: max(count, 0)) }

    private static func repeated(_ value: UInt32, _ bytes: Int) -> [UInt8] {
        numbers(Array(repeating: value, count: bytes / 4))
    }
}
