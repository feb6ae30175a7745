@testable import Core

extension RuleCase {
    private static func titled(_ title: String, preamble: String = "", fileName: String = "") -> Example {
        Example([title, preamble, fileName].joined(separator: " "), fileName: fileName) {
            $0.title = title
            $0.preamble = preamble
        }
    }

    private static let title = "青岚市渔业局2020年政府信息公开工作年度报告"

    static let identity: [RuleCase] =
        cases(
            "identity.agency",
            found: [
                titled("政府信息公开工作年度报告"), titled("2020年政府信息公开工作年度报告"),
                titled("工作报告", fileName: "000_b8b917888f6bbb4a.txt"),
            ],
            silent: [
                titled(title), titled("政府信息公开工作年度报告", fileName: "青岚市渔业局2020年.txt"),
                titled("关于青岚市渔业局2020年政府信息公开工作年度报告的公示"),
            ])
        + cases(
            "identity.year",
            found: [
                titled("政府信息公开工作年度报告"), titled("青岚市渔业局政府信息公开工作年度报告"), titled("青岚市渔业局政府信息公开工作年度报告", fileName: "a.txt"),
            ],
            silent: [
                titled(title), titled("青岚市渔业局政府信息公开工作年度报告", preamble: "统计期限为2020年1月1日至12月31日。"),
                titled("青岚市渔业局政府信息公开工作年度报告", fileName: "渔业局2020年.txt"), titled("青岚市渔业局二〇二〇年政府信息公开工作年度报告"),
            ])
        + cases(
            "identity.conflict",
            found: [
                titled(title, preamble: "统计期限为2019年1月1日至2019年12月31日。"),
                titled(title, fileName: "青岚市渔业局2019年政府信息公开工作年度报告.txt"),
                titled(title, fileName: "青岚市盐业局2020年政府信息公开工作年度报告.txt"),
            ],
            silent: [
                titled(title, preamble: "统计期限为2020年1月1日至12月31日。"), titled(title, fileName: "渔业局2020年政府信息公开工作年度报告.txt"),
                titled(title, fileName: "2021-01-15_年报.txt"),
                titled(title, fileName: "东海省青岚市渔业局2020年度政府信息公开工作年度报告.txt"),
            ])
}
