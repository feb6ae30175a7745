import Glibc

/// One notice about a directory or an entry of it.
struct InotifyEvent: Sendable, Hashable {
    /// The watch it came by; -1 when the kernel's queue has overflowed.
    let watch: Int32
    /// What happened.
    let mask: UInt32
    /// The entry's name; empty when the directory itself is meant.
    let name: [UInt8]

    /// Whether any of these IN_ bits is set.
    func has(_ bits: some BinaryInteger) -> Bool {
        mask & UInt32(truncatingIfNeeded: bits) != 0
    }

    /// Takes raw events apart; see inotify(7), "Reading events". What is cut off at the end is left out.
    static func parse(_ bytes: [UInt8], _ body: (InotifyEvent) -> Void) {
        let header = 16
        var offset = 0
        func word(_ at: Int) -> UInt32 {
            unsafe bytes.withUnsafeBytes { buffer in unsafe buffer.loadUnaligned(fromByteOffset: at, as: UInt32.self) }
        }
        while bytes.count - offset >= header {
            let length = Int(word(offset + 12))
            let start = offset + header
            guard bytes.count - start >= length else { return }
            let name = bytes[start..<start + length].prefix { $0 != 0 }
            body(InotifyEvent(watch: Int32(bitPattern: word(offset)), mask: word(offset + 4), name: Array(name)))
            offset = start + length
        }
    }
}
