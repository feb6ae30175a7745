/// A hash of 64 bits that is the same on every machine and in every version, since it is stored. It tells apart what differs
/// by chance or by mending; against forgery it is no use.
struct StableHash {
    private var state: UInt64 = 0x243F_6A88_85A3_08D3

    /// Takes in one value; their order counts.
    @inline(__always)
    mutating func add(_ value: UInt64) {
        state = (state ^ value) &* 0x9FB2_1C65_1E98_DF25
        state ^= state >> 32
    }

    /// Takes in a text and where it ends.
    mutating func add(_ text: String) {
        for byte in text.utf8 { add(UInt64(byte)) }
        add(0x100)
    }

    /// Takes in a text and where it ends, without white space, which another format has in other places.
    mutating func add(withoutSpaces text: String) {
        for scalar in text.unicodeScalars {
            let folded = Scalars.folded(scalar.value)
            if !Scalars.isSpace(folded) { add(UInt64(folded)) }
        }
        add(0x11_0000)
    }

    /// Takes in a number.
    mutating func add(_ number: Int) {
        add(UInt64(bitPattern: Int64(number)))
    }

    /// The hash of what was taken in.
    var value: UInt64 { Self.mixed(state) }

    /// The finaliser of MurmurHash3: every bit of the result depends on every bit of the input.
    @inline(__always)
    static func mixed(_ value: UInt64) -> UInt64 {
        var value = value
        value ^= value >> 33
        value &*= 0xFF51_AFD7_ED55_8CCD
        value ^= value >> 33
        value &*= 0xC4CE_B9FE_1A85_EC53
        value ^= value >> 33
        return value
    }
}
