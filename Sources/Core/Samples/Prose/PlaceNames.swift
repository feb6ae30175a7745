/// The syllables that invented places are named by, and how such a place is called in its own reports.
///
/// Real names would put invented figures, and invented faults, into the mouth of an organ that exists.
enum PlaceNames {
    /// First syllables; none is a numeral or begins a word of the form.
    static let first: [String] =
        ("青云临安平长永清龙凤金银玉石白黄东西南北新古广宁和兴昌泰嘉福宝瑞德文武仁义康乐丰盛隆顺庆祥吉同明景春秋松柏柳桃梅"
        + "兰竹桂枫杏榆莲茶麦华星月大小高建成利通达博济汇怀思承崇尚遵凌碧翠紫丹朱乌赤朝惠灵荣延冠雁鹤鹿马虎鸿").map { String($0) }

    /// Second syllables, none of which is a first one.
    static let second: [String] =
        ("山水江河湖海溪泉川州城阳阴原林桥口台岭峰岩谷坪塘浦港洲沙田园庄堡屏岗坡岛湾潭池淀渡津陵丘峡源井沟坝坊营寨屯岸门"
        + "泽洛渠涧崖岚峪麓垣墩埠汀浔滨涛沂沅湘淮汾渭漳").map { String($0) }

    /// How many places have two syllables.
    static let count = first.count * second.count

    /// The two syllables of a place, 0 to below ``count``.
    static func name(_ number: Int) -> String {
        first[number % first.count] + second[number / first.count]
    }
}
