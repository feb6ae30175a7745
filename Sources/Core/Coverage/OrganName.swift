/// The names of organs, compared without the differences that mean nothing.
///
/// Removed are: width and white space; the kind of brackets; 中共 before a party committee's name; and a remark in brackets at
/// the end that says which part of the organ's own house is meant (本级, 机关, 本部) or what it was called before (原…). Any
/// other bracket stays, since 民政局（老龄办） is not told to be 民政局 by its name alone, and so does 汇总: the report on all
/// of a region is another one.
public enum OrganName {
    /// The name in its plain form, for showing and storing.
    public static func plain(_ name: String) -> String {
        TitleText.string(withoutRemark(folded(name)))
    }

    /// What two spellings of one name have in common.
    public static func key(_ name: String) -> String {
        let scalars = withoutRemark(folded(name))
        return TitleText.string(withoutParty(scalars))
    }

    private static let party = ["中国共产党", "中共"].map { Array($0.unicodeScalars.map(\.value)) }
    private static let houses = Set(["本级", "机关", "机关本级", "本部", "局本级", "局机关"])
    private static let former: UInt32 = 0x539F

    private static func folded(_ name: String) -> [UInt32] {
        name.unicodeScalars.lazy.map { Scalars.folded($0.value) }.filter { !Scalars.isSpace($0) }.map { scalar in
            switch scalar {
            case 0x5B, 0x3014, 0x3010: 0x28
            case 0x5D, 0x3015, 0x3011: 0x29
            case 0x2022, 0x30FB, 0x2027: 0x00B7
            default: scalar
            }
        }
    }

    private static func withoutRemark(_ scalars: [UInt32]) -> [UInt32] {
        guard scalars.last == 0x29, let open = scalars.lastIndex(of: 0x28), open >= 2 else { return scalars }
        let remark = scalars[(open + 1)...].dropLast()
        guard remark.first == former || houses.contains(TitleText.string(remark)) else { return scalars }
        return Array(scalars[..<open])
    }

    /// 中共嘉兴市委办公室 and 嘉兴市委办公室 are one; of other names the word is a part.
    private static func withoutParty(_ scalars: [UInt32]) -> [UInt32] {
        guard let prefix = party.first(where: { scalars.starts(with: $0) }), scalars.contains(0x59D4) else {
            return scalars
        }
        return Array(scalars.dropFirst(prefix.count))
    }
}
