import Testing

@testable import Core

@Suite struct CellTextTests {
    private func read(_ text: String) -> CellText {
        let bytes = Array(text.utf8)
        return CellText.read(0..<bytes.count, in: bytes.span)
    }

    private func isValue(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return CellText.isValue(0..<bytes.count, in: bytes.span)
    }

    /// The number without its text kept.
    @Test(arguments: [
        ("0", "0"), ("58", "58"), (" 7 ", "7"), ("\u{3000}\u{3000}0", "0"), ("\u{A0}12\u{A0}", "12"), ("1\n", "1"),
        ("１２", "12"), ("1,234", "1234"), ("1，234", "1234"), ("１，２３４，５６７", "1234567"), ("1 234", "1234"),
        ("+2", "2"), ("＋2", "2"), ("-3", "-3"), ("－3", "-3"), ("—3", "-3"), ("− 3", "-3"), ("-0", "0"),
        ("46297722.02", "46297722.02"), ("46,297,722.02", "46297722.02"), ("1,234.5", "1234.5"), ("3.50", "3.5"),
        ("12.0", "12"), ("．5", "0.5"), (".25", "0.25"), ("-.5", "-0.5"), ("00012", "12"), ("999999999", "999999999"),
        ("1234567890", "1234567890"), ("3.", "3"), ("9223372036854775807", "9223372036854775807"),
    ])
    func plainNumber(text: String, value: String) {
        let cell = read(text)
        #expect(cell.value.shown == value)
        #expect(!cell.keepsRaw)
    }

    /// The number with its text kept.
    @Test(arguments: [
        ("8件(撤销1件、警告7件)", "8"), ("46297722.02元", "46297722.02"), ("３件", "3"), ("减少3", "-3"), ("减3", "-3"),
        ("下降4", "-4"), ("增加2", "2"), ("约20", "20"), ("1,234件", "1234"), ("0件", "0"), ("5（注）", "5"), ("(3)", "3"),
        ("三件", "3"), ("零", "0"), ("十二", "12"), ("1.5万元", "1.5"), ("3，其中1件撤回", "3"),
    ])
    func numberWithWords(text: String, value: String) {
        let cell = read(text)
        #expect(cell.value.shown == value)
        #expect(cell.keepsRaw)
    }

    @Test(arguments: ["", " ", "\u{3000}", "\u{A0}\u{A0}", "\n", "\u{200B}", "\t"])
    func empty(text: String) {
        let cell = read(text)
        #expect(cell.value == .blank)
        #expect(!cell.keepsRaw)
    }

    @Test(arguments: ["/", "-", "—", "——", "－", "–", "／", "无", " 无 ", "无。", "\\", "--", "一", "一一", "―", "─"])
    func standsForBlank(text: String) {
        let cell = read(text)
        #expect(cell.value == .blank)
        #expect(cell.keepsRaw)
    }

    @Test(arguments: [
        "1 0", "1\n0", "12,34", "1,2345", "0 0 0", "1 0件", "12,34件", "见附件", "详见说明", "无变化", "件",
        "99999999999999999999", "同上", "*", "未统计",
    ])
    func unreadable(text: String) {
        let cell = read(text)
        #expect(cell.value == .unreadable)
        #expect(cell.keepsRaw)
    }

    @Test(arguments: ["0", "-3", "+2", "1,234", "８", "8件(撤销1件)", "/", "-", "无", "—", "3.5元"])
    func canBeValue(text: String) {
        #expect(isValue(text))
    }

    @Test(arguments: ["自然人", "无正当理由大量反复申请", "三、本年度办理结果", "合计3", "2020年本部门公开总数：167", "备注", "-说明"])
    func cannotBeValue(text: String) {
        #expect(!isValue(text))
    }
}

extension CellValue {
    fileprivate var shown: String? {
        if case .number(let quantity) = self { quantity.description } else { nil }
    }
}
