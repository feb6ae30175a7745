import Testing

@testable import Core
@testable import Documents

@Suite struct ExaminerTests {
    private func examine(_ bytes: [UInt8], name: String = "a.txt") -> Examination {
        Examiner().examine(bytes, name: Array(name.utf8))
    }

    private func rules(_ bytes: [UInt8]) -> [String] {
        examine(bytes).findings.map(\.rule.description)
    }

    private let report = """
        青岚市渔业局2020年度政府信息公开工作年度报告
        二、主动公开政府信息情况
        规章 | 0 | 0 | 0 |
        规范性文件 | 1 | 1 | 4 |
        行政许可 | 2 | 1 | 3 |
        """

    @Test func theBytesNameTheContent() {
        #expect(
            examine(Array("abc".utf8)).content?.description
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test func aReportIsReadWithAndWithoutByteOrderMark() throws {
        for bytes in [Array(report.utf8), [0xEF, 0xBB, 0xBF] + Array(report.utf8)] {
            let examination = examine(bytes)
            #expect(examination.format == .text)
            #expect(examination.encoding == .utf8)
            #expect(examination.report?.identity.agency == "青岚市渔业局")
            #expect(!examination.findings.contains { $0.rule == "document.encoding" })
        }
    }

    @Test func findingsOnTheDocumentWeighWhatIsConfigured() {
        let ruleset = Ruleset(off: ["document.encoding", "document.foreign"], severities: ["document.empty": .info])
        let examiner = Examiner(ruleset: ruleset)
        let empty = examiner.examine([], name: Array("a.txt".utf8))
        #expect(empty.verdict == .unreadable)
        #expect(empty.findings.map(\.severity) == [.info])
        let letter = examiner.examine(Array("今天天气很好。".utf8), name: Array("a.txt".utf8))
        #expect(letter.verdict == .foreign)
        #expect(letter.findings.isEmpty)
    }

    /// The examples of the catalogue that are about files.
    @Test(arguments: [
        ("document.encoding", Array(String(repeating: "公开工作稳步推进。", count: 40).utf8) + [0xFF, 0x0A]),
        ("document.unsupported", [0x7F, 0x45, 0x4C, 0x46, 0, 1, 2, 3]), ("document.empty", [0x20, 0x0A, 0x0A]),
        ("document.foreign", Array("关于召开工作会议的通知\n请各单位准时参加。\n".utf8)),
    ])
    func theExamplesOfTheCatalogueAreWhatIsFound(id: String, bytes: [UInt8]) throws {
        let rule = try #require(RuleDescription.all.first { $0.id.description == id })
        let found = examine(bytes).findings.filter { $0.rule == rule.id }
        #expect(found.map(\.message) == [rule.example?.finding])
        #expect(found.map(\.severity) == [rule.severity])
    }

    @Test func findingsOnADocumentAreLimitedToOrgans() {
        let bytes = Array((report + "\n" + String(repeating: "公开工作稳步推进。", count: 40)).utf8) + [0xFF]
        func isFound(_ scope: OrganScope) -> Bool {
            Examiner(ruleset: Ruleset(scopes: ["document.encoding": scope])).examine(bytes, name: []).findings
                .contains { $0.rule == "document.encoding" }
        }
        #expect(isFound(OrganScope(only: [Glob("*渔业局")])))
        #expect(!isFound(OrganScope(except: [Glob("*渔业局")])))
    }

    @Test func brokenSequencesAreReplacedAndCounted() throws {
        var bytes = Array((report + "\n" + String(repeating: "公开工作稳步推进。", count: 40)).utf8)
        bytes[bytes.count - 5] = 0xFF
        let examination = examine(bytes)
        #expect(examination.report?.identity.year == 2020)
        let finding = try #require(examination.findings.first { $0.rule == "document.encoding" })
        #expect(finding.severity == .info)
        #expect(finding.message.chinese.contains("处"))
    }

    @Test(arguments: [[], [0x20, 0x0A, 0x09], Array("\u{3000}\u{A0}\r\n\u{FEFF}".utf8), [0xEF, 0xBB, 0xBF], [0x0A]])
    func nothingInIt(bytes: [UInt8]) {
        let examination = examine(bytes)
        #expect(examination.verdict == .unreadable)
        #expect(examination.findings.map(\.rule) == ["document.empty"])
    }

    @Test func otherFormatsAreNamed() throws {
        let noise = examine((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ $0 / 3) })
        #expect(noise.format == .unknown)
        #expect(noise.findings.map(\.rule) == ["document.unsupported"])
    }

    @Test func anotherTextIsForeign() throws {
        let examination = examine(Array("关于召开年度工作会议的通知\n各科室：定于下周一召开会议。\n".utf8))
        #expect(examination.verdict == .foreign)
        #expect(examination.report == nil)
        let finding = try #require(examination.findings.first)
        #expect(finding.rule == "document.foreign")
        #expect(finding.severity == .info)
    }

    @Test func theOldFormIsForeignAndSaysSo() throws {
        let text = """
            青岚市渔业局2015年政府信息公开工作年度报告
            一、概述
            2015年，我局认真做好公开工作。
            二、主动公开政府信息情况
            全年公开信息88条。
            三、依申请公开情况
            未收到申请。
            四、行政复议和行政诉讼情况
            无。
            五、存在的主要问题及改进措施
            继续努力。
            """
        let examination = examine(Array(text.utf8))
        #expect(examination.verdict == .foreign)
        #expect(examination.findings.first?.message.english.contains("old form") == true)
    }

    @Test func verdictFollowsTheFindings() {
        let examination = examine(Array(report.utf8))
        #expect(examination.verdict == Verdict(findings: examination.findings))
        #expect(examination.verdict == .invalid, "two tables are missing")
    }
}
