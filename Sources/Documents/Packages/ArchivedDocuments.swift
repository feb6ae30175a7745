import Core

/// The documents in a zip archive, and in archives within it to a limited depth, each told by its content.
enum ArchivedDocuments {
    /// One document, or why a file that may be one could not be read.
    struct Member {
        /// Its name in the archive, in UTF-8; archives within archives stand before it.
        let name: [UInt8]
        /// What it is.
        let content: FileContent
        /// How many bytes it has once unpacked.
        let size: Int
        /// The identity of its bytes; nil where they take a password.
        let id: ContentID?
        /// What reading it gave.
        let reading: Result<DocumentReading, DocumentFailure>
    }

    /// How many archives may be in one another.
    static let deepest = 3

    /// Reads the documents one after the other.
    ///
    /// - Parameters:
    ///   - bytes: the archive.
    ///   - inflation: what all of it may cost together.
    ///   - reader: reads what is no archive.
    ///   - take: takes each document.
    /// - Throws: ``DocumentFailure`` where the archive itself is broken or costs too much.
    static func forEach(
        in bytes: [UInt8], _ inflation: Inflation, _ reader: DocumentReader, _ take: (Member) -> Void
    ) throws(DocumentFailure) {
        try forEach(in: bytes, within: [], depth: 1, inflation, reader, take)
    }

    private static func forEach(
        in bytes: [UInt8], within folder: [UInt8], depth: Int, _ inflation: Inflation, _ reader: DocumentReader,
        _ take: (Member) -> Void
    ) throws(DocumentFailure) {
        try ZipPackage.open(bytes, inflation) { (zip) throws(DocumentFailure) in
            for entry in zip.entries where entry.size > 0 && !EntryName.isIncidental(entry.name) {
                let name = folder + EntryName.utf8(entry.name)
                if entry.isEncrypted {
                    let failure = ZipPackage.encrypted(entry)
                    take(Member(name: name, content: .encrypted, size: entry.size, id: nil, reading: .failure(failure)))
                    continue
                }
                let content = try zip.contents(of: entry)
                let kind = FormatSniffer.content(of: content)
                if kind == .zip, depth < deepest {
                    let inner = name + [UInt8(ascii: "/")]
                    try forEach(in: content, within: inner, depth: depth + 1, inflation, reader, take)
                    continue
                }
                let reading = kind == .zip ? .failure(tooDeep) : try read(content, kind, inflation, reader)
                let id = ContentID(of: content)
                take(Member(name: name, content: kind, size: content.count, id: id, reading: reading))
            }
        }
    }

    /// Reads one document; what costs too much is no fault of this one alone.
    private static func read(
        _ bytes: [UInt8], _ kind: FileContent, _ inflation: Inflation, _ reader: DocumentReader
    ) throws(DocumentFailure) -> Result<DocumentReading, DocumentFailure> {
        do throws(DocumentFailure) {
            return .success(try reader.read(bytes, as: kind, inflation))
        } catch {
            switch error {
            case .beyond(.inflatedBytes, _), .beyond(.inflateRatio, _), .timeout: throw error
            default: return .failure(error)
            }
        }
    }

    private static var tooDeep: DocumentFailure {
        .unsupported(
            Message(
                zh: "压缩包嵌套超过 \(deepest) 层；请解压后把其中的报告放入",
                en: "archives are nested deeper than \(deepest); unpack them and drop the reports"))
    }
}
