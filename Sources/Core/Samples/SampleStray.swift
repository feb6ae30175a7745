/// Files that lie among reports and are none.
enum SampleStray {
    /// The content of one that gives a fault's finding.
    static func text(_ fault: SampleFault, _ place: SamplePlace, _ generator: inout SeededGenerator) -> [UInt8] {
        switch fault {
        case .empty: blank(&generator)
        case .unsupported: binary(&generator)
        default: Array(generator.pick(foreign(place)).utf8)
        }
    }

    /// White space, another one each time: a file of no bytes at all would be a duplicate of the first such.
    private static func blank(_ generator: inout SeededGenerator) -> [UInt8] {
        let spaces = ["\n", " ", "\r\n", "　", "\u{A0}"]
        return (0..<24).flatMap { _ in Array(generator.pick(spaces).utf8) }
    }

    /// A picture or an archive: what it begins with, then bytes that are no text.
    private static func binary(_ generator: inout SeededGenerator) -> [UInt8] {
        let beginnings: [[UInt8]] = [
            [0xFF, 0xD8, 0xFF, 0xE0, 0, 0x10, 0x4A, 0x46, 0x49, 0x46, 0],
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D],
            [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3], [0x52, 0x61, 0x72, 0x21, 0x1A, 7, 1, 0],
        ]
        return generator.pick(beginnings)
            + (0..<generator.within(500...4000)).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
    }

    private static func foreign(_ place: SamplePlace) -> [String] {
        let (name, year) = (place.organ.name, place.year)
        return [
            """
            关于召开政务公开工作推进会的通知

            各有关单位：

            　　定于\(year)年3月12日上午9时召开政务公开工作推进会，请安排1名负责同志和1名业务人员参加。

            　　　　　　　　\(name)

            """,
            """
            \(name)\(year)年部门预算公开说明

            　　一、部门职责
            　　贯彻执行有关法律法规，承担上级交办的其他任务。
            　　二、收支总体情况
            　　本年收入预算812.40万元，支出预算812.40万元，与上年相比增加3.1%。

            """,
            """
            \(name)政府信息公开申请表（\(year)年版）

            申请人姓名：　　　　　　　联系电话：
            所需政府信息的名称：
            获取信息的方式：邮寄 / 电子邮件 / 自行领取

            """,
            """
            \(name)举办政府信息公开工作培训班

            　　\(year)年6月，培训班开班，60余人参加。培训围绕依申请公开办理、主动公开目录编制等内容展开，现场答疑20余次。

            """,
        ]
    }
}
