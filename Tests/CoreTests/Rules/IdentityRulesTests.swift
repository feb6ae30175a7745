import Testing

@testable import Core

@Suite struct IdentityRulesTests {
    private func found(_ title: String, preamble: String = "", fileName: String = "") throws -> [String] {
        var text = ReportText(FormSheet(.edition2019))
        text.title = title
        text.preamble = preamble
        let report = try #require(readReport(text.text, fileName: fileName))
        let found = findings(report).filter { $0.rule.description.hasPrefix("identity.") }
        #expect(found.allSatisfy { $0.message.isBilingual })
        return found.map(\.rule.description)
    }

    private static let title = "青岚市渔业局2020年政府信息公开工作年度报告"

    @Test func knownByTitleOrFileName() throws {
        #expect(try found(Self.title) == [])
        #expect(try found("政府信息公开工作年度报告", fileName: "青岚市渔业局2020年.txt") == [])
        #expect(try found("青岚市渔业局政府信息公开工作年度报告", preamble: "统计期限为2020年1月1日至12月31日。") == [])
    }

    @Test func unknown() throws {
        #expect(try found("政府信息公开工作年度报告") == ["identity.agency", "identity.year"])
        #expect(try found("2020年政府信息公开工作年度报告") == ["identity.agency"])
        #expect(try found("青岚市渔业局政府信息公开工作年度报告") == ["identity.year"])
        #expect(try found("工作报告", fileName: "000_b8b917888f6bbb4a.txt") == ["identity.agency", "identity.year"])
    }

    @Test func conflicts() throws {
        #expect(try found(Self.title, preamble: "统计期限为2019年1月1日至2019年12月31日。") == ["identity.conflict"])
        #expect(try found(Self.title, fileName: "青岚市渔业局2019年政府信息公开工作年度报告.txt") == ["identity.conflict"])
        #expect(try found(Self.title, fileName: "青岚市盐业局2020年政府信息公开工作年度报告.txt") == ["identity.conflict"])
        #expect(try found("沙溪区渔业局2020年政府信息公开工作年度报告", fileName: "沙溪市渔业局2020年政府信息公开年报.txt") == ["identity.conflict"])
    }

    @Test func agreementInOtherWords() throws {
        #expect(try found(Self.title, preamble: "统计期限为2020年1月1日至12月31日。") == [])
        #expect(try found(Self.title, fileName: "渔业局2020年政府信息公开工作年度报告.txt") == [])
        #expect(try found(Self.title, fileName: "青岚渔业局2020年政府信息公开工作年度报告.txt") == [])
        #expect(try found(Self.title, fileName: "东海省青岚市渔业局2020年度政府信息公开工作年度报告.txt") == [])
        #expect(try found(Self.title, fileName: "2021-01-15_年报.txt") == [], "a date of publication")
    }
}
