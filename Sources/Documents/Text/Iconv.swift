import Core
import Glibc

/// glibc's converter (iconv(3)), which knows every mapping of GB 18030.
enum Iconv {
    /// Converts bytes to UTF-8, what is broken replaced by U+FFFD.
    ///
    /// - Parameters:
    ///   - bytes: the text, without a byte order mark.
    ///   - encoding: how it is encoded; GB 2312 and GBK are read as GB 18030, of which they are parts.
    /// - Returns: the text and how many broken sequences were replaced; nil when the C library lacks the converter, as on
    ///   a system without glibc's `gconv` modules.
    static func utf8(from bytes: [UInt8], _ encoding: TextEncoding) -> (text: [UInt8], replaced: Int)? {
        guard let descriptor = unsafe open(encoding) else { return nil }
        defer { unsafe iconv_close(descriptor) }
        let unit = encoding.unit
        var replaced = 0
        // No sequence grows more than a single byte that becomes the three of U+FFFD.
        let text = unsafe [UInt8](unsafeUninitializedCapacity: 3 * bytes.count + 16) { output, count in
            unsafe bytes.withUnsafeBytes { input in
                guard let from = input.baseAddress, let into = output.baseAddress else { return }
                var source: UnsafeMutablePointer<CChar>? = unsafe UnsafeMutablePointer(
                    mutating: from.assumingMemoryBound(to: CChar.self))
                var left = input.count
                var room = output.count
                var target: UnsafeMutablePointer<CChar>? = unsafe UnsafeMutableRawPointer(into)
                    .assumingMemoryBound(to: CChar.self)
                // iconv says -1 for a broken sequence, and leaves the pointers before it.
                while left > 0, unsafe iconv(descriptor, &source, &left, &target, &room) == -1 {
                    replaced += 1
                    for byte in [0xEF, 0xBF, 0xBD] as [UInt8] where room > 0 {
                        unsafe target?.pointee = CChar(bitPattern: byte)
                        unsafe target = target?.advanced(by: 1)
                        room -= 1
                    }
                    let skipped = min(unit, left)
                    unsafe source = source?.advanced(by: skipped)
                    left -= skipped
                    unsafe iconv(descriptor, nil, nil, nil, nil)
                }
                count = output.count - room
            }
        }
        return (text, replaced)
    }

    private static func open(_ encoding: TextEncoding) -> iconv_t? {
        let descriptor = unsafe iconv_open("UTF-8", encoding.iconvName)
        // (iconv_t)-1 is its error.
        return unsafe Int(bitPattern: descriptor) == -1 ? nil : descriptor
    }
}

extension TextEncoding {
    fileprivate var iconvName: String {
        switch self {
        case .utf8: "UTF-8"
        case .utf16LittleEndian: "UTF-16LE"
        case .utf16BigEndian: "UTF-16BE"
        case .gb18030: "GB18030"
        case .big5: "BIG5-HKSCS"
        }
    }

    /// The bytes that every character has at least.
    fileprivate var unit: Int {
        self == .utf16LittleEndian || self == .utf16BigEndian ? 2 : 1
    }
}
