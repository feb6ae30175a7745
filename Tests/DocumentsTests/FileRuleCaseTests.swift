import TestSupport
import Testing

@testable import Core
@testable import Documents

/// The rules on documents that bytes alone decide: three files each that they find, and three near ones that they do not.
struct FileRuleCase: Sendable, CustomTestStringConvertible {
    let rule: String
    let isFound: Bool
    let why: String
    let bytes: [UInt8]

    var testDescription: String { "\(rule) \(isFound ? "finds" : "says nothing of") \(why)" }

    private static let report = """
        青岚市渔业局2020年度政府信息公开工作年度报告
        一、总体情况
        我局按照上级部署，稳步推进各项公开工作。
        二、主动公开政府信息情况
        规章 | 0 | 0 | 0 |
        规范性文件 | 1 | 1 | 4 |
        行政许可 | 2 | 1 | 3 |
        """

    private static func cases(
        _ rule: String, found: KeyValuePairs<String, [UInt8]>, silent: KeyValuePairs<String, [UInt8]>
    ) -> [FileRuleCase] {
        [(found, true), (silent, false)].flatMap { files, isFound in
            files.map { FileRuleCase(rule: rule, isFound: isFound, why: $0.key, bytes: $0.value) }
        }
    }

    private static func utf8(_ text: String) -> [UInt8] { Array(text.utf8) }

    static let documents =
        cases(
            "document.encoding",
            found: [
                "GB18030": Recoded.bytes(utf8(report), "GB18030"),
                "UTF-16": [0xFF, 0xFE] + Recoded.bytes(utf8(report), "UTF-16LE"),
                "a broken sequence": utf8(report + String(repeating: "\n公开工作稳步推进。", count: 40)) + [0xFF, 0x0A],
            ],
            silent: [
                "UTF-8": utf8(report), "a byte order mark": [0xEF, 0xBB, 0xBF] + utf8(report),
                "characters outside the basic plane": utf8(report + "\n𠀀公开。"),
            ])
        + cases(
            "document.empty",
            found: [
                "no byte": [], "a byte order mark alone": [0xEF, 0xBB, 0xBF],
                "full-width spaces": utf8("\u{3000}\r\n\u{3000}"),
            ],
            silent: ["one character": utf8("无"), "a full stop": utf8("。"), "a report": utf8(report)])
        + cases(
            "document.unsupported",
            found: [
                "a program": [0x7F, 0x45, 0x4C, 0x46, 0, 1, 2, 3], "zeros": [UInt8](repeating: 0, count: 512),
                "noise": (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ $0 / 3) },
            ],
            silent: [
                "a report": utf8(report), "a tab and a form feed": utf8("\t" + report + "\u{C}"),
                "GB18030": Recoded.bytes(utf8(report), "GB18030"),
            ])
        + cases(
            "document.foreign",
            found: [
                "a notice": utf8("关于召开工作会议的通知\n请各单位准时参加。\n"),
                "a notice on such reports": utf8("关于做好2020年政府信息公开工作年度报告编制工作的通知\n请各单位于1月31日前公布年度报告。\n"),
                "an article of the regulation": utf8("政府信息公开条例第五十条\n政府信息公开工作年度报告应当包括下列内容。\n"),
            ],
            silent: [
                "a report": utf8(report), "a report behind a letter head": utf8("青渔〔2021〕5号\n" + report),
                "a report that ends early": utf8(report.split(separator: "\n").prefix(6).joined(separator: "\n")),
            ])

    static let sidecars = cases(
        "document.sidecar",
        found: [
            "no JSON": utf8("url: http://example.test/"), "a year in words": utf8(#"{"year": "2020 年"}"#),
            "a list": utf8(#"["青岚市渔业局"]"#), "an organ that is a number": utf8(#"{"agency": 7}"#),
        ],
        silent: [
            "an organ": utf8(#"{"agency": "青岚市渔业局"}"#), "nothing": utf8("{}"),
            "a year and a key of others": utf8(#"{"year": 2020, "crawler": {"depth": 3}}"#),
        ])
}

@Suite struct FileRuleCaseTests {
    @Test(arguments: FileRuleCase.documents)
    func aRuleFindsWhatItShouldAndNothingElse(example: FileRuleCase) {
        let found = Examiner().examine(example.bytes, name: Array("a.txt".utf8)).findings
            .filter { $0.rule.description == example.rule }
        #expect(found.isEmpty != example.isFound)
    }

    @Test(arguments: FileRuleCase.sidecars)
    func aSidecarIsJudged(example: FileRuleCase) {
        let finding = SidecarFile(example.bytes).finding
        #expect((finding != nil) == example.isFound, "\(finding?.message.chinese ?? "")")
    }

    @Test func everyRuleHasThreeCasesOfEachKind() {
        let all = FileRuleCase.documents + FileRuleCase.sidecars
        for rule in Set(all.map(\.rule)) {
            #expect(all.count { $0.rule == rule && $0.isFound } >= 3)
            #expect(all.count { $0.rule == rule && !$0.isFound } >= 3)
        }
    }
}
