/// The directory of a compound file, the container of DOC and XLS: which streams it has tells what it is ([MS-CFB]).
enum CompoundFile {
    /// The names of the streams and storages at the top; objects that are embedded in the document have their own below.
    ///
    /// - Parameter bytes: the whole file, with its signature.
    /// - Returns: nil where the directory is cut off or broken.
    static func topNames(in bytes: [UInt8]) -> Set<String>? {
        guard let layout = Layout(bytes) else { return nil }
        let entries = layout.directory(in: bytes)
        guard let root = entries.first, root.isRoot else { return nil }
        var names: Set<String> = []
        // The siblings are a tree; one that leads in circles ends where it began.
        var waiting = [root.child]
        var isSeen = [Bool](repeating: false, count: entries.count)
        while let index = waiting.popLast() {
            guard entries.indices.contains(index), !isSeen[index] else { continue }
            isSeen[index] = true
            names.insert(entries[index].name)
            waiting += [entries[index].left, entries[index].right]
        }
        return names.isEmpty ? nil : names
    }

    /// One entry of the directory ([MS-CFB] 2.6.1).
    private struct Entry {
        let name: String
        let isRoot: Bool
        let left: Int
        let right: Int
        let child: Int

        static let size = 128

        init(_ bytes: [UInt8], at start: Int) {
            let length = min(CompoundFile.number(bytes, start + 64, 2) ?? 0, 64)
            let units = stride(from: 0, to: max(length - 2, 0), by: 2)
                .compactMap { CompoundFile.number(bytes, start + $0, 2).map { UInt16($0) } }
            name = String(decoding: units, as: UTF16.self)
            isRoot = CompoundFile.number(bytes, start + 66, 1) == 5
            left = CompoundFile.number(bytes, start + 68, 4) ?? 0
            right = CompoundFile.number(bytes, start + 72, 4) ?? 0
            child = CompoundFile.number(bytes, start + 76, 4) ?? 0
        }
    }

    /// Where sectors stand and how they follow each other.
    private struct Layout {
        private let sectorSize: Int
        /// The sectors that hold the table of who follows whom.
        private let tableSectors: [Int]
        private let firstDirectorySector: Int

        /// A directory of a report has a dozen entries; one of this size is made to take time.
        private static let mostSectors = 4096
        private static let headerEntries = 109

        /// Reads the header ([MS-CFB] 2.2); nil where it is none.
        init?(_ bytes: [UInt8]) {
            guard let shift = CompoundFile.number(bytes, 30, 2), (7...12).contains(shift),
                let first = CompoundFile.number(bytes, 48, 4), var next = CompoundFile.number(bytes, 68, 4)
            else { return nil }
            sectorSize = 1 << shift
            firstDirectorySector = first
            var sectors = (0..<Self.headerEntries).compactMap { CompoundFile.number(bytes, 76 + 4 * $0, 4) }
            // Large files go on in sectors of their own, each of which names the next at its end.
            let perSector = sectorSize / 4 - 1
            for _ in 0..<Self.mostSectors {
                let start = (next + 1) * sectorSize
                guard start < bytes.count else { break }
                sectors += (0..<perSector).compactMap { CompoundFile.number(bytes, start + 4 * $0, 4) }
                guard let following = CompoundFile.number(bytes, start + 4 * perSector, 4) else { break }
                next = following
            }
            tableSectors = sectors
        }

        func directory(in bytes: [UInt8]) -> [Entry] {
            var entries: [Entry] = []
            var sector = firstDirectorySector
            for _ in 0..<Self.mostSectors {
                let start = (sector + 1) * sectorSize
                guard start + sectorSize <= bytes.count else { break }
                for offset in stride(from: 0, to: sectorSize, by: Entry.size) {
                    entries.append(Entry(bytes, at: start + offset))
                }
                guard let next = follower(of: sector, in: bytes) else { break }
                sector = next
            }
            return entries
        }

        private func follower(of sector: Int, in bytes: [UInt8]) -> Int? {
            let perSector = sectorSize / 4
            let index = sector / perSector
            guard index < tableSectors.count else { return nil }
            return CompoundFile.number(bytes, (tableSectors[index] + 1) * sectorSize + 4 * (sector % perSector), 4)
        }
    }

    /// A number, least byte first; nil where the bytes do not reach.
    private static func number(_ bytes: [UInt8], _ position: Int, _ length: Int) -> Int? {
        guard position >= 0, position <= bytes.count - length else { return nil }
        return (0..<length).reduce(0) { $0 | Int(bytes[position + $1]) << (8 * $1) }
    }
}
