import Glibc

/// UTF-8 in another encoding, by iconv.
public enum Recoded {
    /// The bytes of a text in that encoding; empty when it cannot be written in it.
    public static func bytes(_ text: [UInt8], _ encoding: String) -> [UInt8] {
        let descriptor = unsafe iconv_open(encoding, "UTF-8")
        guard Int(bitPattern: descriptor) != -1 else { return [] }
        defer { unsafe iconv_close(descriptor) }
        var output = [UInt8](repeating: 0, count: text.count * 4 + 16)
        var left = text.count
        var room = output.count
        let result = unsafe text.withUnsafeBytes { input in
            unsafe output.withUnsafeMutableBytes { output in
                var source: UnsafeMutablePointer<CChar>? = unsafe UnsafeMutablePointer(
                    mutating: input.baseAddress?.assumingMemoryBound(to: CChar.self))
                var target = unsafe output.baseAddress?.assumingMemoryBound(to: CChar.self)
                return unsafe iconv(descriptor, &source, &left, &target, &room)
            }
        }
        return result == -1 ? [] : Array(output.dropLast(room))
    }
}
