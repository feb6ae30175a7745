import Core

/// Tells zip-based documents by the names of their parts, as the central directory lists them (APPNOTE.TXT, 4.3.12).
enum PackageNames {
    /// What the package is; a plain zip when its names are no document's.
    static func content(of bytes: [UInt8]) -> FileContent {
        var found = FileContent.zip
        // Any archive may have a folder called word; every Office package says what its parts are.
        var folder: FileContent?
        var hasTypes = false
        let isWhole = forEachName(in: bytes) { name in
            hasTypes = hasTypes || isSame(name, "[content_types].xml")
            folder = folder ?? content(ofFolder: name)
            found = content(named: name) ?? (hasTypes ? folder : nil) ?? .zip
            return found != .zip
        }
        if isWhole || found != .zip { return found }
        // Cut off: the first local headers still say what it was.
        let head = 0..<4096
        guard
            ["[Content_Types].xml", "word/document.xml", "xl/workbook.xml"].contains(where: {
                ByteSearch.contains($0, in: bytes, head)
            })
        else { return .zip }
        if ByteSearch.contains("word/", in: bytes, head) { return .docx }
        return ByteSearch.contains("xl/", in: bytes, head) ? .xlsx : .zip
    }

    private static func content(named name: ArraySlice<UInt8>) -> FileContent? {
        if isSame(name, "word/document.xml") { return .docx }
        if isSame(name, "xl/workbook.xml") { return .xlsx }
        if name.elementsEqual("OFD.xml".utf8) { return .ofd }
        if name.elementsEqual("META-INF/manifest.xml".utf8) { return .openDocument }
        return name.elementsEqual("EncryptedPackage".utf8) ? .encrypted : nil
    }

    private static func content(ofFolder name: ArraySlice<UInt8>) -> FileContent? {
        if isSame(name.prefix(5), "word/") { return .docx }
        return isSame(name.prefix(3), "xl/") ? .xlsx : nil
    }

    /// Part names are compared without regard to case (ECMA-376 part 2, 6.2.2.3); some writers use the other slash.
    private static func isSame(_ name: ArraySlice<UInt8>, _ lowerCase: String) -> Bool {
        name.elementsEqual(lowerCase.utf8) { byte, expected in
            let folded = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte + 0x20 : byte
            return folded == expected || byte == UInt8(ascii: "\\") && expected == UInt8(ascii: "/")
        }
    }

    private static let mostNames = 10_000

    /// Calls `body` with the names until it says that it has seen enough; false when there is no directory.
    private static func forEachName(in bytes: [UInt8], _ body: (ArraySlice<UInt8>) -> Bool) -> Bool {
        func number(_ position: Int, _ length: Int) -> Int {
            (0..<length).reduce(0) { $0 | Int(bytes[position + $1]) << (8 * $1) }
        }
        // The end record is 22 bytes and a comment of up to 65,535.
        let lowest = max(0, bytes.count - 22 - 65_535)
        guard bytes.count >= 22,
            let end = (lowest...(bytes.count - 22)).last(where: {
                ByteSearch.matches("PK\u{5}\u{6}", in: bytes, at: $0)
            })
        else { return false }
        var position = number(end + 16, 4)
        for _ in 0..<min(number(end + 10, 2), mostNames) {
            guard position + 46 <= bytes.count, ByteSearch.matches("PK\u{1}\u{2}", in: bytes, at: position) else {
                return false
            }
            let name = position + 46
            let behind = name + number(position + 28, 2)
            guard behind <= bytes.count else { return false }
            if body(bytes[name..<behind]) { return true }
            position = behind + number(position + 30, 2) + number(position + 32, 2)
        }
        return true
    }
}
